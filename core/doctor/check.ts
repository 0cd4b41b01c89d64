/** What the doctor's checks are made of. */
import type { Clock } from "../machine/clock.ts";
import type { Renderer } from "../images/picture.ts";
import type { Language, Sentences } from "../language/index.ts";
import type { Participants } from "../models/participants.ts";

/** `warning`: the arena starts, but somebody should know. `wrong`: it does not start, or does not do its work. */
export type FindingState = "ok" | "warning" | "wrong";

/** One thing that was looked at. Sentences for whoever runs the arena; never with a secret. */
export type Finding = { state: FindingState; what: string; mend?: string };

/** The settings as the arena reads them at its start; `bots/config.ts` says what each means. */
export type DoctorSettings = {
  host: string;
  port: number;
  portFixed: boolean;
  dataDirectory: string;
  databaseUrl: string | null;
  roster: string;
  rosterFixed: boolean;
  pseudonymKey: string | null;
  demo: boolean | null;
  discord: { token: string; apiUrl: string } | null;
  telegram: { token: string; apiUrl: string; webhook: { url: string } | null } | null;
  secret(name: string): string | undefined;
};

export type ExaminationOptions = {
  settings: DoctorSettings;
  /** The keys that cannot be used, and why. */
  badSettings: readonly { key: string; problem: string }[];
  /** The keys whose values in `settings` are not what was meant: what needs them is not checked. */
  unusableKeys: readonly string[];
  language: Language;
  machine: {
    /** Version of Node, such as 24.21.0. */
    node: string;
    platform: string;
    architecture: string;
  };
  clock: Clock;
  createRenderer: () => Renderer;
};

/** Who takes part, and what the finding of it has shown. */
export type FoundParticipants = Participants & {
  /** The environment variables that hold an endpoint's key. */
  variablesOf(apiKey: string): readonly string[];
};

/** What a check may look at. */
export type Examination = ExaminationOptions & {
  words: Sentences["doctor"];
  /** The same for every check that asks. @throws what `findParticipants` throws. */
  participants(): Promise<FoundParticipants>;
};

/** One kind of thing to look at. Adding one: a file like its neighbours, and its place in the table of `index.ts`. */
export interface Check {
  /** Names it in the JSON document: stays. */
  readonly name: string;
  /** What people call it. */
  title(words: Sentences["doctor"]): string;
  /** The settings (their keys in the environment) without which it cannot be made. */
  readonly needs: readonly string[];
  /** Looks, and changes nothing. What it throws becomes a finding. */
  look(examination: Examination): Promise<readonly Finding[]>;
}
