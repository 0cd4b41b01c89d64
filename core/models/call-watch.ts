/** How everything that models are asked ends, for whoever counts it, and for whoever wants to know how the arena is doing. */
import { createBoundedMap } from "../machine/bounded-map.ts";
import type { Clock } from "../machine/clock.ts";
import { type Completion, type FailureKind, ModelFailure, type ModelProvider } from "./completion.ts";
import type { Model } from "./model.ts";

/** A call that has ended, with an answer or a failure. `milliseconds` is all the time it took, with every line it waited in. */
export type EndedCall = { model: Model; milliseconds: number } & (
  | { completion: Completion; failure: null }
  | { completion: null; failure: FailureKind }
);

/** How an endpoint fails: how often in this way since the start, and when it did so last. */
export type RecentFailure = { endpoint: string; kind: FailureKind; count: number; last: Date };

/** Watches all that is asked, in this process, since its start. */
export interface CallWatch {
  /** A provider whose calls are counted. */
  watch(provider: ModelProvider): ModelProvider;
  /** How many calls have not ended yet, those among them that wait for their turn. */
  underway(): number;
  /** The newest first. Calls that were called off are no failures. */
  failures(): RecentFailure[];
}

/** More ways to fail than a roster has. */
const mostFailures = 200;

function createFailures({ now }: Pick<Clock, "now">) {
  const failures = createBoundedMap<string, RecentFailure>(mostFailures);
  return {
    note({ endpoint }: Model, kind: FailureKind): void {
      if (kind === "aborted") return;
      const key = `${endpoint} ${kind}`;
      failures.set(key, { endpoint, kind, count: (failures.get(key)?.count ?? 0) + 1, last: now() });
    },
    list: () =>
      Array.from(failures.entries(), ([, failure]) => failure).toSorted(
        (one, other) => other.last.getTime() - one.last.getTime(),
      ),
  };
}

/** @param tell is told of each call once, when it has ended. */
export function createCallWatch(
  clock: Pick<Clock, "now" | "elapsed">,
  tell: (call: EndedCall) => void = () => {},
): CallWatch {
  const failures = createFailures(clock);
  let underway = 0;
  return {
    watch: (provider) => ({
      ...provider,
      async complete(request, signal) {
        const { model } = request;
        const began = clock.elapsed();
        const took = () => ({ model, milliseconds: clock.elapsed() - began });
        underway += 1;
        try {
          const completion = await provider.complete(request, signal);
          tell({ ...took(), completion, failure: null });
          return completion;
        } catch (error) {
          if (!(error instanceof ModelFailure)) throw error;
          failures.note(model, error.kind);
          tell({ ...took(), completion: null, failure: error.kind });
          throw error;
        } finally {
          underway -= 1;
        }
      },
    }),
    underway: () => underway,
    failures: () => failures.list(),
  };
}
