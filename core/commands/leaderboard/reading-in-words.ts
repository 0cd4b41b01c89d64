/** What a reading of a board says of itself below it: what it rests on, and what it found. */
import type { ReadingFacts } from "../../boards/readings/reading.ts";
import type { Leaderboard } from "../../boards/standings.ts";
import type { Sentences } from "../../language/index.ts";
import { restsOn } from "./board-status.ts";

/** Weighing voters has to make a held-out vote this much more probable before it is said to help. */
const leastGain = 0.001;
/** More families than this are not named one by one. */
const mostFamilies = 4;

/** What it says of itself: nothing of ranges where none is claimed. */
export function remarksOfReading(board: Leaderboard, facts: ReadingFacts, words: Sentences): string[] {
  const nameOf = (id: string) => board.rows.find(({ model }) => model === id)?.name ?? id;
  if (facts.reading !== "ranks") return readingInWords(facts, nameOf, words);
  // Ranges are only there where places are claimed.
  return board.claimed ? [...readingInWords(facts, nameOf, words), ...restsOn(board, words.boards)] : [];
}

/** Its facts, a sentence or two. @param nameOf what a model is called. */
function readingInWords(
  facts: ReadingFacts,
  nameOf: (model: string) => string,
  { readings, boards: { listSeparator } }: Sentences,
): string[] {
  switch (facts.reading) {
    case "ranks":
      return [readings.ranks.facts];
    case "style":
      return [readings.style.facts(facts.votes, facts.ofVotes)];
    case "weighted":
      return [readings.weighted.facts(facts.votes, facts.ofVotes, Math.round(facts.effectiveVotes))];
    case "ability":
      return [judgeAbility(facts, readings.ability), readings.ability.facts(facts.heldOut)];
    case "sharpened":
      return [readings.sharpened.facts(facts.judged, Math.max(0, Math.round(facts.worthVotes)))];
    case "families": {
      const named = facts.families.slice(0, mostFamilies);
      const listed = named.map(({ name, models }) =>
        readings.families.family(name, models.map(nameOf).join(listSeparator)),
      );
      return [readings.families.facts(listed.join(listSeparator), facts.families.length - named.length)];
    }
  }
}

/** A gain in ln p a vote, as how much more probable such a vote is. */
function judgeAbility(
  { gainPerVote }: Extract<ReadingFacts, { reading: "ability" }>,
  words: Sentences["readings"]["ability"],
): string {
  const gain = Math.expm1(gainPerVote);
  return gain >= leastGain ? words.helps(`${(gain * 100).toFixed(1)}%`) : words.helpsNot;
}
