/** Published boards made from made-up votes, and a page that shows them. */
import type { PublishedDay, ShownPublicBoard } from "../../core/index.ts";
import { rateBoard } from "../../core/boards/board-rating.ts";
import { findChanges } from "../../core/boards/publishing/changes.ts";
import { makeDay } from "../../core/boards/publishing/make-day.ts";
import type { CurrentBoard } from "../../core/boards/rating-work.ts";
import { summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { buildModel } from "../models/fixtures.ts";
import { makeVotes } from "../rating/made-votes.ts";
import { sharedRenderer } from "../shared-renderer.ts";
import { addCards } from "../../core/commands/leaderboard/published-board.ts";

/** A name that tries to be markup, to turn the text around it, and to break XML. */
export const hostileName = `</title><script>alert("1")</script>&amp;'\u0000\u202E]]>`;

const votes = makeVotes({ seed: 5, models: 6, voters: 60, battles: 300, ties: 0.2 });
const ids = [...new Set(votes.flatMap(({ modelA, modelB }) => [modelA, modelB]))].toSorted();

/** Boards of all votes and of one task, as they are on a day. @param name what the first of all models is called. */
export async function samplePublishedDay(at: Date, name = "Best & Co", share = 1): Promise<PublishedDay> {
  const used = votes.slice(0, Math.round(votes.length * share));
  const rating = rateBoard(summarizeVotes(used));
  const [best] = rating.fit.models;
  const models = ids.map((id) =>
    buildModel({ id, name: id === best?.model ? name : `Model ${id}`, organization: "Maker" }),
  );
  const days = { first: "2029-11-30", last: "2029-12-31" };
  const current = { rating, days, newer: 0, aside: 0 } as unknown as CurrentBoard;
  const facts = { answers: 40, characters: 812.4, milliseconds: 2_400, cost: 0.00123 };
  const day = await makeDay(
    {
      boards: { readNow: async () => current },
      store: {
        boards: { answerFacts: async (asked) => asked.map(() => facts) },
        publicDays: { crowds: async () => [{ task: "translation", language: null, people: 60 }] },
      },
      filter: { league: "real" },
      playing: models,
      everybody: async () => models,
    },
    at,
  );
  if (!day) throw new Error("too few people have voted");
  return day;
}

/** Published days, the last of them newest. */
export function createSampleBoard(days: PublishedDay[]): ShownPublicBoard & { reads: string[] } {
  const reads: string[] = [];
  const listed = () =>
    days.map(({ day, publishedAt, boards }, index) => ({
      ...{ day, publishedAt },
      changes: findChanges(days[index - 1]?.boards[0].board ?? null, boards[0].board),
    }));
  const board = {
    newest: () => days.at(-1) ?? null,
    days: listed,
    async find(wanted: string) {
      reads.push(wanted);
      return days.find(({ day }) => day === wanted);
    },
    ...{ start: async () => {}, settled: async () => {}, stop: async () => {} },
  };
  return { ...addCards(board, sharedRenderer), reads };
}
