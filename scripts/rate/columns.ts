/** Which column of a file is what. */
import { proposeColumns } from "./column-names.ts";
import { RateProblem } from "./problem.ts";
import { quoteValue } from "./visible.ts";

/** What intervals take for independent; `undefined`: as much as the file tells. */
export type ColumnWishes = {
  clusters?: "none" | "battle" | "voter" | "both" | undefined;
  battleColumn?: string | undefined;
  voterColumn?: string | undefined;
  /** Holds the probability with which a row's pair was drawn. */
  probabilityColumn?: string | undefined;
  /** Whether campaigns are looked for: that needs each row's voter, and takes whatever else tells of them. */
  setAside?: boolean | undefined;
  /** Whether style is taken out: then answers are looked for in more columns. */
  style?: boolean | undefined;
};

/** The columns found. */
export type FoundColumns = {
  /** By the places of `wanted`: the column's name, or undefined when the file has none or it does not matter. */
  names: (string | undefined)[];
  clusters: "none" | "battle" | "voter" | "both";
  kept: { battle: boolean; voter: boolean; texts: boolean; probability: boolean; ballots: boolean };
};

const battleNames = ["battle_id", "question_id", "evaluation_session_id"];
const voterName = "judge";
const textNames = [["text_a", "text_b"]];
/** Whole conversations, in which answers take long to find. */
const longTextNames = [
  ["response_a", "response_b"],
  ["conversation_a", "conversation_b"],
];
/** What tells of campaigns besides votes: seconds, all three. The first name that is there counts. */
const tellingNames = [["time", "tstamp"], ["reading_time"], ["account_age"]];

/**
 * Finds the columns among the names of a header, or of the first object of JSON lines.
 * @throws {RateProblem} when one is missing, or there twice.
 */
export function findColumns(given: readonly string[], wishes: ColumnWishes): FoundColumns {
  const { battleColumn, voterColumn, probabilityColumn, setAside = false, style = false } = wishes;
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
  const texts = findTexts(has, style);
  const ids = [by.battle || setAside ? battle : undefined, by.voter || setAside ? voter : undefined];
  const telling = tellingNames.map((all) => (setAside ? all.find(has) : undefined));
  const names = ["model_a", "model_b", "winner", ...ids, texts[0], texts[1], probabilityColumn, ...telling];
  assertSingle(given, names);
  const kept = { ...by, texts: texts.length > 0, probability: probabilityColumn !== undefined, ballots: setAside };
  return { names, clusters, kept };
}

/** The columns of both answers; neither where one is missing. */
function findTexts(has: (name: string) => boolean, style: boolean): readonly string[] {
  return [...textNames, ...(style ? longTextNames : [])].find((pair) => pair.every(has)) ?? [];
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
  for (const name of ["model_a", "model_b", "winner"]) {
    if (!given.includes(name)) {
      const lack = `There is no column "${name}", which every file of comparisons needs. ${listColumns(given)}`;
      throw new RateProblem(`${lack} If it holds comparisons, say which columns to take: ${proposeColumns(given)}`);
    }
  }
  if (battleColumn) needColumn(given, battleColumn, "which --battle-column names");
  if (voterColumn) needColumn(given, voterColumn, "which --voter-column names");
  if (probabilityColumn !== undefined) needColumn(given, probabilityColumn, "which --probability-column names");
}

/** @throws {RateProblem} when `--columns` names what is not there. */
export function assertWished(given: readonly string[], wished: ReadonlyMap<string, string>): void {
  for (const name of wished.values()) {
    if (!given.some((one) => one === name || one.trim() === name)) needColumn(given, name, "which --columns names");
  }
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
  if (!given.includes(name))
    throw new RateProblem(`There is no column ${quoteValue(name)}, ${why}. ${listColumns(given)}`);
}

function listColumns(given: readonly string[]): string {
  const names = given.filter((name) => !name.includes("\ufffd"));
  const more = names.length > 20 ? ", …" : "";
  const unreadable = names.length < given.length ? "; the names of others are not valid UTF-8" : "";
  return `There are: ${names.slice(0, 20).map(quoteValue).join(", ") || "none"}${more}${unreadable}.`;
}

function explainMissing(option: string, what: string, looked: string, given: readonly string[]): string {
  const need = `${option} needs a column that names each row's ${what}`;
  return `${need}, and there is no ${looked}: name it with --${what}-column. ${listColumns(given)}`;
}
