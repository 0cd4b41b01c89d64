/**
 * Voters whose ballots are those of somebody before them.
 *
 * Ballots are sets of (battle, choice). Sets that are nearly the same have nearly always a MinHash band in common (see
 * `core/rating/min-hash.ts`), and only those are compared, each with the first voter of its band. On the battles that both
 * voted on, a copy agrees with 0.97, an honest voter as often as the others of that battle agree with the voter before:
 *
 *   r = Π agreed 0.97/g · Π not agreed 0.03/(1 − g)
 */
import { cutIntoBands, leastHashes } from "../min-hash.ts";
import type { Ballots } from "./ballots.ts";

/** Whose ballots a voter's are, how many of them are the same, and ln r. */
export type Copy = { of: number; agreed: number; logRatio: number };

const sure = 0.97;
/** Two ballots with fewer battles in common are alike by chance. */
const leastShared = 10;
const [bands, rowsOfBand] = [10, 5];
/** Two voters on a battle agree about so often where nobody else tells; that weighs as much as two other voters. */
const [usualAgreement, weightOfUsual] = [0.6, 2];

/** Of each voter, the one before them whose ballots theirs are most like; undefined where there is none. Cost: linear in votes. */
export function findCopies(ballots: Ballots, battles: readonly string[]): (Copy | undefined)[] {
  const { voters, starts } = ballots;
  const battleOf = numberBattles(ballots, battles);
  const choices = countChoices(ballots, battleOf);
  const firsts = new Map<string, number>();
  return voters.map((_, voter) => {
    if (starts[voter + 1]! - starts[voter]! < leastShared) return undefined;
    const before = new Set<number>();
    for (const [band, key] of sketch(ballots, battleOf, voter).entries()) {
      const first = firsts.get(`${band} ${key}`);
      if (first === undefined) firsts.set(`${band} ${key}`, voter);
      else before.add(first);
    }
    const copies = [...before].map((other) => compare(ballots, battleOf, choices, voter, other));
    return copies.reduce<Copy | undefined>(
      (best, copy) => (copy.logRatio > (best?.logRatio ?? 0) ? copy : best),
      undefined,
    );
  });
}

/** Of each vote the number of its battle, in the order of their first votes. Throws nothing. */
export function numberBattles({ row }: Ballots, battles: readonly string[]): Int32Array {
  const numbers = new Map<string, number>();
  return row.map((index) => {
    const name = battles[index]!;
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name)!;
  });
}

/** Of each battle and half wins of side A, how many voted so: place 3 · battle + half wins. */
function countChoices({ halfWins }: Ballots, battleOf: Int32Array): Int32Array {
  const counts = new Int32Array(3 * (battleOf.reduce((most, battle) => Math.max(most, battle), -1) + 1));
  for (const [vote, battle] of battleOf.entries()) counts[3 * battle + halfWins[vote]!]!++;
  return counts;
}

/** A key for each band of MinHashes of a voter's ballots. */
function sketch({ starts, halfWins }: Ballots, battleOf: Int32Array, voter: number): string[] {
  const [from, to] = [starts[voter]!, starts[voter + 1]!];
  const ballots = battleOf.subarray(from, to).map((battle, vote) => 3 * battle + halfWins[from + vote]!);
  return cutIntoBands(leastHashes(ballots, bands * rowsOfBand), rowsOfBand).map((band) => band.join());
}

function compare(ballots: Ballots, battleOf: Int32Array, choices: Int32Array, voter: number, before: number): Copy {
  const { starts, halfWins } = ballots;
  const earlier = new Map<number, number>();
  for (let vote = starts[before]!; vote < starts[before + 1]!; vote++) earlier.set(battleOf[vote]!, halfWins[vote]!);
  const copy = { of: before, agreed: 0, logRatio: 0 };
  let shared = 0;
  for (let vote = starts[voter]!; vote < starts[voter + 1]!; vote++) {
    const [battle, choice] = [battleOf[vote]!, halfWins[vote]!];
    const theirs = earlier.get(battle);
    if (theirs === undefined) continue;
    const isSame = theirs === choice;
    const others = choices[3 * battle]! + choices[3 * battle + 1]! + choices[3 * battle + 2]! - 2;
    const alike = choices[3 * battle + theirs]! - 1 - (isSame ? 1 : 0);
    const usual = (alike + weightOfUsual * usualAgreement) / (others + weightOfUsual);
    shared++;
    copy.agreed += isSame ? 1 : 0;
    copy.logRatio += isSame ? Math.log(sure / usual) : Math.log((1 - sure) / (1 - usual + 1e-9));
  }
  return shared < leastShared ? { ...copy, logRatio: -Infinity } : copy;
}
