/** AlpacaEval's annotations: a preference between 1 and 2. */
import { isGiven, type VoteFormat } from "./format.ts";

/** Where neither is preferred; annotators without weights write 0 for that. */
const middle = 1.5;

/** A preference counts for the side it leans to, however little. */
export const alpacaEval: VoteFormat = {
  name: "annotations of AlpacaEval",
  marks: ["generator_1", "generator_2", "preference"],
  reads: ["annotator", "instruction", "output_1", "output_2"],
  gives: () => ["model_a", "model_b", "winner", "judge", "battle_id", "text_a", "text_b"],
  read(row) {
    const written = row["preference"];
    const preference = isGiven(written) ? Number(written) : Number.NaN;
    if (!isGiven(written) || /^nan$/iu.test(String(written))) return { passedOver: "have no preference" };
    if (preference !== 0 && !(preference >= 1 && preference <= 2))
      return { wrong: "preference must be between 1 and 2, or 0" };
    const isTie = preference === 0 || preference === middle;
    return [
      {
        ...row,
        model_a: row["generator_1"],
        model_b: row["generator_2"],
        winner: isTie ? "tie" : preference < middle ? "model_a" : "model_b",
        judge: row["annotator"] ?? "unknown",
        battle_id: row["instruction"],
        text_a: row["output_1"],
        text_b: row["output_2"],
      },
    ];
  },
};
