/** What a reading of a board says of itself below it: what it rests on, and what it found. */
import type { ReadingFacts } from "../../boards/reading.ts";
import type { Sentences } from "../../language/index.ts";

/** Weighing voters has to make a held-out vote this much more probable before it is said to help. */
const leastGain = 0.001;
/** More families than this are not named one by one. */
const mostFamilies = 4;

/** Its facts, a sentence or two. */
export function readingInWords(facts: ReadingFacts, { readings, boards: { listSeparator } }: Sentences): string[] {
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
      const listed = named.map(({ name, models }) => readings.families.family(name, models.join(listSeparator)));
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
