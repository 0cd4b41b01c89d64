/**
 * What of a migration an older process beside it cannot live with: it goes on reading and writing the tables as they were. Only what
 * is known to do no harm passes, so that what nobody has thought of does not.
 */

type Statement = {
  /** Without comments, white space as single spaces. */
  text: string;
  /** The comments before it. */
  comment: string;
};

/** A piece of SQL that hides what is in it: comments, texts, names, and bodies of functions. */
const pieces = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|[\s\S]/gu;

/** The statements of a script, in order. */
function readStatements(script: string): Statement[] {
  const statements: Statement[] = [];
  let [text, comment] = ["", ""];
  for (const [piece] of `${script};`.matchAll(pieces)) {
    if (/^(?:--|\/\*)/u.test(piece)) {
      if (text.trim() === "") comment += `${piece}\n`;
      text += " ";
    } else if (piece === ";") {
      if (text.trim() !== "") statements.push({ text: text.replaceAll(/\s+/gu, " ").trim(), comment });
      [text, comment] = ["", ""];
    } else text += piece;
  }
  return statements;
}

/** Splits at the commas that stand in no brackets. */
function splitList(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const [piece] of text.matchAll(pieces)) {
    depth += piece === "(" ? 1 : piece === ")" ? -1 : 0;
    if (piece === "," && depth === 0) parts.push("");
    else parts.push(parts.pop() + piece);
  }
  return parts.map((part) => part.trim());
}

/** What the migration itself has made: no older process knows of it. Names of tables, and `table.column` where that may be empty. */
type Made = Set<string>;

/** New rows must not keep an older process from deleting what they name. */
function holdsBack(text: string, made: Made): boolean {
  const keys = [...text.matchAll(/REFERENCES (?:"public"\.)?"?(\w+)"?[^,]*?(?=,|$|REFERENCES)/giu)];
  return keys.some(([key, table = ""]) => !made.has(table) && !/ON DELETE (?:CASCADE|SET)/iu.test(key));
}

const harmless = [
  /^CREATE (?:OR REPLACE )?FUNCTION /iu,
  /^CREATE (?:INDEX|TYPE|SEQUENCE|VIEW|SCHEMA) /iu,
  /^(?:INSERT INTO|UPDATE|SELECT|WITH|COMMENT ON|ANALYZE|SET) (?!.*\bDELETE FROM\b)/iu,
];

/** What of one action of ALTER TABLE harms, on a table that older processes know. */
function isHarmlessAction(action: string, table: string, made: Made): boolean {
  const added = /^ADD COLUMN (?:IF NOT EXISTS )?"?(\w+)"? (.*)$/iu.exec(action);
  if (added) {
    const [, column = "", kind = ""] = added;
    const mayBeEmpty = !/\bNOT NULL\b/iu.test(kind);
    if (mayBeEmpty) made.add(`${table}.${column}`);
    const filled = /\bDEFAULT (?!NULL\b)|\bGENERATED\b|^(?:BIG|SMALL)?SERIAL\b/iu.test(kind);
    const alike = /\bDEFAULT\b/iu.test(kind) && /\bUNIQUE\b/iu.test(kind);
    return (filled || mayBeEmpty) && !alike && !/\bPRIMARY KEY\b/iu.test(kind) && !holdsBack(kind, made);
  }
  const [, column = "", change = ""] = /^ALTER (?:COLUMN )?"?(\w+)"? (.*)$/iu.exec(action) ?? [];
  if (/^SET DEFAULT /iu.test(change)) return true;
  return /^DROP DEFAULT$/iu.test(change) && made.has(`${table}.${column}`);
}

function isHarmless({ text }: Statement, made: Made): boolean {
  const [, created] = /^CREATE TABLE (?:IF NOT EXISTS )?"?(\w+)"?/iu.exec(text) ?? [];
  if (created !== undefined) {
    made.add(created);
    return !holdsBack(text, made);
  }
  const [, indexed] = /^CREATE UNIQUE INDEX .*? ON "?(\w+)"?/iu.exec(text) ?? [];
  if (indexed !== undefined) return made.has(indexed);
  const [, table = "", actions = ""] = /^ALTER TABLE (?:ONLY )?"?(\w+)"? (.*)$/iu.exec(text) ?? [];
  if (made.has(table)) return !holdsBack(text, made);
  if (table !== "") return splitList(actions).every((action) => isHarmlessAction(action, table, made));
  return harmless.some((form) => form.test(text));
}

/** Says from which version on processes can live with the statement below it, and why. */
const excuse = /^-- Fits (\d+\.\d+\.\d+) and newer: \S/mu;

/**
 * The statements that an older process beside the migration cannot live with, and that do not say which version can.
 * @param released the versions that there are: others excuse nothing.
 */
export function findHarm(script: string, released: readonly string[]): string[] {
  const made: Made = new Set();
  const isExcused = ({ comment }: Statement) => released.includes(excuse.exec(comment)?.[1] ?? "");
  return readStatements(script)
    .filter((statement) => !isHarmless(statement, made) && !isExcused(statement))
    .map(({ text }) => text);
}
