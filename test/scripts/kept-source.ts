/** A source in memory, by the rule that all stores keep: a battle once, and a voter's vote on it once. */
import type { SourceBattle, SourceStore } from "../../core/boards/sources.ts";

const outcomes = { a: 0, b: 1, tie: 2, "both-bad": 3 } as const;

export function keepInMemory() {
  const battles = new Map<string, SourceBattle>();
  const add: SourceStore["add"] = async (_source, given) => {
    const sums = { battles: 0, votes: 0, known: 0, alike: 0 };
    for (const battle of given) {
      const key = JSON.stringify([battle.key, battle.modelA, battle.modelB]);
      const there = battles.get(key);
      const voters = new Set(there?.votes.map(({ voter }) => voter));
      const fresh = there?.whole ? [] : battle.votes.filter(({ voter }) => !voters.has(voter));
      battles.set(key, { ...(there ?? battle), votes: [...(there?.votes ?? []), ...fresh] });
      sums.battles += there ? 0 : 1;
      sums.votes += fresh.length;
      sums.known += battle.votes.length - fresh.length;
    }
    return sums;
  };
  /** How each model's votes fell, as won, lost, ties, both bad. */
  function fell(): Record<string, string> {
    const counts = new Map<string, number[]>();
    const count = (model: string, place: number) => {
      const own = counts.get(model) ?? [0, 0, 0, 0];
      own[place]! += 1;
      counts.set(model, own);
    };
    for (const { modelA, modelB, votes } of battles.values())
      for (const { choice } of votes) {
        const place = outcomes[choice];
        count(modelA, place);
        count(modelB, place < 2 ? 1 - place : place);
      }
    return Object.fromEntries([...counts].map(([model, own]) => [model, own.join(" ")]));
  }
  return { store: { add }, battles, fell };
}
