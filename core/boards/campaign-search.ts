/**
 * Looks for campaigns among the newest votes now and then, and sets aside those of the voters it finds. Only votes on
 * battles that have closed are looked at, so nothing it does tells anything of an open one.
 */
import type { Examination, Examined, ExaminedVote, FoundReason, RestrictionStore } from "../battle/restrictions.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import type { League } from "../models/model.ts";
import type { CampaignFinding } from "../rating/campaigns/find-campaigns.ts";
import type { CampaignReason } from "../rating/campaigns/reasons.ts";
import type { BoardRater } from "./board-rater.ts";
import type { BoardSnapshots } from "./board-snapshots.ts";
import type { RatingInput } from "./rating-work.ts";
import { restrictHere } from "./restricting.ts";

/** The search, as whoever has taken votes into the boards wakes it. */
export interface CampaignSearch {
  /** Looks, unless that was done not long ago. Never throws. */
  renew(): Promise<void>;
}

/** How often it looks, in milliseconds; the first time that long after the start. */
const every = 15 * 60_000;
/** At how many votes it looks: the newest. */
const mostVotes = 20_000;
/** Among fewer voters or votes nobody can be told from the others. */
const [fewestVoters, fewestVotes] = [20, 200];

/** What it works with. */
export type CampaignSearchOptions = {
  restrictions: RestrictionStore;
  boards: Pick<BoardSnapshots, "readNow">;
  rater: Pick<BoardRater, "rate">;
  clock: Pick<Clock, "now">;
  log: Log;
  league: League;
  /** The community in which one person can be many voters (a pseudonym): it is looked at apart. */
  apart: string;
};

/** Creates it; it begins with nothing known. */
export function createCampaignSearch(options: CampaignSearchOptions): CampaignSearch {
  const { clock, log, league, apart } = options;
  /** What was looked at last, by where: the same votes say the same. */
  const looked = new Map<string, string>();
  let lookedAt = clock.now().getTime();

  async function look(which: Examined): Promise<void> {
    const { votes, battles } = await options.restrictions.examine(which, mostVotes);
    const seen = `${votes.length} ${votes.at(-1)?.battle} ${votes.at(-1)?.voter}`;
    const where = JSON.stringify(which);
    if (looked.get(where) === seen) return;
    if (votes.length >= fewestVotes && new Set(votes.map(({ voter }) => voter)).size >= fewestVoters)
      await setAside(options, votes, await options.rater.rate("campaigns", toColumns({ votes, battles })));
    looked.set(where, seen);
  }

  return {
    async renew() {
      const now = clock.now().getTime();
      if (now - lookedAt < every) return;
      lookedAt = now;
      try {
        await look({ league, exceptCommunity: apart });
        await look({ league, community: apart });
      } catch (error) {
        log.error({ error }, "votes could not be searched for campaigns; that is tried again");
      }
    },
  };
}

function toColumns({ votes, battles }: Examination): RatingInput["campaigns"] {
  const seconds = (moment: Date) => moment.getTime() / 1_000;
  const shown = {
    battle: battles.map(({ id }) => id),
    community: battles.map(({ community }) => community),
    left: battles.map(({ modelA }) => modelA),
    right: battles.map(({ modelB }) => modelB),
    from: Float64Array.from(battles, ({ shownAt }) => seconds(shownAt)),
    until: Float64Array.from(battles, ({ endedAt }) => seconds(endedAt)),
  };
  const columns = {
    voter: votes.map(({ voter }) => voter),
    left: votes.map(({ modelA }) => modelA),
    right: votes.map(({ modelB }) => modelB),
    outcome: votes.map(({ choice }) => (choice === "both-bad" ? ("bothBad" as const) : choice)),
    battle: votes.map(({ battle }) => battle),
    time: Float64Array.from(votes, ({ castAt }) => seconds(castAt)),
    reading: Float64Array.from(votes, ({ castAt, shownAt }) => seconds(castAt) - seconds(shownAt)),
    length: Float64Array.from(votes, ({ characters }) => characters ?? Number.NaN),
    // The arena keeps nothing of when an account was made: its first vote is what it knows.
    age: Float64Array.from(votes, ({ castAt, firstAt }) => seconds(castAt) - seconds(firstAt)),
  };
  return { votes: columns, shown };
}

/** In each community in which those who were found have voted; the store knows whom somebody has restored for good. */
async function setAside(
  { restrictions, boards, clock, log, league }: CampaignSearchOptions,
  votes: readonly ExaminedVote[],
  { voters }: CampaignFinding,
): Promise<void> {
  const found = new Map(voters.filter((one) => one.setAside).map((one) => [one.voter, one]));
  for (const [community, cast] of Map.groupBy(votes, (vote) => vote.community)) {
    const here = [...new Set(cast.map(({ voter }) => voter))].flatMap((voter) => found.get(voter) ?? []);
    if (here.length === 0) continue;
    const wanted = here.flatMap(({ voter, reason }) => (reason ? [restrictionOf(voter, reason, clock.now())] : []));
    const made = await restrictHere({ restrictions, boards, league }, community, wanted);
    if (made.length > 0)
      log.info({ voters: made.length }, "votes that look like a campaign were set aside; see /moderation");
  }
}

const codes = {
  ...{ for: "campaign-for", against: "campaign-against" },
  ...{ side: "one-side", haste: "haste", copy: "copies" },
} as const satisfies Record<CampaignReason["kind"], FoundReason>;

function restrictionOf(voter: string, reason: CampaignReason, at: Date) {
  const { kind, votes, matching } = reason;
  const found = { model: "model" in reason ? reason.model : null, votes, matching };
  return { kind: "votes-aside", about: voter, reason: codes[kind], found, by: null, at, until: null } as const;
}
