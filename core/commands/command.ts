/** What a command is. */
import type { Arena } from "../arena/arena.ts";
import type { Model } from "../models/model.ts";
import type { JuryWork } from "../mutual/jury/judge-battles.ts";
import type { Evaluations } from "../mutual/evaluations.ts";
import type { ArenaRules } from "../battle/rules.ts";
import type { Heard, SpokenLanguages } from "../people/spoken-languages.ts";
import type { ChatPlatform } from "../chat/chat-platform.ts";
import type { Clock } from "../machine/clock.ts";
import type { Random } from "../machine/random.ts";
import type { Renderer } from "../images/picture.ts";
import type { Store } from "../store/store.ts";
import type { PlatformName, Press, Reply, Request } from "../chat/post.ts";
import type { BoardSnapshots } from "../boards/board-snapshots.ts";
import type { PairingPlan } from "../boards/pairing-plan.ts";
import type { Pseudonyms } from "../safety/pseudonyms.ts";

/** What commands work with. */
export type CommandContext = {
  arena: Arena;
  store: Store;
  boards: BoardSnapshots;
  pairing: PairingPlan;
  renderer: Renderer;
  pseudonyms: Pseudonyms;
  rules: ArenaRules;
  languages: SpokenLanguages;
  clock: Clock;
  random: Random;
  /** The roster in force. */
  models: readonly Model[];
  /** Undefined: this installation has no place for them. */
  evaluations?: Evaluations | undefined;
  jury?: JuryWork | undefined;
  platforms: ReadonlyMap<PlatformName, ChatPlatform>;
};

export type Command = {
  /** As typed after the slash; also its key in the sentences. */
  name: CommandName;
  /**
   * @param rest what follows the name, without outer white space.
   * @returns what to show, or undefined when a post already does.
   * @throws {Refusal} with a sentence for the person.
   */
  run(context: CommandContext, request: Heard<Request>, rest: string): Promise<Reply | undefined>;
  /**
   * Takes a press on a button of one of its replies, whose action is `<name>:<rest>` (see {@link actionOf}).
   * @throws {Refusal} with a sentence for the person.
   */
  press?(context: CommandContext, press: Heard<Press>, rest: string): Promise<Reply>;
};

/** The action of a command's button. @param rest at most 50 bytes, so that the whole has at most 64. */
export function actionOf(command: CommandName, rest: string): string {
  return `${command}:${rest}`;
}

export const commandNames = [
  "battle",
  "leaderboard",
  "profile",
  "history",
  "models",
  "bank",
  "mutual",
  "language",
  "privacy",
  "settings",
  "help",
] as const;
export type CommandName = (typeof commandNames)[number];
