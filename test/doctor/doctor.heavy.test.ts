import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createPlatformChecks, examine } from "../../core/doctor/index.ts";
import { createRenderer } from "../../core/images/renderer.ts";
import { sentences } from "../../core/language/index.ts";
import { systemClock } from "../../core/machine/clock.ts";
import { answerWith, answerWithError, startScriptedModelServer } from "../peers/scripted-model-server.ts";
import { callDoctor, readReport } from "./doctor-process.ts";
import { buildSettings, words } from "./examination.ts";

const folder = mkdtempSync(path.join(tmpdir(), "doubleblind-doctor-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const names = [
  "runtime",
  "configuration",
  "data-folder",
  "database",
  "roster",
  "endpoints",
  "moderation",
  "pictures",
  "port",
  "discord",
  "telegram",
];

describe("the doctor", () => {
  it("finds nothing wrong where nothing is set, makes nothing, and ends with 0", async () => {
    const data = path.join(folder, "not-yet");
    const { code, state, findings } = await readReport({ DATA_DIR: data });
    expect(findings.filter((finding) => finding.state !== "ok")).toEqual([]);
    expect({ code, state, checks: [...new Set(findings.map((finding) => finding.check))] }).toEqual({
      code: 0,
      state: "ok",
      checks: names,
    });
    expect(existsSync(data)).toBe(false);
  });

  it("writes a line for everything, what to do about it below, and a sum, in the machine's language", async () => {
    const chinese = sentences("zh").doctor;
    const file = path.join(folder, "a-file");
    writeFileSync(file, "");
    const { code, stdout, stderr } = await callDoctor({ DATA_DIR: file, LC_ALL: "zh_CN.UTF-8" });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const lines = stdout.split("\n");
    const { title, unusable, letWrite } = chinese.dataFolder;
    expect(lines[lines.indexOf(`✗ ${title}：${unusable(file, "ENOTDIR")}`) + 1]).toBe(`  ${letWrite}`);
    const writings = Object.values(chinese.pictures.writings).join(chinese.pictures.between);
    expect(lines).toContain(`✓ ${chinese.pictures.title}：${chinese.pictures.fine(writings)}`);
    expect(lines.slice(-3)).toEqual(["", chinese.summary(1, 0), ""]);
  });

  it("names every bad setting at once, and checks all that does not hang on it", async () => {
    const { code, findings } = await readReport({ PORT: "eighty", DATABASE_URL: "mysql://x:hush@y/z" });
    expect(code).toBe(1);
    const bad = findings.filter((finding) => finding.check === "configuration");
    expect(bad.map(({ state, what }) => [state, what.split(" ")[0]])).toEqual([
      ["wrong", "PORT"],
      ["wrong", "DATABASE_URL"],
    ]);
    expect(findings.find((finding) => finding.check === "port")).toMatchObject({ what: words.notChecked });
    expect(findings.find((finding) => finding.check === "pictures")).toMatchObject({ state: "ok" });
  });

  it("ends with 2 for an argument it does not know, and says which there are", async () => {
    const { code, stdout, stderr } = await callDoctor({}, "--jsno");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(words.wrongArgument("--jsno"));
    expect(stderr).toContain("npm run -s doctor -- --json");
  });

  it("asks each active model, shows how it took it, and asks none under --offline", async () => {
    const server = await startScriptedModelServer((call, number) => {
      const { model } = call.body;
      if (model === "broken") return answerWithError(400, { error: { message: "out of order" } })(call, number);
      return answerWith("ready")(call, number);
    });
    const roster = path.join(folder, "mixed.json");
    const price = { input: 3, output: 15 };
    const models = ["fine", "broken"].map((id) => ({ id, name: id, endpoint: "local", model: id, price }));
    writeFileSync(roster, JSON.stringify({ endpoints: { local: { baseURL: server.baseURL } }, models }));
    const [asked, offline] = await Promise.all([
      callDoctor({ DEMO: "", ROSTER: roster }),
      callDoctor({ DEMO: "", ROSTER: roster }, "--offline"),
    ]);
    await server.close();
    expect([asked.code, offline.code, asked.stderr]).toEqual([1, 0, ""]);
    expect(asked.stdout).toMatch(/✓ Endpoints: fine \(local\) answered in [\d.]+ s .*, 8 tokens, \$0\.000084\n/);
    expect(asked.stdout).toMatch(/✗ Endpoints: broken \(local\) gives no answer: .*out of order.*\n {2}\S/);
    expect(offline.stdout).toContain(words.endpoints.offline("fine, broken", 0));
    expect(server.calls.filter((call) => call.body.model === "fine")).toHaveLength(1);
  });

  it("repeats no secret, wherever one stands", async () => {
    const server = await startScriptedModelServer(({ headers, response }) =>
      answerWithError(400, { error: { message: `no: ${headers.authorization}` } })({ headers, response } as never, 0),
    );
    const roster = path.join(folder, "secrets.json");
    const model = { endpoint: "local", model: "m" };
    const models = ["one", "two"].map((id) => ({ ...model, id, name: id }));
    const endpoint = { baseURL: server.baseURL, apiKeyEnv: "LOCAL_KEY" };
    writeFileSync(roster, JSON.stringify({ endpoints: { local: endpoint }, models }));
    const environment = {
      ...{ DEMO: "", ROSTER: roster, LOCAL_KEY: "sk-s3cret-key" },
      PSEUDONYM_KEY: "s3cret ".repeat(6),
      DATABASE_URL: "postgres://user:s3cret-word@127.0.0.1:1/arena?application_name=s3cret",
    };
    const [good, bad] = await Promise.all([
      callDoctor(environment, "--json"),
      callDoctor({ DATABASE_URL: "postgres//s3cret", PSEUDONYM_KEY: "s3cret", DEMO: "s3cret" }),
    ]);
    await server.close();
    expect([good.code, bad.code]).toEqual([1, 1]);
    expect(good.stdout).toContain("[key]");
    expect(good.stdout).toContain("127.0.0.1:1/arena");
    expect(good.stdout + good.stderr + bad.stdout + bad.stderr).not.toContain("s3cret");
  });
});

describe("an examination", () => {
  it("passes over only those checks whose settings cannot be used, and outlives a check that breaks", async () => {
    const found = new Map<string, string[]>();
    const options = {
      settings: buildSettings({ demo: true }),
      badSettings: [{ key: "DATA_DIR", problem: "is odd" }],
      unusableKeys: ["DATA_DIR"],
      platformChecks: createPlatformChecks({ discord: null, telegram: null }),
      machine: { node: "22.17.1", platform: "linux", architecture: "x64" },
      language: "en" as const,
      clock: systemClock,
      createRenderer: () => {
        throw new Error("no renderer");
      },
    };
    for await (const { check, findings } of examine(options))
      found.set(
        check,
        findings.map((one) => one.what),
      );
    expect([...found.keys()]).toEqual(names);
    expect(found.get("runtime")).toEqual([words.runtime.tooOld("22.17.1", "22.18.0")]);
    expect(found.get("data-folder")).toEqual([words.notChecked]);
    expect(found.get("database")).toEqual([words.notChecked]);
    expect(found.get("roster")).toEqual([words.roster.demoAsked]);
    const asked = found.get("endpoints") ?? [];
    expect(asked).toHaveLength(6);
    for (const what of asked) expect(what).toMatch(/^demo-\S+ \(demo\) answered in [\d.]+ s/);
    expect(found.get("pictures")).toEqual([words.checkFailed("Error: no renderer")]);
    expect(found.get("port")).toEqual([words.port.any]);
  });

  it("makes whatever check a platform brings, and shows nothing that the platform calls a secret", async () => {
    const pigeon = {
      name: "pigeon",
      title: () => "Pigeon post",
      needs: [],
      secrets: ["dove-7"],
      look: () => Promise.reject(new Error("dove-7 is lost")),
    };
    const options = {
      settings: buildSettings(),
      badSettings: [],
      unusableKeys: [],
      platformChecks: [pigeon],
      machine: { node: "24.21.0", platform: "linux", architecture: "x64" },
      language: "en" as const,
      clock: systemClock,
      createRenderer,
    };
    const results = [];
    for await (const result of examine(options, ["pigeon"])) results.push(result);
    const what = words.checkFailed("Error: [secret] is lost");
    const findings = [{ state: "wrong", what, mend: words.reportFault }];
    expect(results).toEqual([{ check: "pigeon", title: "Pigeon post", findings }]);
  });

  it("gives results as soon as they are there, those of quick checks before slow ones are done", async () => {
    const { promise, resolve } = Promise.withResolvers<never>();
    const slow = { ...createRenderer(), render: () => promise };
    const results = examine({
      settings: buildSettings({ demo: true }),
      badSettings: [],
      unusableKeys: [],
      platformChecks: createPlatformChecks({ discord: null, telegram: null }),
      machine: { node: "24.21.0", platform: "linux", architecture: "x64" },
      language: "en",
      clock: systemClock,
      createRenderer: () => slow,
    });
    for (const name of names.slice(0, names.indexOf("pictures"))) {
      expect((await results.next()).value).toMatchObject({ check: name });
    }
    resolve({ png: new Uint8Array(), width: 1, height: 1 } as never);
    expect((await results.next()).value).toMatchObject({ check: "pictures" });
    for await (const _result of results);
  });
});
