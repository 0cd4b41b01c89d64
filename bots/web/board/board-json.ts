/** The board for programs, in the shape that docs/public-board.md describes: what is there keeps its name and meaning. */
import {
  describePublished,
  type Duel,
  languages,
  type LeaderboardRow,
  type PublicBoardOfDay,
  type PublishedDay,
  scoreShare,
} from "../../../core/index.ts";

/** Goes up only when something that is there changes its name or meaning; more may be added any time. */
const version = 1;

const round = (share: number | null) => share && Math.round(share * 10_000) / 10_000;

/** What stands there until something is published. */
const nothing = {
  ...{ version, day: null, generated_at: null, demo: false, filter: { task: null, language: null, period: "all" } },
  ...{ boards: [], votes: 0, voters: 0, first_day: null, last_day: null, claimed: false },
  ...{ finding: null, models: [], head_to_head: null },
};

/** A board of a day; nothing where none is published yet. */
export function boardJson(shown: { day: PublishedDay; one: PublicBoardOfDay } | null): string {
  return `${JSON.stringify(shown ? writeBoard(shown.day, shown.one) : nothing)}\n`;
}

function writeBoard(day: PublishedDay, one: PublicBoardOfDay): Record<keyof typeof nothing, unknown> {
  const { votes, voters, claimed } = one.board;
  const titles = languages.map((language) => [language, describePublished(day, one, language).title]);
  return {
    ...{ version, day: day.day, generated_at: day.publishedAt.toISOString(), demo: day.demo },
    ...{ filter: filterOf(one), boards: day.boards.map(filterOf), votes, voters },
    ...{ first_day: one.days?.first ?? null, last_day: one.days?.last ?? null, claimed },
    finding: Object.fromEntries(titles) as Record<string, string>,
    models: describePublished(day, one, "en").rows.map(({ row }) => writeModel(row, day.answers[row.model])),
    head_to_head: one.duels?.map(writeDuel) ?? null,
  };
}

function filterOf({ task, language, period }: PublicBoardOfDay) {
  return { task, language, period };
}

/** With as many digits as mean anything. */
function toDigits(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value.toPrecision(3));
}

function writeModel(row: LeaderboardRow, facts: PublishedDay["answers"][string] | undefined) {
  const { model, name, organization, standing, rating, lower, upper, rank, votes, wins, losses, ties, bothBad } = row;
  return {
    ...{ model, name, organization, standing, rating, lower, upper, rank },
    ...{ rank_low: row.rankBest, rank_high: row.rankWorst },
    ...{ votes, wins, losses, ties, both_bad: bothBad },
    ...{ win_rate: round(scoreShare(row)), both_bad_rate: round(row.bothBadShare) },
    seconds: toDigits(facts?.milliseconds && facts.milliseconds / 1_000),
    dollars: toDigits(facts?.cost),
  };
}

function writeDuel(duel: Duel) {
  const { model, rival, votes, wins, losses, ties, bothBad } = duel;
  return { model, rival, votes, wins, losses, ties, both_bad: bothBad, win_rate: round(scoreShare(duel)) };
}
