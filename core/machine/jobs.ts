/** Work that takes long: ordered by name, and done by a process that takes such work, whichever is there. */

/** Doing one job. What is left off because `leave` is aborted is done again later, here or elsewhere. */
export type DoJob = (name: string, leave: AbortSignal) => Promise<void>;

/**
 * A sort of work. `retries`: `soon` where a process that died must be followed at once; `growing` where others have to
 * mend something first, such as a chat platform that is away.
 */
export type JobKind = { readonly name: string; readonly retries: "soon" | "growing" };

/** How often a job is tried again, and after how many milliseconds at first and at most. */
export const retrying = {
  soon: { times: 50, first: 1_000, longest: 1_000 },
  growing: { times: 12, first: 2_000, longest: 30 * 60_000 },
} as const satisfies Record<JobKind["retries"], { times: number; first: number; longest: number }>;

/** What gives out long work. */
export interface Jobs {
  /**
   * Has something done. Resolves when that outlives this process, where others could do it. What is ordered under a name
   * that waits or is being done already is not done twice.
   */
  order(kind: JobKind, name: string): Promise<void>;
  /**
   * From now on this process does jobs of a kind, one at a time; when it dies, another one that takes them goes on within 30
   * seconds. `leave` is aborted when this process stops, and when another one has the job. What is thrown goes to the log,
   * and the job is tried again, {@link retrying}.
   */
  take(kind: JobKind, work: DoJob): void;
  /** Resolves when nothing is being done here, nor about to be. */
  settled(): Promise<void>;
  /** Takes nothing more, has what is being done left off, and waits for that. */
  stop(): Promise<void>;
}
