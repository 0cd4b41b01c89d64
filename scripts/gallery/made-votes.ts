/** Votes for pictures to be tried with: made up by a rule, the same at every run. */
import type { Cell, Task } from "../../core/index.ts";

/** A made-up model; `strength` in rating points around 0. */
export type MadeModel = { id: string; name: string; organization: string; strength: number };

/** Numbers in [0, 1) that look random: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Lets models meet by chance, one after the other, the stronger winning as Bradley and Terry say (strengths in rating
 * points).
 */
export function makeVotes(models: readonly MadeModel[], votes: number, tasks: readonly Task[], seed: number): Cell[] {
  const random = seeded(seed);
  const cells = new Map<string, Cell>();
  for (let vote = 0; vote < votes; vote++) {
    const a = models[Math.floor(random() * models.length)];
    const others = models.filter((model) => model !== a);
    const b = others[Math.floor(random() * others.length)];
    const task = tasks[Math.floor(random() * tasks.length)];
    if (!a || !b || !task) continue;
    const key = `${a.id} ${b.id} ${task}`;
    const cell = cells.get(key) ?? newCell(a.id, b.id, task);
    cell[outcome(a.strength - b.strength, random)] += 1;
    cells.set(key, cell);
  }
  return [...cells.values()];
}

/** The first beats the second every time. */
export function oneSided([first, second]: MadeModel[], votes: number): Cell[] {
  return [{ ...newCell(first?.id ?? "", second?.id ?? "", "other"), a: votes }];
}

function newCell(modelA: string, modelB: string, task: Task): Cell {
  const days = { firstDay: "2026-11-03", lastDay: "2026-11-24" };
  return { modelA, modelB, task, a: 0, b: 0, tie: 0, bothBad: 0, ...days };
}

function outcome(lead: number, random: () => number): "a" | "b" | "tie" | "bothBad" {
  const even = random();
  if (even < 0.12) return "tie";
  if (even < 0.18) return "bothBad";
  return random() < 1 / (1 + 10 ** (-lead / 400)) ? "a" : "b";
}
