/** What closed battles add to the cells, worked out from their votes. */
import { drawStatement, hashStatement } from "../battle/sealed-draw.ts";
import { type BattleSums, placeColumns, type VoteSums } from "./cell-sums.ts";

/** What tells cells apart. */
export type Dimensions = Record<Exclude<(typeof placeColumns)[number], "repeated">, string> & { repeated: boolean };
/** Sums of all votes, and of those that nobody else could see. */
export type FoldedCell = { dimensions: Dimensions; all: BattleSums; unseen: BattleSums };
/** A voter's part of them; `key` is that of the cell. */
export type FoldedVoter = { key: string; voter: string; all: VoteSums; unseen: VoteSums };

/** As much of a battle as folding needs. */
export type ClosedBattle = Omit<Dimensions, "modelA" | "modelB" | "repeated"> & {
  id: string;
  asker: string;
  bankQuestion: string | null;
  /** Null: that is not decided yet. */
  repeated: boolean | null;
  masked: boolean;
  leftOut: boolean;
  salt: string | null;
  drawHash: string | null;
  modelA: string | null;
  modelB: string | null;
};
/** As much of a vote. */
export type CastVote = { battleId: string; voter: string; choice: string; seen: boolean; aside: boolean };

/** What some battles add; `keys` tells into which cell each goes that has any votes. */
export type FoldedSums = {
  cells: Map<string, FoldedCell>;
  voters: Map<string, FoldedVoter>;
  keys: Map<string, string>;
};

const columns: Record<string, keyof VoteSums> = { a: "a", b: "b", tie: "tie", "both-bad": "bothBad" };

/** Neither what was masked nor what no longer fits the draw it was sealed with has a place in any board. */
function hasPlace({ id, masked, salt, drawHash, modelA, modelB }: ClosedBattle): boolean {
  if (masked || modelA === null || modelB === null) return false;
  if (salt === null || drawHash === null) return true;
  return hashStatement(drawStatement({ battle: id, a: modelA, b: modelB }, salt)) === drawHash;
}

/** Whether any of the votes on a battle counts on boards. */
export function hasCountedVotes(battle: ClosedBattle, votes: readonly CastVote[]): boolean {
  return hasPlace(battle) && countedOf(battle, votes).length > 0;
}

/** Sums up the votes on some battles; those that are set aside are only counted as such. */
export function sumVotes(votes: readonly CastVote[], battles: readonly ClosedBattle[]): FoldedSums {
  const sums: FoldedSums = { cells: new Map(), voters: new Map(), keys: new Map() };
  const known = new Map(battles.filter(hasPlace).map((battle) => [battle.id, battle]));
  for (const [id, own] of Map.groupBy(votes, ({ battleId }) => battleId)) {
    const battle = known.get(id);
    if (battle) addBattle(sums, battle, own);
  }
  return sums;
}

function addBattle({ cells, voters, keys }: FoldedSums, battle: ClosedBattle, votes: readonly CastVote[]): void {
  const dimensions = dimensionsOf(battle);
  const key = keyOf(dimensions);
  keys.set(battle.id, key);
  const cell = cells.get(key) ?? { dimensions, all: { ...noSums }, unseen: { ...noSums } };
  cells.set(key, cell);
  addVotes(cell.all, battle, votes);
  addVotes(
    cell.unseen,
    battle,
    votes.filter(({ seen }) => !seen),
  );
  for (const { voter, choice, seen } of countedOf(battle, votes)) {
    const part = voters.get(`${key}\n${voter}`) ?? { key, voter, all: { ...noVotes }, unseen: { ...noVotes } };
    voters.set(`${key}\n${voter}`, part);
    part.all[columns[choice] ?? "tie"] += 1;
    if (!seen) part.unseen[columns[choice] ?? "tie"] += 1;
  }
}

function countedOf({ leftOut }: ClosedBattle, votes: readonly CastVote[]): CastVote[] {
  return leftOut ? [] : votes.filter(({ aside }) => !aside);
}

const noVotes: VoteSums = { a: 0, b: 0, tie: 0, bothBad: 0 };
const noSums: BattleSums = { battles: 0, ...noVotes, winsSquared: 0, winsTimesVotes: 0, votesSquared: 0, aside: 0 };

/** A battle without votes that count is no battle. */
function addVotes(sums: BattleSums, battle: ClosedBattle, votes: readonly CastVote[]): void {
  const counted = countedOf(battle, votes);
  sums.aside += votes.length - counted.length;
  if (counted.length === 0) return;
  let halfWins = 0;
  for (const { choice } of counted) {
    sums[columns[choice] ?? "tie"] += 1;
    halfWins += choice === "a" ? 2 : choice === "b" ? 0 : 1;
  }
  sums.battles += 1;
  sums.winsSquared += halfWins ** 2;
  sums.winsTimesVotes += halfWins * counted.length;
  sums.votesSquared += counted.length ** 2;
}

/** What must be added to cells that hold `before` so that they hold `after`, of the same battles. */
export function differenceOf(before: FoldedSums, after: FoldedSums): Pick<FoldedSums, "cells" | "voters"> {
  const cells = new Map(after.cells);
  for (const [key, { dimensions, all, unseen }] of before.cells) {
    const now = after.cells.get(key) ?? { all: noSums, unseen: noSums };
    cells.set(key, { dimensions, all: minus(now.all, all), unseen: minus(now.unseen, unseen) });
  }
  const voters = new Map(after.voters);
  for (const [name, { key, voter, all, unseen }] of before.voters) {
    const now = after.voters.get(name) ?? { all: noVotes, unseen: noVotes };
    voters.set(name, { key, voter, all: minus(now.all, all), unseen: minus(now.unseen, unseen) });
  }
  return { cells, voters };
}

function minus<Sums extends Record<string, number>>(from: Sums, sums: Sums): Sums {
  const left = Object.entries(sums).map(([name, sum]) => [name, (from[name] ?? 0) - sum]);
  return Object.fromEntries(left) as Sums;
}

function dimensionsOf({ modelA, modelB, repeated, ...battle }: ClosedBattle): Dimensions {
  const { day, league, task, language, platform, community } = battle;
  const models = { modelA: modelA ?? "", modelB: modelB ?? "" };
  return { day, league, ...models, task, language, platform, community, repeated: repeated ?? false };
}

/** Names a cell. */
export function keyOf(dimensions: Dimensions): string {
  return JSON.stringify(placeColumns.map((name) => dimensions[name]));
}
