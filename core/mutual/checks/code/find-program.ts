/** Finds the program in an answer, and what it is written in. */
import { type Language, longestProgram } from "../sandbox/limits.ts";

/** A program; or why there is none to be run: `unsupported`, in another language than those that are run. */
export type FoundProgram = { language: Language; code: string } | { missing: "no-code" | "unsupported" };

const languages: Readonly<Record<string, Language>> = {
  ...{ python: "python", python3: "python", py: "python", py3: "python", pypy: "python" },
  ...{ javascript: "javascript", js: "javascript", node: "javascript", nodejs: "javascript", mjs: "javascript" },
};

/** What blocks of text hold that is no program: samples, commands, formats of data. */
const noCode = new Set([
  "text",
  "txt",
  "plaintext",
  "output",
  "input",
  "console",
  "bash",
  "sh",
  "shell",
  "json",
  "yaml",
]);

type Block = { name: string; code: string };

/**
 * The longest block of code in a language that is run, of equals the last: what stands before are pieces, behind it
 * examples. An answer without blocks is a program where it looks like one.
 */
export function findProgram(answer: string): FoundProgram {
  const blocks = cutBlocks(answer.slice(0, longestProgram)).filter(({ name }) => !noCode.has(name));
  if (blocks.length === 0) {
    const language = answer.length <= longestProgram ? guessLanguage(answer) : undefined;
    return language ? { language, code: answer } : { missing: "no-code" };
  }
  const known = blocks.flatMap(({ name, code }) => {
    const language = name === "" ? guessLanguage(code) : languages[name];
    return language ? [{ language, code }] : [];
  });
  const [first, ...others] = known;
  if (first) return others.reduce((best, one) => (one.code.length >= best.code.length ? one : best), first);
  return { missing: blocks.some(({ name }) => name !== "") ? "unsupported" : "no-code" };
}

/** Blocks between fences; one that is never closed ends with the answer. */
function cutBlocks(answer: string): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; name: string; lines: string[] } | undefined;
  const close = () => {
    if (open) blocks.push({ name: open.name, code: open.lines.join("\n") });
    open = undefined;
  };
  for (const line of answer.split(/\r?\n/u)) {
    const [, fence = "", name = ""] = /^\s{0,12}(`{3,}|~{3,})\s*([^\s`{]*)/u.exec(line) ?? [];
    if (open && fence.startsWith(open.fence) && name === "") close();
    else if (open) open.lines.push(line);
    else if (fence !== "") open = { fence, name: name.toLowerCase(), lines: [] };
  }
  close();
  return blocks;
}

/** What only one of the languages has, in a line of its own. */
const signs: readonly (readonly [Language, RegExp])[] = [
  [
    "javascript",
    /^\s*(?:(?:const|let|var)\s+[\w[{$]|(?:async\s+)?function\b|console\.log\(|process\.stdout|import\s.*\sfrom\s+["'])/u,
  ],
  [
    "python",
    /^\s*(?:def\s+\w+\(.*:$|print\(|from\s+[\w.]+\s+import\s|import\s+[\w, ]+$|for\s+\w.*\sin\s.*:$|[\w, ]+=.*\binput\()/u,
  ],
];

/** Of languages that look like one of them. */
const others =
  /^\s*(?:#include\b|using namespace\b|public\s+(?:static|class|void|int)\b|package\s+\w|fn\s+main|func\s+main|import\s+java)/u;

/** Of longer lines and of more of them nothing is told. */
const longestLine = 300;
const mostLines = 5000;

function guessLanguage(code: string): Language | undefined {
  const lines = code
    .split("\n")
    .slice(0, mostLines)
    .map((line) => line.trimEnd());
  const has = (sign: RegExp) => lines.some((line) => line.length <= longestLine && sign.test(line));
  if (has(others)) return undefined;
  const found = signs.filter(([, sign]) => has(sign)).map(([language]) => language);
  return found.length === 1 ? found[0] : undefined;
}
