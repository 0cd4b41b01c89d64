/** The test of fit in words. */
import type { FitTest } from "../../core/rating/index.ts";
import type { RatingReport } from "./report.ts";

/** What chance makes less often is called out. */
const rarely = 0.05;
const mostShown = 5;
/** Standard errors from which on a pair is named. */
const leastResidual = 2;

/** Whether one number a model explains the votes; nothing where it was not tested. */
export function describeFit({ fit }: RatingReport): string[] {
  if (!fit) return [];
  return ["", "Does one number a model explain the votes?", ...sayFit(fit).map((line) => `  ${line}`)];
}

function sayFit({ goodness, circles, davidson, ties, designEffect }: FitTest): string[] {
  const { statistic, degrees, pValue, worst } = goodness;
  if (pValue === null) return ["Too few pairs have met for any votes not to fit."];
  const figures = `X² ${statistic.toFixed(1)} on ${degrees} ${degrees === 1 ? "degree" : "degrees"} of freedom, p ${writeP(pValue)}, design effect ${designEffect.toFixed(2)}`;
  const off = worst.filter(({ residual }) => Math.abs(residual) >= leastResidual).slice(0, mostShown);
  const round = circles.circles.filter((circle) => circle.pValue < rarely).slice(0, mostShown);
  return [
    `${pValue < rarely ? "No" : "Nothing speaks against it"}: ${figures}.`,
    ...off.map(
      ({ first, second, votes, observedShare, expectedShare, residual }) =>
        `${first} took ${percent(observedShare)} from ${second} where ${percent(expectedShare)} would fit (${votes} votes, ${Math.abs(residual).toFixed(1)} standard errors).`,
    ),
    ...(round.length === 0 ? ["No circle beyond chance."] : round.map(sayCircle)),
    `Ties: Davidson's ν ${davidson.tieParameter.toFixed(2)}${ties ? `; it foretells held-out votes ${sayTies(ties.outcome)} than half a win for each` : ""}.`,
  ];
}

function sayCircle({ sides, pValue }: FitTest["circles"]["circles"][number]): string {
  const [first, ...others] = sides.map(({ winner }) => winner);
  return `A circle: ${[first, ...others, first].join(" beats ")} (p ${writeP(pValue)}, all triples looked at).`;
}

function sayTies({ difference, standardError }: NonNullable<FitTest["ties"]>["outcome"]): string {
  if (Math.abs(difference) < 2 * standardError) return "no better and no worse";
  const thousandths = (1000 * Math.abs(difference)).toFixed(1);
  return `${difference > 0 ? "better" : "worse"} by ${thousandths}/1000 nat a vote`;
}

const percent = (share: number) => `${(100 * share).toFixed(0)}%`;

function writeP(value: number): string {
  return value < 0.001 ? "< 0.001" : value.toFixed(3);
}
