/** The lint rules bite: a small house full of mistakes, each in a file of its own, and one file that is right. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { floors, refuseImport } from "../../scripts/lint/rooms.ts";

const project = resolve(import.meta.dirname, "../..");

/** A function of 37 lines, most of which belong to functions inside it. */
const factory = `export const create = () => {\n${"  void (() => {\n    void 0;\n  });\n".repeat(11)}  void 0;\n  void 0;\n};`;

/** Path → [content, the rule that must refuse it]. */
const mistakes: Record<string, [content: string, rule: string]> = {
  "bots/discord/decode.ts": [`export * from "../telegram/decode.ts";`, "house(arrows)"],
  "bots/telegram/decode.ts": [`export { fit } from "../../core/rating/fit.ts";`, "house(arrows)"],
  "bots/web/encode.ts": [`import { Bot } from "grammy";\nexport const bot = new Bot("");`, "house(arrows)"],
  "core/battle/draw.ts": [`export { config } from "../../bots/config.ts";`, "house(arrows)"],
  "core/rating/fit.ts": [`import { deflateSync } from "node:zlib";\nexport const fit = deflateSync;`, "house(arrows)"],
  "core/boards/board.ts": [`export const draw = () => import("../arena/draw.ts");`, "house(arrows)"],
  "core/battle/up.ts": [`import type { Up } from "../arena/up.ts";\nexport type Two = [Up, Up];`, "house(arrows)"],
  "core/safety/limits.ts": [`export { default } from "openai";`, "house(arrows)"],
  "scripts/rebuild.ts": [`export { openStore } from "../core/store/index.ts";`, "house(arrows)"],
  "core/arena/now.ts": [`export const now = () => Date.now();`, "house(clock-and-chance)"],
  "core/arena/today.ts": [`export const today = () => new Date();`, "house(clock-and-chance)"],
  "core/arena/chance.ts": [`export const chance = () => Math.random();`, "house(clock-and-chance)"],
  "core/arena/later.ts": [`export const later = (task: () => void) => setTimeout(task, 1);`, "house(clock-and-chance)"],
  "core/arena/key.ts": [`export const key = process.env["KEY"];`, "node(no-process-env)"],
  "core/arena/loud.ts": [`export const loud = () => console.log("!");`, "eslint(no-console)"],
  "core/arena/loose.ts": [`export const loose = (x: unknown) => x == 1;`, "eslint(eqeqeq)"],
  "core/arena/float.ts": [
    `export function float(): void {\n  Promise.resolve(1);\n}`,
    "typescript(no-floating-promises)",
  ],
  "core/arena/misuse.ts": [
    `export const misuse = () => [1].forEach(async (x) => void (await Promise.resolve(x)));`,
    "typescript(no-misused-promises)",
  ],
  "core/arena/unused.ts": [`const unused = 1;\nexport {};`, "eslint(no-unused-vars)"],
  "core/arena/long.ts": ["export {};\n".repeat(251), "eslint(max-lines)"],
  "core/arena/factory.ts": [factory, "house(function-length)"],
  "core/arena/big.ts": [`export function big(): void {\n${"  void 0;\n".repeat(34)}}`, "house(function-length)"],
};

const right = {
  "core/index.ts": `export const core = 1;`,
  "core/machine/clock.ts": `export const now = () => new Date();`,
  "core/boards/cell.ts": `import type { Task } from "../answers/task.ts";\nexport type Cell = { task: Task };`,
  "bots/config.ts": `export const port = process.env["PORT"];`,
  "bots/main.ts": `export { bot } from "./discord/bot.ts";\nexport { core } from "../core/index.ts";`,
  "bots/discord/bot.ts": `import type { Client } from "discord.js";\nexport const bot = (client: Client) => client;`,
  "core/arena/given.ts": `export const given = new Date(0);`,
};

type Diagnostic = { code: string; filename: string };
let found: Diagnostic[] = [];
const house = mkdtempSync(join(tmpdir(), "doubleblind-lint-"));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), `${content}\n`);
}

