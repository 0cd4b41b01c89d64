import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { endpointsCheck } from "../../core/doctor/endpoints.ts";
import type { Finding } from "../../core/doctor/check.ts";
import { createManualClock } from "../manual-clock.ts";
import {
  answerWith,
  answerWithError,
  answerWithoutEnd,
  type ModelCall,
  type ModelScript,
  type ScriptedModelServer,
  startScriptedModelServer,
} from "../peers/scripted-model-server.ts";
import { until } from "../until.ts";
import { look, words } from "./examination.ts";

const { endpoints } = words;
const key = "sk-test-0123456789abcdef";
const folder = mkdtempSync(join(tmpdir(), "doubleblind-endpoints-"));
const file = join(folder, "models.json");
let server: ScriptedModelServer;

beforeEach(async () => {
  server = await startScriptedModelServer();
});
afterEach(() => server.close());
afterAll(() => rmSync(folder, { recursive: true }));

type Wanted = { models?: string[]; baseURL?: string; keyed?: boolean; status?: string };

/** Checks one endpoint called "local" that is to serve these models. */
function check(wanted: Wanted = {}, changes: Parameters<typeof look>[2] = {}): Promise<readonly Finding[]> {
  const { models = ["big", "small"], baseURL = server.baseURL, keyed = true, status = "active" } = wanted;
  const spare = { baseURL: "http://127.0.0.1:1/v1" };
  const local = { baseURL, ...(keyed && { apiKeyEnv: "LOCAL_KEY" }) };
  const entries = models.map((model, index) => ({
    id: `m${index}`,
    name: `M${index}`,
    endpoint: "local",
    model,
    status,
  }));
  const idle = ["p", "q"].map((id) => ({ id, name: id, endpoint: "spare", model: id, status: "active" }));
  const roster =
    status === "active"
      ? { endpoints: { local }, models: entries }
      : { endpoints: { local, spare }, models: [...entries, ...idle] };
  writeFileSync(file, JSON.stringify(roster));
  const secret = (name: string) => (name === "LOCAL_KEY" ? key : undefined);
  return look(endpointsCheck, { roster: file, rosterFixed: true, secret }, changes);
}

const sendList =
  (...ids: string[]): ModelScript =>
  ({ response }) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ object: "list", data: ids.map((id) => ({ id, object: "model" })) }));
  };

const sendPage: ModelScript = ({ response }) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<html><title>Hello</title></html>");
};

/** An endpoint that asks for its key everywhere. */
function guarded(list: ModelScript, completion: ModelScript = answerWith("Hi")): ModelScript {
  return (call, number) => {
    if (call.headers.authorization !== `Bearer ${key}`)
      return answerWithError(401, { error: { message: "no" } })(call, number);
    return (call.path === "/v1/models" ? list : completion)(call, number);
  };
}

const paths = (calls: readonly ModelCall[]): string[] => calls.map((call) => call.path);
const onlyWrong = (what: string, mend: string) => [{ state: "wrong", what, mend }];

describe("an endpoint", () => {
  it("is fine when it lists its models to our key alone, and is asked for nothing that costs", async () => {
    server.script(guarded(sendList("big", "small", "other")));
    expect(await check()).toEqual([{ state: "ok", what: endpoints.fine("local", 2, "") }]);
    expect(new Set(paths(server.calls))).toEqual(new Set(["/v1/models"]));
  });

  it("without a key is fine when it lists its models", async () => {
    server.script(sendList("big:latest", "models/small"));
    expect(await check({ keyed: false })).toEqual([{ state: "ok", what: endpoints.fineWithoutKey("local", 2, "") }]);
    expect(paths(server.calls)).toEqual(["/v1/models"]);
    expect(server.calls[0]?.headers.authorization).toBeUndefined();
  });

  it("that lists its models to everybody is asked for one token, which alone proves the key", async () => {
    server.script((call, number) =>
      (call.path === "/v1/models" ? sendList("big", "small") : guarded(sendList()))(call, number),
    );
    expect(await check()).toEqual([{ state: "ok", what: endpoints.fine("local", 2, endpoints.tried("big")) }]);
    expect(server.calls.at(-1)?.body).toMatchObject({ model: "big", max_tokens: 1 });
  });

  it.each([404, 405])("that has no list (%d) is asked for one token instead", async (status) => {
    server.script(guarded(answerWithError(status, "nothing here")));
    expect(await check()).toEqual([{ state: "ok", what: endpoints.fine("local", 2, endpoints.tried("big")) }]);
  });

  it("may know a model under a name that it does not list", async () => {
    server.script(guarded(sendList("big", "small-2025-01-01")));
    expect(await check()).toEqual([{ state: "ok", what: endpoints.fine("local", 2, endpoints.tried("small")) }]);
  });

  it("lacks a model that it neither lists nor answers for; the nearest name is suggested", async () => {
    const refuse = answerWithError(404, { error: { message: "The model does not exist", code: "model_not_found" } });
    server.script(guarded(sendList("vendor/big", "smaller", "other"), refuse));
    expect(await check({ models: ["big", "smalle", "unheard-of"] })).toEqual([
      { state: "ok", what: endpoints.fine("local", 0, "") },
      { state: "wrong", what: endpoints.absent("local", "big"), mend: endpoints.meant("m0", "vendor/big") },
      { state: "wrong", what: endpoints.absent("local", "smalle"), mend: endpoints.meant("m1", "smaller") },
      { state: "wrong", what: endpoints.absent("local", "unheard-of"), mend: endpoints.checkName("m2") },
    ]);
  });

  it("is not asked when none of its models is active", async () => {
    expect(await check({ status: "paused" })).toContainEqual({ state: "ok", what: endpoints.idle("local") });
    expect(server.calls).toEqual([]);
  });
});

