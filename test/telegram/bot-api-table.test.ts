import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { wantedUpdates } from "../../bots/telegram/polling.ts";

const root = path.join(import.meta.dirname, "../..");
const page = readFileSync(path.join(root, "docs/telegram.md"), "utf8");
const bots = path.join(root, "bots/telegram");
const types = path.dirname(createRequire(createRequire(import.meta.url).resolve("grammy")).resolve("@grammyjs/types"));

type Row = { names: string[]; decision: string; why: string };

/** The rows of the table under a heading of the page. */
function rowsUnder(heading: string): Row[] {
  const [, section = ""] = page.split(`### ${heading}\n`);
  const lines = section
    .split(/\n#/u)[0]!
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  return lines.map((line) => {
    const [, names = "", decision = "", why = ""] = line.split("|").map((cell) => cell.trim());
    return { names: [...names.matchAll(/`(\w+)`/gu)].map(([, name]) => name!), decision, why };
  });
}

/** The members of an interface or type, comments left out. */
function membersOf(file: string, beginning: string): string[] {
  const text = readFileSync(path.join(types, file), "utf8").replaceAll(/\/\*[\s\S]*?\*\//gu, "");
  const [, body = ""] = text.split(beginning);
  return [...body.split(/\n\}/u)[0]!.matchAll(/\n {4}(\w+)\??[:(]/gu)].map(([, name]) => name!);
}

const named = (rows: Row[], decision?: string) =>
  rows.flatMap((row) => (decision === undefined || row.decision === decision ? row.names : []));

describe.each([
  { heading: "Updates", file: "update.d.ts", beginning: "export interface Update {", least: 20, not: ["update_id"] },
  { heading: "Methods", file: "methods.d.ts", beginning: "export type ApiMethods<F> = {", least: 150, not: [] },
])("the table of $heading", ({ heading, file, beginning, least, not }) => {
  const rows = rowsUnder(heading);

  it("names each that Telegram has, once, and no other: what a new release brings is to be decided", () => {
    const all = membersOf(file, beginning).filter((name) => !(not as string[]).includes(name));
    expect(all.length).toBeGreaterThan(least);
    expect(named(rows).toSorted()).toEqual(all.toSorted());
  });

  it("says of each whether it is used, and why", () => {
    for (const { decision, why } of rows)
      expect([decision === "used" || decision === "refused", why]).toEqual([true, expect.stringMatching(/\w/u)]);
  });
});

it("the tables call used whatever the bot calls and asks for", () => {
  const code = readdirSync(bots)
    .map((file) => readFileSync(path.join(bots, file), "utf8"))
    .join("\n");
  const methods = new Set(membersOf("methods.d.ts", "export type ApiMethods<F> = {"));
  const called = [...code.matchAll(/\b(?:api|raw)\s*\.(\w+)\(/gu)]
    .map(([, name]) => name!)
    .filter((name) => methods.has(name));
  expect(called.length).toBeGreaterThan(15);
  const used = new Set([...named(rowsUnder("Methods"), "used"), ...named(rowsUnder("Updates"), "used")]);
  expect([...called, ...wantedUpdates].filter((name) => !used.has(name))).toEqual([]);
});
