/** What the doctor's checks are made of: what they are given, what they find, and who takes part. */
import type { Clock } from "../machine/clock.ts";
import type { Renderer } from "../images/picture.ts";
import type { Language, Sentences } from "../language/index.ts";
import type { ModerationEndpoint } from "../safety/moderation/endpoint.ts";
import { type Participants, findParticipants } from "../models/participants.ts";

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
  encryptText: boolean;
  demo: boolean | null;
  moderation: ModerationEndpoint | null;
  secret(name: string): string | undefined;
};

/** What is examined, and with what. */
export type ExaminationOptions = {
  settings: DoctorSettings;
  /** The keys that cannot be used, and why. */
  badSettings: readonly { key: string; problem: string }[];
  /** The keys whose values in `settings` are not what was meant: what needs them is not checked. */
  unusableKeys: readonly string[];
  /** A check for each platform, made with its settings. */
  platformChecks: readonly Check[];
  language: Language;
  machine: {
    /** Version of Node, such as 24.21.0. */
    node: string;
    platform: string;
    architecture: string;
  };
  clock: Clock;
  createRenderer: () => Renderer;
  /** Whether no model is asked anything. */
  offline?: boolean;
  /** Told how many models have answered or failed, of how many. */
  onTrial?: (done: number, total: number) => void;
};

/** Who takes part, and what the finding of it has shown. */
type FoundParticipants = Participants & {
  /** The environment variables that hold an endpoint's key. */
  variablesOf(apiKey: string): readonly string[];
};

/** What a check may look at. */
export type Examination = ExaminationOptions & {
  words: Sentences["doctor"];
  /** The same for every check that asks. @throws what `findParticipants` throws. */
  participants(): Promise<FoundParticipants>;
};

/**
 * One kind of thing to look at. Adding one: a file like its neighbours, and its place in the table of `index.ts`; a
 * platform's has its line in `platforms.ts`.
 */
export interface Check {
  /** Names it in the JSON document: stays. */
  readonly name: string;
  /** What people call it. */
  title(words: Sentences["doctor"]): string;
  /** The settings (their keys in the environment) without which it cannot be made. */
  readonly needs: readonly string[];
  /** What it knows and no finding may show. */
  readonly secrets?: readonly string[];
  /** Looks, and changes nothing. What it throws becomes a finding. */
  look(examination: Examination): Promise<readonly Finding[]>;
}

/** `close` ends what finding them has started; it never throws. */
export function participantsOnce(settings: DoctorSettings): {
  participants(): Promise<FoundParticipants>;
  close(): Promise<void>;
} {
  let found: Promise<FoundParticipants> | undefined;
  return {
    participants: () => (found ??= find(settings)),
    close: async () => {
      // Whoever asked has heard of a failure already.
      await found?.then(
        (participants) => participants.close(),
        () => {},
      );
    },
  };
}

async function find(settings: DoctorSettings): Promise<FoundParticipants> {
  const variables = new Map<string, Set<string>>();
  const participants = await findParticipants({
    rosterPath: settings.roster,
    rosterRequired: settings.rosterFixed,
    demo: settings.demo ?? false,
    secret(name) {
      const value = settings.secret(name);
      // An endpoint does not tell where its key came from, but a finding must.
      if (value) variables.set(value.trim(), (variables.get(value.trim()) ?? new Set()).add(name));
      return value;
    },
  });
  return { ...participants, variablesOf: (apiKey) => [...(variables.get(apiKey) ?? [])] };
}

const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

/** Such as `812 MiB` or `1.4 GiB`. */
export function formatSize(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1024 ** power;
  return `${amount < 10 && power > 0 ? amount.toFixed(1) : Math.floor(amount)} ${units[power]}`;
}
