/** Cells that weigh more or less: as single votes that weigh as their cells do. */
import { expect, it } from "vitest";
import { clusteredScatter } from "../../core/rating/clustered-scatter.ts";
import { predict, regressColumns } from "../../core/rating/regression.ts";
import { createVoteTable, outcomes } from "../../core/rating/vote-table.ts";
import { weighColumns } from "../../core/rating/weighted-columns.ts";
import { makeVotes } from "./made-votes.ts";

const votes = makeVotes({ seed: 5, models: 4, voters: 12, battles: 120, ties: 0.3 });
const names = [...new Set(votes.flatMap(({ modelA, modelB }) => [modelA, modelB]))].toSorted();
const weightOf = (a: number, b: number) => 1 + ((3 * a + b) % 4);

/** The votes as columns, and the mean of their weights. */
function tabulate(weigh: (a: number, b: number) => number) {
  const table = createVoteTable({ battle: true, voter: true });
  let sum = 0;
  for (const { modelA, modelB, battle, voter, choice } of votes) {
    const [a, b] = [names.indexOf(modelA), names.indexOf(modelB)];
    sum += weigh(a, b);
    table.battles!.push(Number(battle.slice("battle ".length)), 0);
    table.voters!.push(Number(voter.slice("voter ".length)), 0);
    table.add(a, b, outcomes.indexOf(choice), undefined, weigh(a, b));
  }
  return { columns: table.columns(names), mean: sum / votes.length };
}

it("sums and scatters are those of votes that weigh as their cells do", () => {
  const { columns: plain } = tabulate(() => 1);
  const { columns: expected, mean } = tabulate(weightOf);
  const weights = Float64Array.from(plain.first, (first, cell) => weightOf(first, plain.second[cell]!) / mean);
  const weighed = weighColumns(plain, weights);
  for (const name of ["votes", "halfWins", "squares"] as const) {
    for (const [cell, value] of weighed[name].entries()) expect(value, name).toBeCloseTo(expected[name][cell]!, 9);
  }
  const regression = regressColumns(expected, 1);
  const predicted = predict(regression, Float64Array.from([0.7, 0.1, -0.3, -0.5]));
  for (const name of ["alone", "battle", "voter", "battleAndVoter"] as const) {
    const [own, theirs] = [weighed, expected].map((columns) =>
      clusteredScatter(regression, predicted, columns[name]!),
    ) as [Float64Array, Float64Array];
    for (const [at, value] of own.entries()) expect(value, name).toBeCloseTo(theirs[at]!, 9);
  }
});
