import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "../../bots/config.ts";
import { knownEndpoints, sentences } from "../../core/index.ts";
import { interview } from "../../scripts/setup/interview.ts";
import { prepareChanges, writeChanges } from "../../scripts/setup/plan.ts";
import { type DiscordPeer, startDiscordPeer } from "../peers/discord/discord-peer.ts";
import {
  answerWith,
  answerWithError,
  type ScriptedModelServer,
  startScriptedModelServer,
} from "../peers/scripted-model-server.ts";

const { setup, doctor } = sentences("en");
const root = join(import.meta.dirname, "../..");

let folder: string;
let server: ScriptedModelServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "doubleblind-setup-"));
  server = await startScriptedModelServer(async (call, number) => {
    if (call.headers.authorization !== "Bearer sk-right") return answerWithError(401, { error: {} })(call, number);
    if (call.body.model === "missing")
      return answerWithError(404, { error: { message: "no such model" } })(call, number);
    if (!call.path.endsWith("/models")) return answerWith("yes")(call, number);
    const data = ["acme/alpha", "acme/beta", "gamma", "embed-1"].map((id) => ({ id }));
    call.response.setHeader("content-type", "application/json");
    call.response.end(JSON.stringify({ object: "list", data }));
  });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function run(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", join(root, "scripts/setup.ts"), ...args],
    { cwd: folder, env: { ...process.env, LC_ALL: "en_US.UTF-8", ...environment }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += String(data)));
  const [code] = (await once(child, "close")) as [number];
  return { code, said };
}

const written = (file: string) => readFileSync(join(folder, file), "utf8");
const nothing = () => expect(() => written(".env")).toThrow();

describe("a set-up by options", () => {
  let peer: DiscordPeer;
  beforeEach(async () => void (peer = await startDiscordPeer()));
  afterEach(() => peer.close());

  it("tests everything, then writes the keys and the roster, and says what is next", async () => {
    writeFileSync(join(folder, ".env"), "# mine\nPORT=7\n");
    const { code, said } = await run(
      ["--endpoint", server.baseURL, "--api-key", "sk-right", "--models", "all", "--discord-token", peer.token],
      { DISCORD_API_URL: peer.apiUrl, DISCORD_TOKEN: "" },
    );
    expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining(setup.next) });
    expect(said).toContain(`client_id=${peer.world.application}`);
    const variable = /ENDPOINT_127_0_0_1_\d+_KEY/.exec(written(".env"))![0];
    expect(written(".env")).toBe(`# mine\nPORT=7\n${variable}=sk-right\nDISCORD_TOKEN=${peer.token}\n`);
    expect(statSync(join(folder, ".env")).mode & 0o777).toBe(0o600);
    const roster = JSON.parse(written("models.json"));
    expect(roster.models.map((model: { model: string }) => model.model)).toEqual(["acme/alpha", "acme/beta", "gamma"]);
    expect(Object.values(roster.endpoints)).toMatchObject([{ baseURL: server.baseURL, apiKeyEnv: variable }]);
  });

  it("leaves out, with a sentence each, the models that do not answer, and writes down what the others refuse", async () => {
    const listed = server;
    server = await startScriptedModelServer((call, number) => {
      const { model } = call.body;
      if (call.path.startsWith("/v1/models")) {
        const data = ["good", "picky", "broken", "o1-pro"].map((id) => ({ id }));
        call.response.setHeader("content-type", "application/json");
        return void call.response.end(JSON.stringify({ data }));
      }
      if (model === "broken") return answerWithError(400, { error: { message: "out of order" } })(call, number);
      const refusal = { error: { message: "Unsupported parameter: seed", param: "seed" } };
      const refused = model === "picky" && "seed" in call.body;
      return (refused ? answerWithError(400, refusal) : answerWith("ready"))(call, number);
    });
    await listed.close();
    const { code, said } = await run(["--endpoint", server.baseURL, "--models", "all"]);
    expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining(setup.listed(3, 1)) });
    expect(said).toContain(setup.asking(3, null));
    expect(said).toContain(setup.leftOut);
    expect(said).toContain("out of order");
    expect(JSON.parse(written("models.json")).models).toEqual([
      expect.not.objectContaining({ unsupported: expect.anything() }),
      expect.objectContaining({ model: "picky", unsupported: ["seed"] }),
    ]);
  });

  it("says what is missing where there is no roster yet", async () => {
    const alone = await run(["--endpoint", server.baseURL, "--api-key", "sk-right", "--models", "gamma"]);
    expect(alone).toEqual({ code: 1, said: expect.stringContaining(setup.twoModels) });
    expect(alone.said).not.toContain("models.json");
    const halved = await run(["--endpoint", server.baseURL, "--api-key", "sk-right", "--models", "gamma,missing"]);
    expect(halved).toEqual({ code: 1, said: expect.stringContaining(`${setup.twoModels}\n${setup.leftOut}\n`) });
    expect(halved.said).toContain("missing");
    const keyless = await run(["--endpoint", server.baseURL, "--models", "all"]);
    const variable = `ENDPOINT_${new URL(server.baseURL).host.replaceAll(/\W/g, "_")}_KEY`;
    expect(keyless.said).toContain(setup.giveKey(variable));
    expect(keyless.said).not.toContain("roster");
    nothing();
  });

  it("writes nothing when anything is refused, and names all that was", async () => {
    const { code, said } = await run(
      ["--endpoint", server.baseURL, "--api-key", "sk-wrong", "--models", "all", "--discord-token", "a.b.c"],
      { DISCORD_API_URL: peer.apiUrl },
    );
    expect(code).toBe(1);
    expect(said).toContain(setup.refused);
    expect(said).toContain(doctor.endpoints.keyRefused(new URL(server.baseURL).host.replace(":", "-")));
    expect(said).toContain(doctor.discord.tokenRefused);
    expect(said).not.toContain("sk-wrong");
    nothing();
  });

  it("lists the models to choose from, and says what it does not understand", async () => {
    const list = await run(["--endpoint", server.baseURL, "--api-key", "sk-right"]);
    expect(list).toEqual({ code: 1, said: expect.stringContaining("\n  acme/alpha\n  acme/beta\n  gamma\n") });
    expect(await run(["--frog"])).toEqual({ code: 2, said: expect.stringContaining(setup.wrongArgument("--frog")) });
    expect(await run([])).toEqual({ code: 2, said: expect.stringContaining(setup.needsTerminal) });
    nothing();
  });
});

