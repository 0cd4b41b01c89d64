/** A model as the arena knows it. */

/**
 * What an endpoint may refuse to be sent. Instead, the system message is put before the question, and the whole answer is
 * awaited where there is no stream.
 */
export const refusableSettings = ["temperature", "maxTokens", "system", "seed", "stream"] as const;
/** One of {@link refusableSettings}. */
export type Setting = (typeof refusableSettings)[number];

/**
 * What was not sent as asked for: a setting, the form of the answer, or a field of the model's own `body`. A token limit
 * that the endpoint wanted lower is among them; one under another name is not.
 */
export type Withheld = Setting | "format" | `body.${string}`;

/** Demo models play among themselves: their battles never enter a board together with real models. */
export type League = "real" | "demo";

/** What battles of a source, and models that only a source knows, have in place of a league: they enter no board unasked. */
export type SourceLeague = `source:${string}`;

/** Whether a league is that of a source. */
export function isSourceLeague(league: string): league is SourceLeague {
  return league.startsWith("source:");
}

/** Ids of the demo models begin with this, and no other ids do. Ids never change, because votes point to them. */
export const demoIdPrefix = "demo-";

/** `active` models play; `paused` and `retired` ones do not. */
export type ModelStatus = "active" | "paused" | "retired";

/** US dollars for a million tokens. */
export type Price = { input: number; output: number };

/** US dollars that may be spent in a day and in a month, both of UTC; left out: as much as is wanted. */
export type Amounts = { day?: number | undefined; month?: number | undefined };

/** A model that plays, or once played. */
export type Model = {
  /** Stable for ever: votes point to it. */
  id: string;
  name: string;
  organization: string;
  /** Key of the endpoint that serves it. */
  endpoint: string;
  /** What the endpoint calls it. */
  model: string;
  input: readonly ("text" | "image")[];
  price: Price | null;
  status: ModelStatus;
  league: League | SourceLeague;
  /** What this model's endpoint is known to refuse. */
  unsupported: readonly Setting[];
  /** Further fields of each request for it, such as `reasoning_effort`. Not kept with the record. */
  body?: Readonly<Record<string, unknown>> | undefined;
};

/** The models that the record knows. */
export interface ModelStore {
  /** Adds the models it does not know, refreshes the names of those it does; forgets none, for votes point to them. */
  saveModels(models: readonly Model[]): Promise<void>;
  /** Every model that ever took part. */
  models(): Promise<Model[]>;
  /**
   * Where a community (a pseudonym) liked a model's answers best: among its newest thousand battles, closed ones that all
   * there have seen and in which at least two more people chose this side than the other. The clearest first, then the newest.
   */
  likedAnswers(model: string, community: string, most: number): Promise<LikedAnswer[]>;
}

/** An answer to the first question of a battle, how many chose it, and how many voted. */
export type LikedAnswer = { battle: string; side: "a" | "b"; chosen: number; votes: number };
