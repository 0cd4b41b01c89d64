/** What a set-up is to write, and what it must know to test it. */
import type { EndpointKey, Language } from "../../core/index.ts";
import type { Config } from "../../bots/config.ts";

/** Everything that was tested and is to be written. */
export type SetupPlan = {
  models: { at: EndpointKey; names: readonly string[] } | null;
  /** Settings for the `.env` file. */
  environment: Readonly<Record<string, string>>;
  /** What to tell at the end, such as where the bot is invited from. */
  notes: readonly string[];
};

/** Where the set-up works. */
export type Workplace = {
  language: Language;
  /** The settings of this machine as they are now. */
  config: Config;
  /** Paths of the two files. */
  environmentFile: string;
  rosterFile: string;
};

/** Something was refused: nothing is written. The message says what, and how to mend it. */
export class SetupRefused extends Error {
  override readonly name = "SetupRefused";
}
