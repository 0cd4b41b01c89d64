/** Single votes for what sums cannot tell: a sample of a board's battles, with how they were drawn and what their answers look like. */
import type { Choice } from "../chat/post.ts";
import { compareStyles, type Style } from "../rating/style.ts";

/** A closed battle, and the votes on it that fit. */
export type SampledBattle = {
  modelA: string;
  modelB: string;
  /**
   * The chance with which this ordered pair was drawn, among those that could be drawn at that moment: above 0, at most 1.
   * Null where a side was drawn again because its model failed: how often pairs come about in that way depends on how
   * often models fail, which nobody knows.
   */
  probability: number | null;
  /** How answer A differs from answer B, each summed over its turns; null where that could not be measured. */
  style: Style | null;
  /** Voters are numbered for this sample alone. */
  votes: { voter: number; choice: Choice }[];
};

/**
 * The votes on some of a board's battles: all of them, or as many whole battles as the limit allows, each of them equally
 * likely. They are the same battles every time until others close.
 */
export type SampledVotes = {
  /** The folding up to which they are. */
  folded: number;
  /** How many votes the whole board has. */
  votes: number;
  /** See {@link unpackSample}. */
  battles: readonly string[];
};

type Counts = [length: number, headers: number, lists: number, bold: number];
type PackedBattle = [
  modelA: string,
  modelB: string,
  probability: number | null,
  styles: [a: Counts, b: Counts] | null,
  votes: [voter: string, choice: Choice][],
];

function styleOf([length, headers, lists, bold]: Counts) {
  return { length, headers, lists, bold };
}

/** The battles of a sample, which travel as JSON texts of some hundred each, because there may be twenty thousand. */
export function unpackSample({ battles }: Pick<SampledVotes, "battles">): SampledBattle[] {
  const voters = new Map<string, number>();
  const numberOf = (voter: string) => {
    const number = voters.get(voter) ?? voters.size;
    voters.set(voter, number);
    return number;
  };
  return battles.flatMap((page) =>
    (JSON.parse(page) as PackedBattle[]).map(([modelA, modelB, probability, styles, votes]) => ({
      ...{ modelA, modelB, probability },
      style: styles && compareStyles(styleOf(styles[0]), styleOf(styles[1])),
      votes: votes.map(([voter, choice]) => ({ voter: numberOf(voter), choice })),
    })),
  );
}
