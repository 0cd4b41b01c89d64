/** PandaLM's test set: pairs named in one column, and a column an annotator. */
import { isGiven, type VoteFormat } from "./format.ts";

const winners = new Map([
  ["0", "tie"],
  ["1", "model_a"],
  ["2", "model_b"],
]);
const annotator = /^annotator\d+$/u;

/** Each annotator's verdict is a comparison. */
export const pandaLm: VoteFormat = {
  name: "PandaLM's test set",
  marks: ["cmp_key", "annotator1"],
  reads: undefined,
  gives: () => ["model_a", "model_b", "winner", "judge", "battle_id", "text_a", "text_b"],
  read(row) {
    const [first, second, ...others] = String(row["cmp_key"]).split("_");
    if (!first || !second || others.length > 0) {
      return { wrong: "cmp_key must be two names of models with one _ between them" };
    }
    const plain = {
      ...row,
      model_a: first,
      model_b: second,
      battle_id: row["idx"] ?? row["instruction"],
      text_a: row["response1"],
      text_b: row["response2"],
    };
    const judges = Object.keys(row).filter((name) => annotator.test(name) && isGiven(row[name]));
    if (judges.length === 0) return { passedOver: "have no annotator's verdict" };
    return judges.map((judge) => ({ ...plain, judge, winner: winners.get(String(row[judge])) ?? row[judge] }));
  },
};
