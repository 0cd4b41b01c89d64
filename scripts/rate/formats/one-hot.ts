/** Kaggle's "LMSYS – Chatbot Arena Human Preference Predictions": one of three columns is 1. */
import type { Row, VoteFormat } from "./format.ts";

const columns = { winner_model_a: "model_a", winner_model_b: "model_b", winner_tie: "tie" } as const;

/** Winners as one 1 among zeros. */
export const oneHot: VoteFormat = {
  name: "Kaggle's LMSYS competition (winner_model_a, winner_model_b, winner_tie)",
  marks: ["model_a", "model_b", "winner_model_a", "winner_model_b"],
  reads: ["winner_tie", "winner_model_tie"],
  gives: () => ["winner"],
  read(row) {
    const tie = row["winner_tie"] ?? row["winner_model_tie"];
    const said = Object.entries(columns).filter(([name]) => isOne(name === "winner_tie" ? tie : row[name]));
    if (said.length !== 1) return { wrong: `${said.length} of the winner's columns are 1; it must be one` };
    return [{ ...row, winner: said[0]![1] } satisfies Row];
  },
};

/** As a number, as text or as a yes. */
function isOne(value: unknown): boolean {
  return (
    value === true || (typeof value === "string" ? /^(?:1(?:\.0+)?|true)$/iu.test(value.trim()) : Number(value) === 1)
  );
}
