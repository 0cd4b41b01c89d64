/** What the arena works with. */
import type { GenerationSettings } from "../models/completion.ts";
import type { Model } from "../models/model.ts";
import type { ChatPlatform, Clock, Log, ModelProvider, Random, Store } from "../ports.ts";
import type { PlatformName } from "../chat/post.ts";
import type { Pseudonyms } from "../safety/pseudonyms.ts";
import type { DeliverySeal } from "../battle/delivery.ts";
import type { PairingPlan } from "../boards/pairing-plan.ts";
import type { SelfNamingMask } from "../answers/self-naming/self-naming-mask.ts";
import type { ArenaRules } from "../battle/rules.ts";

export type ArenaContext = {
  store: Store;
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
