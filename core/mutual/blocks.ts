/** Who answers and judges which question, where not everybody does: incomplete blocks, which keep calls linear in models. */
import { shuffleFor } from "./run/chance.ts";

/** Of fewer answers a judge that leaves its own out would compare no two. */
export const fewestJudges = 3;

/** With more models than this, calls of an experiment where all judge all grow into thousands. */
const mostThatAllJudge = 20;
const usually = 8;

/**
 * How many judges each question has beside its setter where nobody says so; null: all. With few questions more than usual, so
 * that all models are compared.
 */
export function usualJudges(models: number, rounds: number): number | null {
  const judges = Math.max(usually, Math.ceil((2 * models) / rounds) + 1);
  return models <= mostThatAllJudge || judges >= models - 1 ? null : judges;
}

/** What blocks are made for. */
export type BlockWish = {
  /** By id; they set questions in this order, in turn. */
  models: readonly string[];
  rounds: number;
  /** How many answer each question, and judge it beside its setter: at least {@link fewestJudges}. */
  judges: number;
  seed: number;
};

/**
 * For each question the k models that answer it and, with its setter, judge it, in the order of `models`. Setters are none
 * of them. Over the experiment each model answers as often as any other, give or take one, and any two stand beside each
 * other about equally often: each place goes to whoever has answered least, among these to whoever adds least to
 *
 *   Σ λ²,  λ: on how many questions two models both answer,
 *
 * and among these by lot, from the seed. Such a design is near (M,S)-optimal (J. A. Eccleston & A. Hedayat, Annals of
 * Statistics 2, 1974): equal replication first, then the least Σ λ². It takes rounds · k² · models steps. Throws nothing.
 */
export function planBlocks({ models, rounds, judges, seed }: BlockWish): string[][] {
  const count = createCount(models);
  const blocks = Array.from({ length: rounds }, (_, round): Block => {
    const setter = models[round % models.length];
    const drawn = shuffleFor(seed, `${round + 1}.block`, models);
    const answerers = new Set<string>();
    while (answerers.size < Math.min(judges, models.length - 1)) {
      const free = drawn.filter((model) => model !== setter && !answerers.has(model));
      const next = leastOf(free, (model) => [count.answers(model), count.meetings(model, answerers)]);
      if (next === undefined) break;
      count.join(next, answerers);
      answerers.add(next);
    }
    return { setter, answerers };
  });
  evenOut(blocks, models, count);
  return blocks.map(({ answerers }) => models.filter((model) => answerers.has(model)));
}

/** Whether any two models can be compared by some chain of questions that two of them both answer. */
export function isConnected(blocks: readonly (readonly string[])[], models: readonly string[]): boolean {
  const reached = new Set(models.slice(0, 1));
  for (let before = -1; before < reached.size;) {
    before = reached.size;
    for (const block of blocks)
      if (block.some((model) => reached.has(model))) for (const model of block) reached.add(model);
  }
  return reached.size === models.length;
}

type Block = { setter: string | undefined; answerers: Set<string> };

/** The first with the least key, compared number by number. */
function leastOf(models: readonly string[], keyOf: (model: string) => readonly number[]): string | undefined {
  const keyed = models.map((model) => ({ model, key: keyOf(model) }));
  const isLess = (one: readonly number[], other: readonly number[]) => {
    const place = one.findIndex((value, index) => value !== other[index]);
    return (one[place] ?? 0) < (other[place] ?? 0);
  };
  const [first, ...others] = keyed;
  return others.reduce((least, one) => (least && isLess(one.key, least.key) ? one : least), first)?.model;
}

type Count = ReturnType<typeof createCount>;

function createCount(models: readonly string[]) {
  const counts = new Map(models.map((model) => [model, { answers: 0, beside: new Map<string, number>() }]));
  const meetingsOf = (one: string, other: string) => counts.get(one)?.beside.get(other) ?? 0;
  const change = (model: string, others: Iterable<string>, by: 1 | -1) => {
    const own = counts.get(model);
    if (own) own.answers += by;
    for (const other of others) {
      own?.beside.set(other, meetingsOf(model, other) + by);
      counts.get(other)?.beside.set(model, meetingsOf(other, model) + by);
    }
  };
  return {
    answers: (model: string) => counts.get(model)?.answers ?? 0,
    /** By how much Σ λ² would grow, each pair counted once: (λ + 1)² − λ². */
    meetings: (model: string, others: Iterable<string>) =>
      [...others].reduce((sum, other) => sum + 2 * meetingsOf(model, other) + 1, 0),
    join: (model: string, others: Iterable<string>) => change(model, others, 1),
    leave: (model: string, others: Iterable<string>) => change(model, others, -1),
  };
}

/** Whoever sets the last questions may have been passed over: it takes places of those that answer most. */
function evenOut(blocks: readonly Block[], models: readonly string[], count: Count): void {
  for (;;) {
    const least = leastOf(models, (model) => [count.answers(model)]);
    const most = leastOf(models, (model) => [-count.answers(model)]);
    if (least === undefined || most === undefined || count.answers(most) - count.answers(least) < 2) return;
    const open = blocks.find(
      ({ setter, answerers }) => setter !== least && answerers.has(most) && !answerers.has(least),
    );
    if (!open) return;
    open.answerers.delete(most);
    count.leave(most, open.answerers);
    count.join(least, open.answerers);
    open.answerers.add(least);
  }
}
