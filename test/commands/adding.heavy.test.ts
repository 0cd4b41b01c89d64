/** A command's words and a third language, added to a copy of the languages: what the compiler then says. */
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { commandNames } from "../../core/commands/index.ts";
import { letterOf, platformNames } from "../../core/language/platforms.ts";

const root = join(import.meta.dirname, "../..");
const folders = readdirSync(join(root, "core/commands"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(entry.parentPath, entry.name, "command.ts")))
  .map(({ name }) => name);

let copy: string;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), text);
}

/** Replaces what matches in a file of the copy. @throws {Error} when nothing does. */
function change(file: string, pattern: RegExp, by: string): void {
  const text = readFileSync(join(copy, file), "utf8");
  if (!pattern.test(text)) throw new Error(`nothing in ${file} matches ${pattern}`);
  write(file, text.replace(pattern, by));
}

/** The file and the message of each error. */
async function compile(): Promise<string[]> {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const written = await new Promise<string>((resolve) => {
    execFile(process.execPath, [compiler, "-p", copy], { cwd: copy }, (_failed, output) => resolve(output));
  });
  return written.split("\n").filter((line) => line.includes("error TS"));
}

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "adding-"));
  cpSync(join(root, "core/language"), join(copy, "core/language"), { recursive: true });
  // Of each command only what it asks of the languages.
  for (const name of folders) {
    const source = readFileSync(join(root, "core/commands", name, "command.ts"), "utf8");
    const asked = /^declare module [^]*?^\}$/mu.exec(source)?.[0] ?? "";
    write(`core/commands/${name}/command.ts`, `export {};\n${asked}\n`);
  }
  const settings = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8")) as { compilerOptions: object };
  const compilerOptions = { ...settings.compilerOptions, types: [] };
  const files = ["core/language/index.ts", ...[...folders, "ping"].map((name) => `core/commands/${name}/command.ts`)];
  write("tsconfig.json", JSON.stringify({ compilerOptions, files }));
  write("package.json", JSON.stringify({ type: "module" }));
  write(
    "core/commands/ping/command.ts",
    `export {};
declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    ping: CommandWords & { pong: string };
  }
}
`,
  );
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

it("a command without words is one error in each language, in the file to write them in", async () => {
  expect((await compile()).map((line) => line.replace(/\(.*/u, ""))).toEqual([
    "core/language/en/commands.ts",
    "core/language/zh/commands.ts",
  ]);
  const words = `: CommandSentences = {\n  ping: { called: "ping", usage: "/ping", description: "p", pong: "Pong." },`;
  for (const language of ["en", "zh"])
    change(`core/language/${language}/commands.ts`, /: CommandSentences = \{/u, words);
  expect(await compile()).toEqual([]);
});

it("a third language is a folder and a line, and a sentence it lacks is one error, in its own file", async () => {
  cpSync(join(copy, "core/language/zh"), join(copy, "core/language/fr"), { recursive: true });
  change("core/language/fr/index.ts", /export const zh/u, "export const fr");
  change("core/language/spoken.ts", /$/u, 'export { fr } from "./fr/index.ts";\n');
  expect(await compile()).toEqual([]);
  change("core/language/fr/arena.ts", /^ *tryAgain: .*\n/mu, "");
  const errors = await compile();
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(/^core\/language\/fr\/arena\.ts.*'tryAgain' is missing/u);
});

it("a sentence that nobody has written is one error, which names the English file for it", async () => {
  write(
    "core/commands/ping/command.ts",
    'import { sentences } from "../../language/index.ts";\nsentences("en").battle.pong;\n',
  );
  for (const language of ["en", "zh", "fr"]) change(`core/language/${language}/commands.ts`, /^ *ping: .*\n/mu, "");
  change("core/language/fr/arena.ts", /refusals: \{/u, 'refusals: {\n    tryAgain: "…",');
  const errors = await compile();
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain("Property 'pong' does not exist on type 'In<\"core/language/en/arena.ts\"");
});

it("every folder of a command has its line in core/commands/index.ts", () => {
  expect(commandNames.toSorted()).toEqual(folders.toSorted());
});

it("every platform has a letter of its own, and keeps it: buttons carry it", () => {
  expect(new Map(platformNames.map((name) => [name, letterOf(name)]))).toEqual(
    new Map([
      ["discord", "d"],
      ["telegram", "t"],
      ["web", "w"],
    ]),
  );
});
