/** Work of which only the newest matters, such as what a message is to show. */
import type { Clock } from "../../core/index.ts";

/**
 * Does one piece of work a key at a time; of those that wait, only the newest is done.
 * @param rest for how long afterwards work that may rest, too, is kept waiting. Milliseconds; 0: it never waits so.
 * @returns true once the work is done; false at once when it has to wait: then it is done later, or not at all.
 */
export type NewestOnly = (key: string, work: () => Promise<void>, rest: number) => Promise<boolean>;

type Waiting = { work: () => Promise<void>; rest: number };
type Lane = { working: boolean; next: Waiting | undefined };

/** Nothing waits at first. @param later takes work that has waited. */
export function createNewestOnly(clock: Pick<Clock, "after">, later: (work: () => Promise<void>) => void): NewestOnly {
  const lanes = new Map<string, Lane>();

  async function begin(key: string, lane: Lane, { work, rest }: Waiting): Promise<void> {
    Object.assign(lane, { working: true, next: undefined });
    try {
      await work();
    } finally {
      lane.working = false;
      if (rest > 0) clock.after(rest, () => goOn(key, lane));
      else goOn(key, lane);
    }
  }

  function goOn(key: string, lane: Lane): void {
    if (lane.working) return;
    const { next } = lane;
    if (next) later(() => begin(key, lane, next));
    else if (lanes.get(key) === lane) lanes.delete(key);
  }

  return async (key, work, rest) => {
    const before = lanes.get(key);
    const lane = before ?? { working: false, next: undefined };
    lanes.set(key, lane);
    const waits = lane.working || (before !== undefined && rest > 0);
    if (waits) lane.next = { work, rest };
    else await begin(key, lane, { work, rest });
    return !waits;
  };
}
