/** Which column of a file is what. */
import { quoteValue, wanted } from "./gathering.ts";
import { RateProblem } from "./problem.ts";

/** What intervals take for independent; `undefined`: as much as the file tells. */
export type ColumnWishes = {
  clusters?: "none" | "battle" | "voter" | "both" | undefined;
  battleColumn?: string | undefined;
  voterColumn?: string | undefined;
};

/** The columns found. */
export type FoundColumns = {
  /** By the places of `wanted`: the column's name, or undefined when the file has none or it does not matter. */
  names: (string | undefined)[];
  clusters: "none" | "battle" | "voter" | "both";
  kept: { battle: boolean; voter: boolean; texts: boolean };
};

const battleNames = ["battle_id", "question_id"];
const voterName = "judge";

/**
 * Finds the columns among the names of a header, or of the first object of JSON lines.
 * @throws {RateProblem} when one is missing, or there twice.
 */
export function findColumns(given: readonly string[], wishes: ColumnWishes): FoundColumns {
  const has = (name: string) => given.includes(name);
  const known = `It has: ${given.slice(0, 20).map(quoteValue).join(", ")}${given.length > 20 ? ", …" : ""}.`;
  const need = (name: string, why: string) => {
    if (!has(name)) throw new RateProblem(`There is no column "${name}"${why}. ${known}`);
    return name;
  };
  for (const name of ["model_a", "model_b", "winner"]) need(name, ", which every file of comparisons needs");
  const battle = wishes.battleColumn ? need(wishes.battleColumn, ", which --battle-column names") : battleNames.find(has);
  const voter = wishes.voterColumn ? need(wishes.voterColumn, ", which --voter-column names") : [voterName].find(has);
  const found = battle && voter ? "both" : battle ? "battle" : voter ? "voter" : "none";
  const clusters = wishes.clusters ?? found;
  const kept = {
    battle: clusters === "battle" || clusters === "both",
    voter: clusters === "voter" || clusters === "both",
    texts: has("text_a") && has("text_b"),
  };
  if (kept.battle && !battle) throw new RateProblem(explainMissing(clusters, "battle", battleNames.join(" nor ")) + known);
  if (kept.voter && !voter) throw new RateProblem(explainMissing(clusters, "voter", voterName) + known);
  const texts = kept.texts ? ["text_a", "text_b"] : [undefined, undefined];
  const names = ["model_a", "model_b", "winner", kept.battle ? battle : undefined, kept.voter ? voter : undefined, ...texts];
  for (const name of names) {
    if (name && given.indexOf(name) !== given.lastIndexOf(name)) throw new RateProblem(`There are two columns "${name}".`);
  }
  return { names: names.slice(0, wanted.length), clusters, kept };
}

function explainMissing(clusters: string, what: string, looked: string): string {
  return `--clusters ${clusters} needs a column that names each row's ${what}, and there is no ${looked}: name it with --${what}-column. `;
}
