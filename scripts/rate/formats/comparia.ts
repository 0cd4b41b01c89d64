/** compar:IA, the French Ministry of Culture's arena: votes on conversations, and reactions to single answers. */
import { isGiven, isTrue, pickGiven, type Row, type VoteFormat } from "./format.ts";

const voterColumns = ["visitor_id", "session_hash", "id"];
const reads = [...voterColumns, "conversation_pair_id", "both_equal"];
const gives = () => ["model_a", "model_b", "winner", "judge", "battle_id"];

/** The plain row but for its winner. Who is not known counts as a voter of their own. */
function lay(row: Row): Row {
  return {
    ...row,
    model_a: row["model_a_name"],
    model_b: row["model_b_name"],
    judge: pickGiven(row, voterColumns),
    battle_id: pickGiven(row, ["conversation_pair_id", "id"]),
  };
}

/** `comparia-votes`. */
export const compariaVotes: VoteFormat = {
  name: "votes of compar:IA",
  marks: ["model_a_name", "model_b_name", "chosen_model_name"],
  reads,
  gives,
  read(row) {
    const chosen = row["chosen_model_name"];
    if (isTrue(row["both_equal"])) return [{ ...lay(row), winner: "tie" }];
    if (!isGiven(chosen)) return { passedOver: "chose no model" };
    return [{ ...lay(row), winner: chosen }];
  },
};

/** `comparia-reactions`: a thumb up is a win over the other model, a thumb down a loss, as compar:IA's own ranking counts. */
export const compariaReactions: VoteFormat = {
  name: "reactions of compar:IA",
  marks: ["model_a_name", "model_b_name", "refers_to_model", "liked", "disliked"],
  reads,
  gives,
  read(row) {
    const [liked, disliked] = [isTrue(row["liked"]), isTrue(row["disliked"])];
    if (liked === disliked) return { passedOver: "neither like nor dislike an answer" };
    const about = row["refers_to_model"];
    const [a, b] = [row["model_a_name"], row["model_b_name"]];
    if (about !== a && about !== b) return { wrong: "refers_to_model is neither of the two models" };
    return [{ ...lay(row), winner: (about === a) === liked ? "model_a" : "model_b" }];
  },
};