describe("an endpoint that does not work", () => {
  it.each([401, 403])("refuses the key (%d): the variable is named, never the key", async (status) => {
    server.script(answerWithError(status, { error: { message: `wrong key ${key}` } }));
    const findings = await check();
    expect(findings).toEqual(onlyWrong(endpoints.keyRefused("local"), endpoints.renewKey("LOCAL_KEY")));
    expect(JSON.stringify(findings)).not.toContain(key);
  });

  it("wants a key and is given none", async () => {
    server.script(answerWithError(401, {}));
    expect(await check({ keyed: false })).toEqual(onlyWrong(endpoints.keyWanted("local"), endpoints.giveKey("local")));
  });

  it("shows its list to everybody, but refuses the key", async () => {
    server.script((call, number) =>
      (call.path === "/v1/models" ? sendList("big", "small") : answerWithError(401, {}))(call, number),
    );
    expect(await check()).toEqual(onlyWrong(endpoints.keyRefused("local"), endpoints.renewKey("LOCAL_KEY")));
  });

  it("gets too many requests, which is only a warning", async () => {
    server.script(answerWithError(429, {}));
    expect(await check()).toEqual([
      { state: "warning", what: endpoints.rateLimited("local"), mend: endpoints.slowDown("local") },
    ]);
  });

  it.each([402, 429])("has no credit left (%d)", async (status) => {
    const broke = answerWithError(status, { error: { message: "pay", code: "insufficient_quota" } });
    server.script(guarded(answerWithError(404, ""), broke));
    expect(await check()).toEqual(onlyWrong(endpoints.noCredit("local"), endpoints.topUp));
  });

  it.each([500, 503])("fails (%d)", async (status) => {
    server.script(answerWithError(status, "oops"));
    expect(await check()).toEqual(onlyWrong(endpoints.serverError("local", status), endpoints.tryLater));
  });

  it("sends a web page, or nothing, where only the path is missing", async () => {
    const baseURL = server.baseURL.replace("/v1", "");
    server.script(sendPage);
    expect(await check({ baseURL })).toEqual(
      onlyWrong(endpoints.webPage("local", baseURL), endpoints.addPath(`${baseURL}/v1`)),
    );
    server.script(answerWithError(404, { detail: "Not Found" }));
    expect(await check({ baseURL })).toEqual(
      onlyWrong(endpoints.wrongPath("local", baseURL), endpoints.addPath(`${baseURL}/v1`)),
    );
  });

  it("does not speak as OpenAI does", async () => {
    server.script(({ response }) => void response.end('{"hello": "world"}'));
    expect(await check()).toEqual(onlyWrong(endpoints.notOpenai("local", server.baseURL), endpoints.checkPath));
  });

  it("sends a list or an answer without end, which is broken off", async () => {
    const json = { "content-type": "application/json" };
    const oversized = onlyWrong(endpoints.oversized("local", server.baseURL), endpoints.checkPath);
    server.script(answerWithoutEnd(json, '{"data":['));
    expect(await check()).toEqual(oversized);
    server.script(
      guarded(answerWithError(404, ""), answerWithoutEnd({ "content-type": "text/event-stream" }, "data: ")),
    );
    expect(await check()).toEqual(oversized);
    await until(() => server.inFlight() === 0);
  });

  it("refuses the trial request for a reason of its own, whose words are shown without the key", async () => {
    const refuse = answerWithError(422, { error: { message: `no greetings from ${key}` } });
    server.script(guarded(answerWithError(404, ""), refuse));
    const [finding] = await check();
    expect(finding).toMatchObject({ state: "warning", mend: endpoints.checkUnsupported });
    expect(finding?.what).toContain("no greetings from [key]");
  });

  it("cannot be reached: nobody there, no such host, no TLS", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as { port: number };
    await new Promise((resolve) => taken.close(resolve));
    const nobody = `http://127.0.0.1:${port}/v1`;
    expect(await check({ baseURL: nobody })).toEqual(
      onlyWrong(endpoints.unreachable("local", nobody, "ECONNREFUSED"), endpoints.startIt),
    );
    // Too long for a name, so that nobody outside is asked for it.
    const [unknown] = await check({ baseURL: `http://${"x".repeat(64)}.invalid/v1` });
    expect(unknown).toMatchObject({ state: "wrong", mend: endpoints.checkHost });
    const [plain] = await check({ baseURL: server.baseURL.replace("http:", "https:") });
    expect(plain).toMatchObject({ state: "wrong", mend: endpoints.checkCertificate });
  });

  it("takes ten seconds without an answer", async () => {
    const clock = createManualClock();
    server.script(() => {});
    const checking = check({}, { clock });
    await until(() => server.calls.length === 1);
    clock.advance(10_000);
    expect(await checking).toEqual(onlyWrong(endpoints.timedOut("local", server.baseURL), endpoints.tryLater));
  });

  it("is passed over while the roster cannot be read", async () => {
    expect(await look(endpointsCheck, { roster: join(folder, "none.json"), rosterFixed: true })).toEqual([
      { state: "warning", what: words.notChecked, mend: words.correctRosterFirst },
    ]);
  });
});
