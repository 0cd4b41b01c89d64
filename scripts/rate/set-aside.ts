/** Whose votes were set aside, why, and what that moved. */
import {
  type CampaignReason,
  type CampaignVotes,
  findCampaigns,
  type JudgedVoter,
  recallSeen,
  type SeenBattles,
} from "../../core/rating/index.ts";
import type { ReadVotes } from "./read-votes.ts";
import { quoteValue } from "./visible.ts";

/** Where a model stands; null: nowhere. */
type PlacedModel = { model: string; rating: number | null; rank: number | null };

/** What `--set-aside` found. */
export type SetAside = {
  /** Votes that were set aside; and whose, the most probable first. */
  votes: number;
  voters: (Pick<JudgedVoter, "voter" | "votes" | "probability"> & { reason: CampaignReason; why: string })[];
  /** Models whose rating or rank is another without these votes, in rating order. */
  moved: {
    model: string;
    ratingBefore: number | null;
    rating: number | null;
    rankBefore: number | null;
    rank: number | null;
  }[];
};

/** Points: what moves by less looks the same. */
const leastMove = 0.05;

/** Whose votes are to be set aside. */
export function findSetAside({ ballots }: ReadVotes): SetAside["voters"] {
  if (!ballots) return [];
  const votes = ballots.columns();
  const seen = recallFromFile(votes);
  const { voters } = findCampaigns(votes, seen && { seen });
  return voters
    .flatMap(({ voter, votes, probability, setAside, reason }) =>
      setAside && reason
        ? [{ voter, votes, probability, reason, why: explainReason(voter, votes, probability, reason) }]
        : [],
    )
    .toSorted((one, other) => other.probability - one.probability || other.votes - one.votes);
}

/** Of so many battles that voters saw, one at most may be their own choice; else there is too little to compare it with. */
const fewestSeenForAVote = 2;

/**
 * What voters had before them: the battles of the file around the times of their votes, whosever. Undefined where it has no
 * times, or so few rows at a time that hardly anything but their own would be left.
 */
function recallFromFile({ voter, left, right, time, battle }: CampaignVotes): SeenBattles | undefined {
  if (!time) return undefined;
  const names = battle ?? voter.map((_, row) => String(row));
  const rows = new Map<string, { row: number; from: number; until: number }>();
  for (const [row, name] of names.entries()) {
    const at = time[row]!;
    if (Number.isNaN(at)) continue;
    const { from, until, row: first } = rows.get(name) ?? { from: at, until: at, row };
    rows.set(name, { row: first, from: Math.min(from, at), until: Math.max(until, at) });
  }
  const battles = [...rows.values()];
  const seen = recallSeen(
    { voter, battle: names, time },
    {
      battle: [...rows.keys()],
      left: battles.map(({ row }) => left[row]!),
      right: battles.map(({ row }) => right[row]!),
      community: battles.map(() => "the file"),
      from: battles.map(({ from }) => from),
      until: battles.map(({ until }) => until),
    },
  );
  return seen.voter.length < fewestSeenForAVote * voter.length ? undefined : seen;
}

/** What is another without the votes. */
export function compareBoards(before: readonly PlacedModel[], after: readonly PlacedModel[]): SetAside["moved"] {
  const earlier = new Map(before.map((model) => [model.model, model]));
  const later = new Map(after.map((model) => [model.model, model]));
  const names = [...later.keys(), ...[...earlier.keys()].filter((name) => !later.has(name))];
  return names.flatMap((model) => {
    const [was, is] = [earlier.get(model), later.get(model)];
    const [ratingBefore, rating] = [was?.rating ?? null, is?.rating ?? null];
    const [rankBefore, rank] = [was?.rank ?? null, is?.rank ?? null];
    const isSame = ratingBefore === rating || Math.abs((ratingBefore ?? Infinity) - (rating ?? -Infinity)) < leastMove;
    return isSame && rankBefore === rank ? [] : [{ model, ratingBefore, rating, rankBefore, rank }];
  });
}

function explainReason(voter: string, votes: number, probability: number, reason: CampaignReason): string {
  const chance = `probability ${probability > 0.999 ? "over 99.9%" : `${(100 * probability).toFixed(1)}%`}`;
  return `${quoteValue(voter)}, ${votes} votes: ${explainVotes(reason)} (${chance}).`;
}

function explainVotes(reason: CampaignReason): string {
  const { votes, matching } = reason;
  switch (reason.kind) {
    case "for":
    case "against":
      return `a campaign ${reason.kind} ${quoteValue(reason.model)}: ${votes} of them are on battles with it, ${matching} of these ${reason.kind} it`;
    case "side":
      return `nearly always side ${reason.side.toUpperCase()}: ${matching} of ${votes} that chose one`;
    case "haste":
      return `${matching} of ${votes} cast before anybody can have read the answers`;
    case "copy":
      return `${matching} are the votes of ${quoteValue(reason.of)} on the same battles`;
  }
}

/** The same in lines for people. */
export function describeSetAside({ votes, voters, moved }: SetAside): string[] {
  if (voters.length === 0) return ["", "Set aside nobody's votes: honest voters explain all of them."];
  const points = (value: number | null) => (value === null ? "–" : value.toFixed(1).replace("-", "−"));
  const place = (value: number | null) => (value === null ? "–" : String(value));
  return [
    "",
    `Set aside ${votes === 1 ? "1 vote" : `${votes} votes`} of ${voters.length === 1 ? "1 voter" : `${voters.length} voters`}; all above is without them:`,
    ...voters.map(({ why }) => `  ${why}`),
    ...(moved.length > 0 ? ["That moved:"] : ["That moved no model."]),
    ...moved.map(({ model, ratingBefore, rating, rankBefore, rank }) => {
      const ranks = rankBefore === rank ? `rank ${place(rank)}` : `rank ${place(rankBefore)} → ${place(rank)}`;
      return `  ${quoteValue(model)}: ${ranks}, rating ${points(ratingBefore)} → ${points(rating)}`;
    }),
  ];
}
