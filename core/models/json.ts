/** What JSON holds, and where it breaks, for `JSON.parse` does not always say. */

/** Whether the value is an object with names, not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Line and column count from 1. */
export type JsonFault = { line: number; column: number; problem: string };

type Reader = { text: string; at: number; depth: number };

/** Nothing that is read here is nested deeper, and to read on would overflow the stack. */
const deepest = 200;

class Fault extends Error {
  readonly at: number;

  constructor(at: number, problem: string) {
    super(problem);
    this.at = at;
  }
}

/** @returns the first fault in the text, or undefined when it is good JSON. A name given twice in one object is a fault. */
export function findJsonFault(text: string): JsonFault | undefined {
  const reader = { text, at: 0, depth: 0 };
  try {
    readValue(reader);
    skipSpace(reader);
    if (reader.at < text.length) throw new Fault(reader.at, `there is more text after the end: ${seen(reader)}`);
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const before = text.slice(0, error.at).split(/\r\n|\r|\n/);
    return { line: before.length, column: (before.at(-1) ?? "").length + 1, problem: error.message };
  }
}

function readValue(reader: Reader): void {
  skipSpace(reader);
  const character = reader.text[reader.at];
  if (character === "{") return readNested(reader, readObject);
  if (character === "[") return readNested(reader, readArray);
  if (character === '"') return void readString(reader);
  const word = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;
  word.lastIndex = reader.at;
  const match = word.exec(reader.text);
  if (!match) throw new Fault(reader.at, `a value is expected here, not ${seen(reader)}`);
  reader.at += match[0].length;
}

function readNested(reader: Reader, read: (reader: Reader) => void): void {
  if (reader.depth === deepest)
    throw new Fault(reader.at, `more than ${deepest} lists and objects stand in one another here`);
  reader.depth += 1;
  read(reader);
  reader.depth -= 1;
}

function readObject(reader: Reader): void {
  const names = new Set<string>();
  readMembers(reader, "}", () => {
    if (reader.text[reader.at] !== '"') {
      throw new Fault(reader.at, `a name in double quotes is expected here, not ${seen(reader)}`);
    }
    const start = reader.at;
    const name = readString(reader);
    if (names.has(name)) throw new Fault(start, `"${name}" stands here a second time`);
    names.add(name);
    skipSpace(reader);
    if (reader.text[reader.at] !== ":") throw new Fault(reader.at, `":" is expected here, not ${seen(reader)}`);
    reader.at += 1;
    readValue(reader);
  });
}

function readArray(reader: Reader): void {
  readMembers(reader, "]", () => readValue(reader));
}

function readMembers(reader: Reader, end: "}" | "]", readMember: () => void): void {
  reader.at += 1;
  skipSpace(reader);
  if (reader.text[reader.at] === end) return void (reader.at += 1);
  for (;;) {
    readMember();
    skipSpace(reader);
    const character = reader.text[reader.at];
    if (character === end) return void (reader.at += 1);
    if (character !== ",") throw new Fault(reader.at, `"," or "${end}" is expected here, not ${seen(reader)}`);
    const comma = reader.at;
    reader.at += 1;
    skipSpace(reader);
    if (reader.text[reader.at] === end) throw new Fault(comma, `JSON allows no "," before "${end}"`);
  }
}

function readString(reader: Reader): string {
  // Some escapes at a time: for all at once the machine needs a stack as long as the text, and may have none.
  // oxlint-disable-next-line no-control-regex -- JSON forbids exactly these in strings
  const piece = /[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*){0,1000}/y;
  let end = reader.at + 1;
  for (let before = -1; end > before;) {
    before = end;
    piece.lastIndex = end;
    piece.test(reader.text);
    end = piece.lastIndex;
  }
  if (reader.text[end] !== '"')
    throw new Fault(reader.at, "this text has no closing quote on its line, or a bad \\ in it");
  const string = reader.text.slice(reader.at, end + 1);
  reader.at = end + 1;
  return JSON.parse(string) as string;
}

function skipSpace(reader: Reader): void {
  while (" \t\r\n".includes(reader.text[reader.at] ?? "x")) reader.at += 1;
}

function seen({ text, at }: Reader): string {
  if (at >= text.length) return "the end of the file";
  if (text.startsWith("//", at) || text.startsWith("/*", at)) return "a comment (JSON has none)";
  return `"${String.fromCodePoint(text.codePointAt(at) ?? 0)}"`;
}
