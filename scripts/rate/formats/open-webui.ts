/** Open WebUI's export of feedback: thumbs for an answer that stood beside those of other models. */
import { asList, asRow, type VoteFormat } from "./format.ts";

const winners = new Map([
  ["1", "model_a"],
  ["-1", "model_b"],
]);

/** A thumb up is a win over each model beside it, a thumb down a loss, as Open WebUI's own leaderboard counts. */
export const openWebUi: VoteFormat = {
  name: "feedback of Open WebUI",
  marks: ["type", "data", "user_id"],
  reads: undefined,
  gives: () => ["model_a", "model_b", "winner", "judge", "battle_id"],
  read({ id, type, data, user_id: user }) {
    if (type !== "rating") return { passedOver: "are feedback of another type" };
    const { rating, model_id: model, sibling_model_ids: siblings } = asRow(data);
    const others = new Set(asList(siblings).filter((other) => other !== model));
    if (others.size === 0) return { passedOver: "rate a model with no other beside it" };
    const winner = winners.get(String(rating));
    if (winner === undefined) return { passedOver: "have no thumb up or down" };
    return [...others].map((other) => ({ model_a: model, model_b: other, winner, judge: user, battle_id: id }));
  },
};
