/** FastChat's judgements of MT-Bench by a model, which sees each pair in both orders. */
import type { VoteFormat } from "./format.ts";

const winners = new Map([
  ["model_1", "model_a"],
  ["model_2", "model_b"],
  ["tie", "tie"],
]);

/** Who wins in both orders has won, all else is a tie, as FastChat's `show_result.py` counts. */
export const fastChatJudgments: VoteFormat = {
  name: "FastChat's judgements in both orders",
  marks: ["model_1", "model_2", "g1_winner", "g2_winner"],
  reads: ["judge", "question_id", "turn"],
  gives: () => ["model_a", "model_b", "winner"],
  read(row) {
    const said = [String(row["g1_winner"]), String(row["g2_winner"])];
    if (said.includes("error")) return { passedOver: "are failed judgements" };
    const [one, other] = said.map((word) => winners.get(word));
    if (!one || !other) return { wrong: "g1_winner and g2_winner must be model_1, model_2, tie or error" };
    return [{ ...row, model_a: row["model_1"], model_b: row["model_2"], winner: one === other ? one : "tie" }];
  },
};
