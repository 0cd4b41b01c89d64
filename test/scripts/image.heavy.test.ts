/** What the Dockerfile puts into the image, put into a folder: it is light, and it runs where only the data may be written. */
import { execFileSync } from "node:child_process";
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startArena, type StartedArena } from "../../scripts/bench/start/started-arena.ts";
import { Person } from "../web/page-kit.ts";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const nobody = 65_534;
const mostBytes = 350e6;

/** The files of the checkout that .dockerignore lets in: what stands there with `!`, without what follows. */
function admitted(): string[] {
  const lines = read(".dockerignore").split("\n");
  const within = (file: string, place: string) =>
    place.endsWith("*") ? file.startsWith(place.slice(0, -1)) : file === place || file.startsWith(`${place}/`);
  const places = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
  const refused = lines.filter((line) => /^\w/u.test(line));
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root });
  return files
    .toString()
    .split("\n")
    .filter((file) => places.some((place) => within(file, place)) && !refused.some((place) => within(file, place)))
    .filter((file) => existsSync(join(root, file)));
}

/** The packages that run the arena, as `npm ci --omit=dev` would install them here. */
function copyPackages(folder: string): void {
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, { dev?: boolean }> };
  const outer = Object.keys(packages).filter((path) => path.lastIndexOf("node_modules/") === 0);
  for (const path of outer.filter((one) => !packages[one]?.dev && existsSync(join(root, one))))
    cpSync(join(root, path), join(folder, path), { recursive: true, verbatimSymlinks: true });
  const stamp = "node_modules/.doubleblind-installed";
  writeFileSync(join(folder, stamp), read(stamp).replace(" development\n", " production\n"));
}

/** What the Dockerfile does to the packages once they are installed. */
function lighten(folder: string): void {
  const [, commands = ""] = /^RUN node scripts\/run\.mjs install && ((?:.*\\\n)*.*)$/mu.exec(read("Dockerfile")) ?? [];
  expect(commands).toContain("-delete");
  execFileSync("sh", ["-ec", commands], { cwd: folder });
}

describe.skipIf(process.platform !== "linux")("what the image holds", () => {
  // Not where the other tests have theirs: what lies in memory may be such that no program runs from there.
  const image = mkdtempSync("/tmp/doubleblind-image-");
  const data = mkdtempSync(join(tmpdir(), "doubleblind-data-"));
  let arena: StartedArena;

  beforeAll(async () => {
    for (const file of admitted()) {
      mkdirSync(dirname(join(image, file)), { recursive: true });
      cpSync(join(root, file), join(image, file));
    }
    copyPackages(image);
    lighten(image);
    execFileSync("chmod", ["-R", "a+rX,a-w", image]);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chownSync(data, nobody, nobody);
    const as = isRoot ? ["setpriv", `--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups", "--"] : [];
    // Another user may not write where the tests have their files.
    const environment = { DATA_DIR: data, TMPDIR: "/tmp" };
    arena = await startArena([...as, process.execPath, "scripts/run.mjs", "start"], image, environment);
  });
  afterAll(async () => {
    await arena?.end();
    execFileSync("chmod", ["-R", "u+w", image]);
    for (const folder of [image, data]) rmSync(folder, { recursive: true, force: true });
  });

  it("is light, and has none of Prisma's tools", () => {
    const [bytes = ""] = execFileSync("du", ["-sb", image], { encoding: "utf8" }).split("\t");
    expect(Number(bytes)).toBeLessThan(mostBytes);
    for (const name of ["prisma", "typescript", "vitest"])
      expect(existsSync(join(image, "node_modules", name))).toBe(false);
  });

  it("answers, takes a vote and draws, as a user who may write nothing but the data", async () => {
    const ann = await Person.enter(arena.address);
    const events = await ann.listen();
    expect((await ann.say("What is 2 + 2?")).status).toBe(202);
    const ballot = (await events.until(({ data: { buttons } }) => buttons.length >= 4)).at(-1)!;
    const [a] = ballot.data.buttons;
    expect((await ann.press(ballot.data.id, a!.action)).status).toBe(200);
    expect((await ann.say("/leaderboard")).status).toBe(202);
    const board = (await events.until(({ data: { images } }) => images.length > 0)).at(-1)!;
    for (const url of [board.data.images[0]!.url, "/page/katex.css", "/page/fonts/KaTeX_Main-Regular.woff2"])
      expect((await fetch(arena.address + url, { headers: { Cookie: ann.cookie } })).status).toBe(200);
    events.stop();
  });
});
