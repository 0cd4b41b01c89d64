import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { configKeys } from "../../bots/config.ts";
import { roleKeys } from "../../bots/roles.ts";
import { arenaVersion } from "../../core/index.ts";
import { drawArchitecture } from "../../scripts/docs/architecture-picture.ts";
import { madeFromFile, picturesShow } from "../../scripts/docs/made-from.ts";
import { floors } from "../../scripts/lint/rooms.ts";
import { readSettings, settingsPage } from "../../scripts/docs/settings-page.ts";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

describe("what is made from the code is as the code (npm run -s docs makes it anew)", () => {
  it("the picture of the house", () => {
    expect(read("docs/pictures/architecture.svg")).toBe(drawArchitecture(floors));
  });

  it("the page of settings, with every key and a word on each", () => {
    const example = read(".env.example");
    expect(read("docs/settings.md")).toBe(settingsPage(example));
    const settings = readSettings(example);
    expect(settings.map(({ key }) => key).toSorted()).toEqual([...configKeys].toSorted());
    for (const { key, text, section } of settings) expect([key, text, section]).not.toContain("");
  });

  it("the pictures of the running product", () => {
    expect(JSON.parse(read(madeFromFile))).toEqual(picturesShow(root));
  });

  it.each(["docs/architecture.md", "CONTRIBUTING.md"])("names no file in %s that is not there", (page) => {
    const named = [...read(page).matchAll(/`((?:bots|core|scripts|test|docs)\/[\w./-]+\.\w+)`/g)].map(
      ([, path = ""]) => path,
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("the version, wherever it is written, and notes for those who upgrade to it", () => {
    for (const file of ["compose.yaml", "compose.roles.yaml"])
      expect(read(file)).toContain(`image: doubleblind:${arenaVersion}\n`);
    for (const page of ["docs/page-interface.md", "docs/monitoring.md"]) expect(read(page)).toContain(arenaVersion);
    const [, newest = "", notes = ""] = /^## (.+)\n\n### (.+)$/mu.exec(read("CHANGELOG.md")) ?? [];
    expect([newest === "Unreleased" || newest.startsWith(arenaVersion), notes]).toEqual([true, "When you upgrade"]);
    expect(JSON.parse(read("package-lock.json"))).toMatchObject({ version: arenaVersion });
  });

  it("the versions that were released, newest first, each with its date and notes for those who upgrade to it", () => {
    const headings = [...read("CHANGELOG.md").matchAll(/^## (.+)\n\n(.+)$/gmu)];
    const released = headings.map(([, heading = ""]) => heading).filter((heading) => heading !== "Unreleased");
    const versions = released.map((heading) => /^(\d+\.\d+\.\d+) \(\d{4}-\d\d-\d\d\)$/u.exec(heading)?.[1]);
    expect(headings.map(([, , notes]) => notes)).toEqual(headings.map(() => "### When you upgrade"));
    expect(versions).not.toContain(undefined);
    expect(versions.slice(0, 1)).toEqual(versions.length > 0 ? [arenaVersion] : []);
    const byNumber = (one = "", other = "") => other.localeCompare(one, "en", { numeric: true });
    expect(versions.toSorted(byNumber)).toEqual(versions);
    expect(new Set(versions).size).toBe(versions.length);
  });

  it("the database client (npm run -s generate makes it anew)", () => {
    const client = read("core/store/generated/internal/class.ts");
    const [, schema = '""'] = /"inlineSchema": (".*"),$/mu.exec(client) ?? [];
    // Prisma lays the columns out anew.
    const words = (text: string) => text.replaceAll(/[^\S\n]+/gu, " ");
    expect(words(JSON.parse(schema))).toBe(words(read("prisma/schema.prisma")));
    const { devDependencies, dependencies } = JSON.parse(read("package.json"));
    expect(client).toContain(`"clientVersion": "${devDependencies.prisma}",`);
    expect(dependencies["@prisma/client"]).toBe(devDependencies.prisma);
  });

  it("the parts that compose.roles.yaml runs, each in a container of its own", () => {
    const named = [...read("compose.roles.yaml").matchAll(/ROLES: (\w+)/gu)].map(([, role]) => role);
    expect(named).toContain("page");
    expect(named.filter((role) => !roleKeys.ROLES.safeParse(role).success)).toEqual([]);
  });

  it("refuses a room that nobody has described", () => {
    expect(() => drawArchitecture([["core/attic"]])).toThrow(/core\/attic/);
  });
});
