/** Columns that are called otherwise than expected: renamed by themselves, on request, or proposed. */
import { formats } from "./formats/index.ts";
import { quoteForShell } from "./winner-words.ts";

/** The columns of plain rows that may be named with `--columns`. */
export const plainColumns = [
  ...["model_a", "model_b", "winner", "judge", "battle_id", "text_a", "text_b"],
  ...["time", "reading_time", "account_age"],
] as const;

const known = new Set([
  ...plainColumns,
  "question_id",
  ...formats.flatMap(({ marks, reads = [] }) => [...marks, ...(reads ?? [])]),
]);

/** Upper case, white space around and hyphens say nothing. */
function normalize(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/gu, "_");
}

/**
 * What each column is to be called.
 * @param wishes which of the file's columns to take for a plain one; they go before columns of that very name.
 */
export function renameColumns(given: readonly string[], wishes: ReadonlyMap<string, string>): string[] {
  const wished = new Map([...wishes].map(([plain, name]) => [name, plain]));
  return given.map((name) => {
    const plain = wished.get(name) ?? wished.get(name.trim());
    if (plain !== undefined) return plain;
    const normal = normalize(name);
    const own = known.has(normal) && !given.includes(normal) ? normal : name;
    return wishes.has(own) ? `${own} (of the file)` : own;
  });
}

/** Words that mean the one side, each with the word for the other. */
const sides: readonly (readonly [string, string])[] = [
  ["a", "b"],
  ["1", "2"],
  ["left", "right"],
  ["first", "second"],
  ["one", "two"],
  ["x", "y"],
  ["0", "1"],
];
const modelWords = /model|system|llm|bot|player|candidate|generator|competitor/u;
const otherWords = /response|answer|text|output|conversation|score|prompt|token|rating|winner|time|reason/u;
const winnerWords = [
  /^winner$/u,
  /winner|verdict/u,
  /prefer|chosen|choice|vote/u,
  /result|outcome|judg|better|label|best/u,
];

/** The `--columns` that a header looks like; what it does not tell is left for the reader to fill in. */
export function proposeColumns(all: readonly string[]): string {
  const given = all.filter((name) => !/[\p{Cc}\ufffd]/u.test(name));
  const [a, b] = findPair(given);
  const winner = winnerWords.flatMap((pattern) => given.filter((name) => pattern.test(normalize(name))))[0];
  const named = { model_a: a, model_b: b, winner };
  const pairs = Object.entries(named).map(([plain, name]) => `${plain}=${name ?? "NAME"}`);
  return `--columns ${quoteForShell(pairs.join(","))}`;
}

/** Two columns whose names differ by their side alone, and that look most like models. */
function findPair(given: readonly string[]): readonly (string | undefined)[] {
  const byNormal = new Map(given.map((name) => [normalize(name), name]));
  const pairs = [...byNormal].flatMap(([normal, name]) =>
    sides.flatMap(([one, other]) => {
      const word = new RegExp(`(?<![a-z0-9])${one}(?![a-z0-9])|(?<=[a-z])${one}$`, "u");
      const counterpart = word.test(normal) ? byNormal.get(normal.replace(word, other)) : undefined;
      return counterpart === undefined ? [] : [{ pair: [name, counterpart], worth: rankName(normal) }];
    }),
  );
  return pairs.toSorted((one, other) => other.worth - one.worth)[0]?.pair ?? [];
}

function rankName(name: string): number {
  return (modelWords.test(name) ? 2 : 0) - (otherWords.test(name) ? 3 : 0);
}
