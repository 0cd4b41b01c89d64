/** A model as the arena knows it. */

/** A generation setting that an endpoint may refuse; `system` is then put before the question. */
export type Withheld = "temperature" | "maxTokens" | "system" | "seed";

/** Demo models play among themselves: their battles never enter a board together with real models. */
export type League = "real" | "demo";

/** Ids of the demo models begin with this, and no other ids do. Ids never change, because votes point to them. */
export const demoIdPrefix = "demo-";

/** `active` models play; `paused` and `retired` ones do not. */
export type ModelStatus = "active" | "paused" | "retired";

/** US dollars for a million tokens. */
export type Price = { input: number; output: number };

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
  league: League;
  /** Generation settings this model's endpoint refuses. */
  unsupported: readonly Withheld[];
};

/** The models that the record knows. */
export interface ModelStore {
  /** Adds the models it does not know, refreshes the names of those it does; forgets none, for votes point to them. */
  saveModels(models: readonly Model[]): Promise<void>;
  /** Every model that ever took part. */
  models(): Promise<Model[]>;
}
