/** Rows on their way into a source: battles that stand together are put together, and go some hundreds at a time. */
import type { AddedToSource, SourceBattle, SourceVote } from "../../core/index.ts";
import type { SourceRow } from "./source-sink.ts";

/** How many battles, and about how many votes, go in one transaction. */
const [battlesAtOnce, votesAtOnce] = [500, 2_000];

type Growing = Omit<SourceBattle, "votes"> & { votes: Map<string, SourceVote> };

/** What takes rows, and what puts them away. */
export type Gathering = {
  take(row: SourceRow): void;
  /** Puts away what has come, but for a battle of which more may come that has to come at once. */
  rest(): Promise<void>;
  /** Puts away the rest. @returns what has come of all. */
  end(): Promise<AddedToSource>;
};

/** @param add puts battles away. @param told is told how many rows have been put away. */
export function gatherBattles(
  add: (battles: readonly SourceBattle[]) => Promise<AddedToSource>,
  told: (rows: number) => void,
): Gathering {
  let waiting = new Map<string, Growing>();
  let last = "";
  const sums: AddedToSource = { battles: 0, votes: 0, known: 0, alike: 0 };

  async function putAway(battles: Growing[]): Promise<void> {
    for (const some of inParts(battles)) {
      const added = await add(some.map(toBattle));
      for (const name of ["battles", "votes", "known", "alike"] as const) sums[name] += added[name];
      told(sums.votes + sums.known + sums.alike);
    }
  }

  return {
    take: (row) => {
      last = JSON.stringify([row.key, row.modelA, row.modelB]);
      sums.known += grow(waiting, last, row) ? 0 : 1;
    },
    async rest() {
      if (countVotes(waiting.values()) < votesAtOnce) return;
      const open = waiting.get(last)?.whole ? [last] : [];
      const [kept, ready] = split(waiting, open);
      waiting = kept;
      await putAway(ready);
    },
    async end() {
      await putAway([...waiting.values()]);
      return sums;
    },
  };
}

/** Those that stay, and the others. */
function split(waiting: ReadonlyMap<string, Growing>, kept: readonly string[]): [Map<string, Growing>, Growing[]] {
  const stays = ([key]: [string, Growing]) => kept.includes(key);
  const others = [...waiting].filter((one) => !stays(one)).map(([, battle]) => battle);
  return [new Map([...waiting].filter(stays)), others];
}

function toBattle({ votes, ...battle }: Growing): SourceBattle {
  return { ...battle, votes: [...votes.values()] };
}

/** Adds a row's vote to its battle. @returns whether it is the voter's first there: each has one. */
function grow(waiting: Map<string, Growing>, key: string, { vote, ...battle }: SourceRow): boolean {
  const growing = waiting.get(key) ?? { ...battle, votes: new Map() };
  waiting.set(key, growing);
  if (growing.votes.has(vote.voter)) return false;
  growing.votes.set(vote.voter, vote);
  return true;
}

function countVotes(battles: Iterable<Growing>): number {
  return [...battles].reduce((sum, { votes }) => sum + votes.size, 0);
}

function inParts(battles: readonly Growing[]): Growing[][] {
  const parts: Growing[][] = [];
  let votes = votesAtOnce;
  for (const battle of battles) {
    if (votes >= votesAtOnce || parts.at(-1)?.length === battlesAtOnce) {
      parts.push([]);
      votes = 0;
    }
    parts.at(-1)?.push(battle);
    votes += battle.votes.size;
  }
  return parts;
}
