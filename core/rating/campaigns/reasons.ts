/** Why a voter's votes count less: what explains them best, if they are not honest. */
import type { Ballots } from "./ballots.ts";
import type { Copy } from "./copies.ts";
import { habits } from "./habits.ts";

/** `votes` are those that the reason is about, `matching` those of them that are as it says. */
export type CampaignReason = { votes: number; matching: number } & (
  | {
      /** A campaign for a model, or against it: `votes` on battles with it, `matching` in its favour, or against it. */
      kind: "for" | "against";
      model: string;
    }
  /** Nearly always the same side: `votes` that chose one, `matching` that chose this one. */
  | { kind: "side"; side: "a" | "b" }
  /** Cast before anybody can have read: `votes` of known reading time, `matching` too fast. */
  | { kind: "haste" }
  /** The same ballots as a voter before: all `votes`, `matching` on the same battles with the same choice. */
  | { kind: "copy"; of: string }
);

/** What a reason is told from. `fast`: of each voter, votes of known reading time and those of them that were too fast. */
export type ReasonSources = {
  ballots: Ballots;
  copies: readonly (Copy | undefined)[];
  fast: readonly { known: number; fast: number }[];
};

/**
 * The reason of a kind (`evidence.ts`); null where there is none.
 * @param kind campaigns for and against each model first, then habits; −1: none. Throws nothing.
 */
export function describeReason(sources: ReasonSources, voter: number, kind: number): CampaignReason | null {
  const { ballots, copies, fast } = sources;
  if (kind < 0) return null;
  if (kind < 2 * ballots.models.length) return describeCampaign(ballots, voter, Math.floor(kind / 2), kind % 2 === 1);
  const habit = habits[kind - 2 * ballots.models.length]!;
  if (habit === "haste") return { kind: "haste", votes: fast[voter]!.known, matching: fast[voter]!.fast };
  if (habit === "copy") {
    const { of, agreed } = copies[voter]!;
    const votes = ballots.starts[voter + 1]! - ballots.starts[voter]!;
    return { kind: "copy", of: ballots.voters[of]!, votes, matching: agreed };
  }
  const isA = habit === "side-a";
  const own = ballots.halfWins.subarray(ballots.starts[voter]!, ballots.starts[voter + 1]!);
  const decided = own.filter((half) => half !== 1);
  const matching = decided.filter((half) => half === (isA ? 2 : 0)).length;
  return { kind: "side", side: isA ? "a" : "b", votes: decided.length, matching };
}

function describeCampaign(ballots: Ballots, voter: number, model: number, isAgainst: boolean): CampaignReason {
  const { models, starts, first, second, halfWins } = ballots;
  let [votes, matching] = [0, 0];
  for (let vote = starts[voter]!; vote < starts[voter + 1]!; vote++) {
    if (first[vote] !== model && second[vote] !== model) continue;
    votes++;
    if (halfWins[vote] === ((first[vote] === model) === isAgainst ? 0 : 2)) matching++;
  }
  return { kind: isAgainst ? "against" : "for", model: models[model]!, votes, matching };
}