describe("a set-up in conversation", () => {
  /** A terminal whose person waits for a question before each answer. */
  function openTerminal() {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 40 });
    let shown = "";
    let wake = () => {};
    output.on("data", (data) => {
      shown += stripVTControlCharacters(String(data));
      wake();
    });
    const answer = async (question: string, ...keys: string[]) => {
      while (!shown.includes(question)) await new Promise<void>((resolve) => (wake = resolve));
      shown = "";
      for (const key of keys) {
        await new Promise(setImmediate);
        input.write(key);
      }
    };
    return { input, output, answer };
  }
  const down = "\u001B[B";

  it("tests each answer before the next question, and asks again for what was refused", async () => {
    const workplace = {
      language: "en" as const,
      config: readConfig({}),
      environmentFile: join(folder, ".env"),
      rosterFile: join(folder, "models.json"),
    };
    const { input, output, answer } = openTerminal();
    const conversation = interview(workplace, 0, { input, output });
    for (const key of ["sk-wrong", "sk-right"]) {
      await answer(setup.whichEndpoint, ...knownEndpoints.map(() => down), "\r");
      await answer(setup.address, server.baseURL, "\r");
      await answer("API key of 127.0.0.1", key, "\r");
      if (key === "sk-wrong") await answer(setup.again, "\r");
    }
    await answer("Which of them take part", "\t", down, "\t", "\r");
    await answer(setup.discord, "\r");
    await answer(setup.telegram, "\r");
    const plan = await conversation;
    expect(plan.models?.chosen.map(({ name }) => name)).toEqual(["acme/alpha", "acme/beta"]);
    await writeChanges(await prepareChanges(plan, workplace));
    expect(written(".env")).toMatch(/^ENDPOINT_127_0_0_1_\d+_KEY=sk-right\n$/);
    expect(JSON.parse(written("models.json")).models).toHaveLength(2);
  });
});
