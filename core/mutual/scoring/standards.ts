/** What judges say of the setter's own answer: a setter may be wrong. */

/** One judge on one question: whose answers it held against the standard answer, and which of them are better. */
export type StandardComparison = { judge: string; compared: readonly string[]; better: readonly string[] };

/** How a question's standard answer stood the comparison. */
export type StandardVerdict = {
  /** For each answer that was compared, how many judges did so, and how many of them hold it to be better. */
  answers: { model: string; better: number; judges: number }[];
  /** Whether most judges hold one and the same answer to be better. */
  beaten: boolean;
};

/** Of fewer judges nobody could say that most of them hold something. */
const fewestJudges = 2;

/** Whether most of the judges who compared an answer hold it to be better: b of J ≥ 2 with 2·b > J. */
export function isBetter({ better, judges }: { better: number; judges: number }): boolean {
  return judges >= fewestJudges && 2 * better > judges;
}

/**
 * Counts how many judges hold each answer to be better than the standard answer. It is beaten when some answer
 * {@link isBetter}. The setter does not count: it would judge itself. Answers come in the order of first mention. Throws nothing.
 */
export function judgeStandard(setter: string, comparisons: readonly StandardComparison[]): StandardVerdict {
  const counts = new Map<string, { better: number; judges: number }>();
  for (const { judge, compared, better } of comparisons) {
    if (judge === setter) continue;
    const preferred = new Set(better);
    for (const model of compared) {
      const count = counts.get(model) ?? { better: 0, judges: 0 };
      counts.set(model, { better: count.better + Number(preferred.has(model)), judges: count.judges + 1 });
    }
  }
  const answers = [...counts].map(([model, count]) => ({ model, ...count }));
  return { answers, beaten: answers.some(isBetter) };
}
