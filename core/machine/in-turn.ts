/** Lets what concerns the same thing happen one after another. */

/** Runs `work` when all that was given under the same key before has ended, well or not. */
export type InTurn = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** Nothing is under way at first. */
export function createInTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work);
    const settled = turn.catch(() => {});
    last.set(key, settled);
    try {
      return await turn;
    } finally {
      if (last.get(key) === settled) last.delete(key);
    }
  };
}