beforeAll(() => {
  for (const [path, [content]] of Object.entries(mistakes)) write(path, content);
  for (const [path, content] of Object.entries(right)) write(path, content);
  for (const file of [".oxlintrc.json", "tsconfig.json", "scripts/lint"]) {
    cpSync(join(project, file), join(house, file), { recursive: true });
  }
  symlinkSync(join(project, "node_modules"), join(house, "node_modules"), "junction");
  const oxlint = join(project, "node_modules/oxlint/bin/oxlint");
  const rooms = ["bots", "core", "scripts"];
  const { stdout } = spawnSync(process.execPath, [oxlint, "--format=json", ...rooms], { cwd: house, encoding: "utf8" });
  found = (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics;
}, 30_000);

afterAll(() => rmSync(house, { recursive: true, force: true }));

describe("the linter", () => {
  it.each(Object.entries(mistakes))("refuses %s", (path, [, rule]) => {
    const codes = found.filter((one) => one.filename.replaceAll("\\", "/") === path).map((one) => one.code);
    expect(codes).toContain(rule);
  });

  it("refuses nothing that is right", () => {
    const paths = Object.keys(right);
    expect(found.filter((one) => paths.includes(one.filename.replaceAll("\\", "/")))).toEqual([]);
  });
});

describe("refuseImport", () => {
  it("lets a room import itself, its SDK and the door", () => {
    expect(refuseImport("bots/discord/bot.ts", "./decode.ts")).toBeUndefined();
    expect(refuseImport("bots/discord/bot.ts", "discord.js")).toBeUndefined();
    expect(refuseImport("bots/discord/bot.ts", "../../core/index.ts")).toBeUndefined();
    expect(refuseImport("core/store/index.ts", "@prisma/adapter-pg")).toBeUndefined();
    expect(refuseImport("core/boards/rows.ts", "../rating/fit.ts")).toBeUndefined();
  });

  it("lets scripts, and nobody else, in by the narrow door to the mathematics", () => {
    expect(refuseImport("scripts/rate/rate-file.ts", "../../core/rating/index.ts")).toBeUndefined();
    expect(refuseImport("scripts/rate/rate-file.ts", "../../core/rating/fit-ratings.ts")).toMatch(/mathematics/);
    expect(refuseImport("bots/main.ts", "../core/rating/index.ts")).toMatch(/core\/index.ts only/);
  });

  it("knows a scope from its packages and a package from its subpaths", () => {
    expect(refuseImport("core/store/index.ts", "@electric-sql/pglite/nodefs")).toBeUndefined();
    expect(refuseImport("bots/web/bot.ts", "hono/streaming")).toBeUndefined();
    expect(refuseImport("bots/web/bot.ts", "@electric-sql/pglite/nodefs")).toMatch(/core\/store/);
  });

  it("asks for a home for a library it does not know", () => {
    expect(refuseImport("core/battle/draw.ts", "left-pad")).toMatch(/no home yet/);
  });

  it("lets a room import what lies below it, and nothing beside or above, types included", () => {
    expect(refuseImport("core/boards/cell.ts", "../answers/task.ts")).toBeUndefined();
    expect(refuseImport("core/boards/cell.ts", "../arena/context.ts")).toMatch(
      /core\/boards may not import core\/arena/,
    );
    expect(refuseImport("core/store/database.ts", "../arena/context.ts")).toMatch(/does not lie below/);
    expect(refuseImport("core/battle/vote.ts", "../index.ts")).toMatch(/core\/battle may not import core,/);
    expect(refuseImport("core/rating/fit.ts", "../machine/clock.ts")).toMatch(/pure/);
  });

  it("keeps what only development installs out of what runs the arena", () => {
    const { devDependencies } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
    const running = [
      "bots/main.ts",
      "core/index.ts",
      "scripts/setup.ts",
      ...floors.flat().map((room) => `${room}/a.ts`),
    ];
    const platforms = ["discord", "telegram", "web", "metrics", "shared"].map((room) => `bots/${room}/a.ts`);
    const imports = Object.keys(devDependencies).flatMap((name) =>
      [...running, ...platforms].map((file) => [file, name]),
    );
    expect(imports.filter(([file = "", name = ""]) => refuseImport(file, name) === undefined)).toEqual([]);
  });

  it("asks for a floor for a room that has none", () => {
    expect(refuseImport("core/attic/box.ts", "../machine/clock.ts")).toMatch(/core\/attic stands on no floor/);
  });

  it("leaves tests alone", () => {
    expect(refuseImport("test/store/store.test.ts", "../../core/store/index.ts")).toBeUndefined();
  });
});
