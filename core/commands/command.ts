/** What a command is, and what it works with. */
import type { Arena } from "../arena/arena.ts";
import type { Spending } from "../costs/spending.ts";
import type { Breaker } from "../models/breaker.ts";
import type { Lineup } from "../models/lineup.ts";
import type { Model } from "../models/model.ts";
import type { JuryWork } from "../mutual/jury/jury-work.ts";
import type { Evaluations } from "../mutual/evaluations.ts";
import type { CommunityExports } from "../export/community-export.ts";
import type { DeliverySeal } from "../battle/delivery.ts";
import type { ArenaRules } from "../battle/rules.ts";
import type { CommandSentences, OptionSentences } from "../language/command-sentences.ts";
import type { Language } from "../language/index.ts";
import type { Heard } from "../people/spoken-languages.ts";
import type { ChatPlatform } from "../chat/chat-platform.ts";
import type { Clock } from "../machine/clock.ts";
import type { Random } from "../machine/random.ts";
import type { Renderer } from "../images/picture.ts";
import type { Store } from "../store/store.ts";
import type { PlatformName, Press, Reply, Request } from "../chat/post.ts";
import type { BoardSnapshots } from "../boards/board-snapshots.ts";
import type { PairingPlan } from "../boards/pairing-plan.ts";
import type { Pseudonyms } from "../safety/pseudonyms.ts";
import type { ArenaStatus } from "./status/arena-status.ts";

/** What commands work with. */
export type CommandContext = {
  arena: Arena;
  store: Store;
  boards: BoardSnapshots;
  pairing: PairingPlan;
  exports: CommunityExports;
  spending: Pick<Spending, "limits" | "amountsIn">;
  renderer: Renderer;
  pseudonyms: Pseudonyms;
  deliverySeal: DeliverySeal;
  rules: ArenaRules;
  clock: Clock;
  random: Random;
  /** The one in force. */
  lineup: () => Lineup;
  /** All models that play or ever played, those that are named among them: without asking the store, nearly always. */
  everybody: (named: Iterable<string>) => Promise<readonly Model[]>;
  breaker: Breaker;
  /** How the arena is doing just now. */
  status: () => Promise<ArenaStatus>;
  /** Where the privacy policy of whoever runs the arena stands; none: `/privacy` offers the built-in one. */
  privacyUrl?: string | null;
  /** Whether what people and models write is encrypted in the database; left out: it is not. */
  encryptsTexts?: boolean;
  /** Undefined: this installation has no place for them. */
  evaluations?: Evaluations | undefined;
  jury?: JuryWork | undefined;
  platforms: ReadonlyMap<PlatformName, ChatPlatform>;
  /** All commands, in the order in which they are listed. */
  commandNames: readonly CommandName[];
};

/** As typed after the slash; also the key of its words. */
export type CommandName = keyof CommandSentences;

/** As forms call it in English; also the key of its words. */
export type OptionName = keyof OptionSentences;

/** What is shown, and what is written when it is chosen. */
export type Suggestion = { label: string; value: string };

/** A suggestion, and whatever else it may be found by. */
export type Candidate = Suggestion & { alsoCalled: readonly string[] };

/** Everything that may be meant by an option. */
export type Suggesting = (
  context: Pick<CommandContext, "store" | "lineup">,
  language: Language,
) => Promise<Candidate[]> | Candidate[];

/**
 * How an option is filled in: any text; text of which some is suggested while it is typed; one of a few words; yes or
 * no; a whole number; a file; a place or a group of the platform's own.
 */
export type OptionKind =
  | { kind: "text" }
  | { kind: "suggested"; suggest: Suggesting }
  | { kind: "choice"; choices: readonly string[] }
  /** Its own name, or nothing. */
  | { kind: "flag" }
  | { kind: "number"; least: number; most: number }
  | { kind: "file" }
  /** A channel or the like, and a role or the like, by its identifier. */
  | { kind: "place" }
  | { kind: "group" };

/** What may be given to a command, so that platforms can offer it in forms; what is written by hand means the same. */
export type CommandOption = OptionKind & {
  name: OptionName;
  required?: boolean;
  /** Whether its name stands before its value when it is written by hand. */
  named?: boolean;
  /** Whether its name and a colon may stand before its value, where it says what the value is. */
  labelled?: boolean;
  /** What stands there instead of its own name. */
  writtenAs?: string;
  /** Whether it is a tag that stands before everything else. */
  tag?: boolean;
};

/** A command, whose name is its key in the list in `index.ts`. */
export type Command = {
  /** In the order in which forms offer them. Left out: it takes nothing. */
  options?: readonly CommandOption[];
  /** What follows its name is a question to the models. */
  asks?: true;
  /** What follows its name may be as long as a question; otherwise it is kept short. */
  takesText?: true;
  /** Only those who run the community can use it. The command checks that itself; platforms may hide it from others. */
  forManagers?: true;
  /** Nothing depends on when it is done: it waits as boards do, also for those who run the community. */
  waits?: true;
  /** Its replies may be for everybody, so platforms may keep people from filling a place with them. */
  posts?: true;
  /** Nobody else sees its replies, so platforms may keep others from seeing that it was used. */
  unseen?: true;
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
