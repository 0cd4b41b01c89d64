/** What the arena works with. */
import type { GenerationSettings, ModelProvider } from "../models/completion.ts";
import type { BoardStore } from "../boards/store.ts";
import type { Model, ModelStore } from "../models/model.ts";
import type { ChatPlatform } from "../chat/chat-platform.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import type { Random } from "../machine/random.ts";
import type { AnsweringStore, BallotStore, BattleStore, CommunityStore } from "../battle/store.ts";
import type { PlatformName } from "../chat/post.ts";
import type { Pseudonyms } from "../safety/pseudonyms.ts";
import type { DeliverySeal } from "../battle/delivery.ts";
import type { PairingPlan } from "../boards/pairing-plan.ts";
import type { SelfNamingMask } from "../answers/self-naming/self-naming-mask.ts";
import type { ArenaRules } from "../battle/rules.ts";

/** As much of the record as the arena needs. */
export type ArenaStore = {
  models: ModelStore;
  boards: Pick<BoardStore, "fold">;
  battles: BattleStore;
  answering: AnsweringStore;
  ballots: BallotStore;
  communities: CommunityStore;
};

export type ArenaContext = {
  store: ArenaStore;
  provider: ModelProvider;
  clock: Clock;
  random: Random;
  log: Log;
  /** Where posts can go; filled as platforms connect. */
  platforms: Map<PlatformName, ChatPlatform>;
  pseudonyms: Pseudonyms;
  deliverySeal: DeliverySeal;
  mask: SelfNamingMask;
  models: readonly Model[];
  /** How probably each pair is drawn. */
  pairing: PairingPlan;
  generation: GenerationSettings;
  rules: ArenaRules;
  /** Whether no other process works on the same record: then whatever is unfinished at the start was interrupted. */
  alone: boolean;
  /** Names where this process works; no other one works there at the same time, but earlier ones did. */
  place: string;
  /** Names this process among all that ever worked on the record; begins with `place` and a colon. */
  holder: string;
};
