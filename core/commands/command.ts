/** What a command is. */
import type { Arena } from "../arena/arena.ts";
import type { Model } from "../models/model.ts";
import type { ArenaRules } from "../arena/rules.ts";
import type { Clock, Renderer, Store } from "../ports.ts";
import type { Reply, Request } from "../post.ts";
import type { Pseudonyms } from "../safety/pseudonyms.ts";

/** What commands work with. */
export type CommandContext = {
  arena: Arena;
  store: Store;
  renderer: Renderer;
  clock: Clock;
  pseudonyms: Pseudonyms;
  rules: ArenaRules;
  /** The roster in force. */
  models: readonly Model[];
};

export type Command = {
  /** As typed after the slash; also its key in the sentences. */
  name: CommandName;
  /**
   * @param rest what follows the name, without outer white space.
   * @returns what to show, or undefined when a post already does.
   * @throws {Refusal} with a sentence for the person.
   */
  run(context: CommandContext, request: Request, rest: string): Promise<Reply | undefined>;
};

export const commandNames = ["battle", "leaderboard", "profile", "models", "settings", "help"] as const;
export type CommandName = (typeof commandNames)[number];
