/** Which column of a file is what. */
import { quoteValue } from "./gathering.ts";
import { RateProblem } from "./problem.ts";

/** What intervals take for independent; `undefined`: as much as the file tells. */
export type ColumnWishes = {
  clusters?: "none" | "battle" | "voter" | "both" | undefined;
  battleColumn?: string | undefined;
  voterColumn?: string | undefined;
  /** Holds the probability with which a row's pair was drawn. */
  probabilityColumn?: string | undefined;
};

/** The columns found. */
export type FoundColumns = {
  /** By the places of `wanted`: the column's name, or undefined when the file has none or it does not matter. */
  names: (string | undefined)[];
  clusters: "none" | "battle" | "voter" | "both";
  kept: { battle: boolean; voter: boolean; texts: boolean; probability: boolean };
};

const battleNames = ["battle_id", "question_id"];
const voterName = "judge";

/**
 * Finds the columns among the names of a header, or of the first object of JSON lines.
 * @throws {RateProblem} when one is missing, or there twice.
 */
export function findColumns(given: readonly string[], wishes: ColumnWishes): FoundColumns {
  const { battleColumn, voterColumn, probabilityColumn } = wishes;
  assertNamed(given, wishes);
  const has = (name: string) => given.includes(name);
  const battle = battleColumn ?? battleNames.find(has);
  const voter = voterColumn ?? [voterName].find(has);
  const clusters = wishes.clusters ?? clusterBy(battle, voter);
  const byBattle = clusters === "battle" || clusters === "both";
  const byVoter = clusters === "voter" || clusters === "both";
  if (byBattle && !battle) throw new RateProblem(explainMissing(clusters, "battle", battleNames.join(" nor "), given));
  if (byVoter && !voter) throw new RateProblem(explainMissing(clusters, "voter", voterName, given));
  const texts = ["text_a", "text_b"].every(has) ? ["text_a", "text_b"] : [];
  const ids = [byBattle ? battle : undefined, byVoter ? voter : undefined];
  const names = ["model_a", "model_b", "winner", ...ids, texts[0], texts[1], probabilityColumn];
  assertSingle(given, names);
  const kept = {
    battle: byBattle,
    voter: byVoter,
    texts: texts.length > 0,
    probability: probabilityColumn !== undefined,
  };
  return { names, clusters, kept };
}

function assertNamed(given: readonly string[], wishes: ColumnWishes): void {
  const { battleColumn, voterColumn, probabilityColumn } = wishes;
  for (const name of ["model_a", "model_b", "winner"]) needColumn(given, name, "which every file of comparisons needs");
  if (battleColumn) needColumn(given, battleColumn, "which --battle-column names");
  if (voterColumn) needColumn(given, voterColumn, "which --voter-column names");
  if (probabilityColumn !== undefined) needColumn(given, probabilityColumn, "which --probability-column names");
}

/** As much as the file tells. */
function clusterBy(battle: string | undefined, voter: string | undefined): FoundColumns["clusters"] {
  if (battle && voter) return "both";
  return battle ? "battle" : voter ? "voter" : "none";
}

function assertSingle(given: readonly string[], names: readonly (string | undefined)[]): void {
  const double = names.find((name) => name !== undefined && given.indexOf(name) !== given.lastIndexOf(name));
  if (double !== undefined) throw new RateProblem(`There are two columns "${double}"; which one counts?`);
}

function needColumn(given: readonly string[], name: string, why: string): void {
  if (!given.includes(name)) throw new RateProblem(`There is no column "${name}", ${why}. ${listColumns(given)}`);
}

function listColumns(given: readonly string[]): string {
  return `There are: ${given.slice(0, 20).map(quoteValue).join(", ")}${given.length > 20 ? ", …" : ""}.`;
}

function explainMissing(clusters: string, what: string, looked: string, given: readonly string[]): string {
  const need = `--clusters ${clusters} needs a column that names each row's ${what}`;
  return `${need}, and there is no ${looked}: name it with --${what}-column. ${listColumns(given)}`;
}
