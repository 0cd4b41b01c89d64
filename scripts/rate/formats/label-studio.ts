/** Label Studio's JSON export: tasks with the annotations of each annotator. */
import { asList, asRow, isGiven, type Row, type VoteFormat } from "./format.ts";

const sides = new Map<unknown, string>([
  ["left", "model_a"],
  ["right", "model_b"],
]);

/** The left side of `Pairwise` is A; of `Choices` the first one chosen is the winner's word. */
export const labelStudio: VoteFormat = {
  name: "tasks of Label Studio",
  marks: ["annotations", "data"],
  reads: undefined,
  gives: (first) => ["winner", "judge", "battle_id", ...Object.keys(asRow(first?.["data"]))],
  read(task) {
    const done = asList(task["annotations"])
      .map(asRow)
      .filter((one) => one["was_cancelled"] !== true);
    const votes = done.flatMap((annotation) => {
      const winner = findVerdict(annotation);
      const judge = findPerson(annotation["completed_by"]);
      return isGiven(winner) ? [{ ...asRow(task["data"]), winner, judge, battle_id: task["id"] }] : [];
    });
    return votes.length > 0 ? votes : { passedOver: "have no annotation that chooses a side" };
  },
};

function findVerdict(annotation: Row): unknown {
  const results = asList(annotation["result"]).map(asRow);
  const pairwise = results.find(({ type }) => type === "pairwise");
  if (pairwise) {
    const { selected } = asRow(pairwise["value"]);
    return sides.get(selected) ?? selected;
  }
  const choice = results.find(({ type }) => type === "choices");
  return asList(asRow(choice?.["value"])["choices"])[0];
}

/** A number, or whole people in exports that have them. */
function findPerson(person: unknown): unknown {
  const { id, email } = asRow(person);
  return id ?? email ?? person ?? "unknown";
}
