import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { rosterCheck } from "../../core/doctor/endpoints.ts";
import { arenaVersion } from "../../core/machine/version.ts";
import { runtimeCheck } from "../../core/doctor/machine.ts";
import { look, words } from "./examination.ts";

const { roster } = words;
const folder = mkdtempSync(join(tmpdir(), "doubleblind-roster-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(content: unknown): { roster: string; rosterFixed: boolean } {
  const file = join(folder, "models.json");
  writeFileSync(file, JSON.stringify(content));
  return { roster: file, rosterFixed: true };
}

const model = (id: string, more: object = {}) => ({ id, name: id, endpoint: "local", model: id, ...more });
const local = { baseURL: "http://127.0.0.1:1/v1" };

describe("the roster", () => {
  it("is fine with two active models, and says where they come from", async () => {
    const models = [model("one"), model("two"), model("three", { status: "paused" })];
    const settings = write({ endpoints: { local }, models });
    expect(await look(rosterCheck, settings)).toEqual([{ state: "ok", what: roster.fromFile(settings.roster, 2) }]);
  });

  it("gives way to the demo models when they are asked for", async () => {
    expect(await look(rosterCheck, { demo: true })).toEqual([{ state: "ok", what: roster.demoAsked }]);
  });

  it("has all its mistakes listed: too few models, twice the same, a key that is not set", async () => {
    const models = [model("one"), model("one", { status: "paused" })];
    const findings = await look(
      rosterCheck,
      write({ endpoints: { local: { ...local, apiKeyEnv: "NO_KEY" } }, models }),
    );
    expect(findings.every(({ state, mend }) => state === "wrong" && mend === roster.correct)).toBe(true);
    expect(findings.map((finding) => finding.what)).toEqual([
      expect.stringMatching(/^models\[1\]\.id: "one" is already the id/),
      expect.stringMatching(/^models: a battle needs two active models, but there are 1/),
      expect.stringMatching(/^endpoints\.local\.apiKeyEnv: the environment variable NO_KEY is not set/),
    ]);
  });

  it("must be there, and readable, when it is named", async () => {
    const missing = join(folder, "none.json");
    expect(await look(rosterCheck, { roster: missing, rosterFixed: true })).toEqual([
      { state: "wrong", what: roster.missing(missing), mend: roster.copyExample },
    ]);
    const directory = join(folder, "folder.json");
    mkdirSync(directory);
    expect(await look(rosterCheck, { roster: directory, rosterFixed: true })).toEqual([
      { state: "wrong", what: roster.unreadable(directory, "EISDIR"), mend: roster.letRead },
    ]);
  });
});

describe("Node", () => {
  it.each([
    ["20.19.0", "wrong"],
    ["22.17.1", "wrong"],
    ["22.18.0", "ok"],
    ["23.5.0", "wrong"],
    ["23.6.0", "ok"],
    ["24.21.0", "ok"],
    ["100.0.0", "ok"],
  ])("%s is %s", async (node, state) => {
    const [finding] = await look(runtimeCheck, {}, { machine: { node, platform: "linux", architecture: "x64" } });
    expect(finding?.state).toBe(state);
    expect(finding?.what).toContain(`Node ${node}`);
    if (state === "ok") expect(finding?.what).toContain(`Doubleblind ${arenaVersion}`);
  });
});
