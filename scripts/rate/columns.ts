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
  /** Whether campaigns are looked for: that needs each row's voter, and takes whatever else tells of them. */
  setAside?: boolean | undefined;
};

/** The columns found. */
export type FoundColumns = {
  /** By the places of `wanted`: the column's name, or undefined when the file has none or it does not matter. */
  names: (string | undefined)[];
  clusters: "none" | "battle" | "voter" | "both";
  kept: { battle: boolean; voter: boolean; texts: boolean; probability: boolean; ballots: boolean };
};

const battleNames = ["battle_id", "question_id"];
const voterName = "judge";
/** What tells of campaigns besides votes: seconds, all three. */
const tellingNames = ["time", "reading_time", "account_age"];

/**
 * Finds the columns among the names of a header, or of the first object of JSON lines.
 * @throws {RateProblem} when one is missing, or there twice.
 */
export function findColumns(given: readonly string[], wishes: ColumnWishes): FoundColumns {
  const { battleColumn, voterColumn, probabilityColumn, setAside = false } = wishes;
  assertNamed(given, wishes);
  const has = (name: string) => given.includes(name);
  const battle = battleColumn ?? battleNames.find(has);
  const voter = voterColumn ?? [voterName].find(has);
  const clusters = wishes.clusters ?? clusterBy(battle, voter);
  const by = {
    battle: clusters === "battle" || clusters === "both",
    voter: clusters === "voter" || clusters === "both",
  };
  assertThere(given, clusters, by.battle && !battle, by.voter && !voter, setAside && !voter);
  const texts = ["text_a", "text_b"].every(has) ? ["text_a", "text_b"] : [];
  const ids = [by.battle || setAside ? battle : undefined, by.voter || setAside ? voter : undefined];
  const telling = tellingNames.map((name) => (setAside && has(name) ? name : undefined));
  const names = ["model_a", "model_b", "winner", ...ids, texts[0], texts[1], probabilityColumn, ...telling];
  assertSingle(given, names);
  const kept = { ...by, texts: texts.length > 0, probability: probabilityColumn !== undefined, ballots: setAside };
  return { names, clusters, kept };
}

function assertThere(
  given: readonly string[],
  clusters: FoundColumns["clusters"],
  lacksBattle: boolean,
  lacksVoter: boolean,
  lacksSetAside: boolean,
): void {
  const option = `--clusters ${clusters}`;
  if (lacksBattle) throw new RateProblem(explainMissing(option, "battle", battleNames.join(" nor "), given));
  if (lacksVoter) throw new RateProblem(explainMissing(option, "voter", voterName, given));
  if (lacksSetAside) throw new RateProblem(explainMissing("--set-aside", "voter", voterName, given));
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

function explainMissing(option: string, what: string, looked: string, given: readonly string[]): string {
  const need = `${option} needs a column that names each row's ${what}`;
  return `${need}, and there is no ${looked}: name it with --${what}-column. ${listColumns(given)}`;
}
