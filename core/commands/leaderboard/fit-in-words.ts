/** The reading that ranks nothing: whether one number a model explains the votes at all. */
import type { FitFindings } from "../../boards/readings/reading.ts";
import type { Sentences } from "../../language/index.ts";

/** What would happen by chance less often than this is not put down to it. */
const chance = 0.05;
/** Pairs that lie fewer standard errors off are as they may be. */
const leastErrors = 2;
const [mostPairs, mostCircles] = [5, 3];

/** What a test found, a paragraph each. @param nameOf what a model is called. */
export function fitInWords(test: FitFindings, nameOf: (model: string) => string, { boards, fit }: Sentences): string[] {
  if (test.pairs.length === 0) return [fit.none];
  const explains = test.pValue >= chance;
  const off = test.pairs.filter(({ z }) => Math.abs(z) >= leastErrors).slice(0, mostPairs);
  const pairs = off.map(({ one, other, votes, expected, observed, z }) => {
    const figures = [boards.percent(observed), boards.percent(expected), Math.abs(z).toFixed(1)] as const;
    return `- ${fit.pair(nameOf(one), nameOf(other), votes, ...figures)}`;
  });
  const circles = test.circles
    .filter(({ pValue }) => pValue < chance)
    .slice(0, mostCircles)
    .map(({ models: [one, other, third], pValue }) => {
      return `- ${fit.circle(nameOf(one), nameOf(other), nameOf(third), writeChance(pValue, fit))}`;
    });
  return [
    (explains ? fit.explains : fit.explainsNot)(writeChance(test.pValue, fit)),
    ...(pairs.length > 0 ? [[fit.pairs, ...pairs].join("\n")] : []),
    circles.length > 0 ? [fit.circles, ...circles].join("\n") : fit.noCircles,
    fit.ties[test.ties.better](test.ties.nu.toFixed(2)),
  ];
}

function writeChance(pValue: number, { rarely }: Sentences["fit"]): string {
  if (pValue < 0.001) return rarely;
  return `${pValue < 0.1 ? (100 * pValue).toFixed(1) : Math.round(100 * pValue)}%`;
}
