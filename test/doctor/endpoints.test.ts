import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { endpointsCheck } from "../../core/doctor/endpoints.ts";
import type { Finding } from "../../core/doctor/check.ts";
import type { Clock } from "../../core/machine/clock.ts";
import { trialQuestion } from "../../core/models/endpoint-check.ts";
import { createManualClock } from "../manual-clock.ts";
import {
  answerWith,
  answerWithError,
  answerWithoutEnd,
  openStream,
  sendChunk,
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

type Wanted = {
  models?: string[];
  baseURL?: string;
  keyed?: boolean;
  status?: string;
  price?: object;
  generation?: object;
  concurrency?: number;
  firstTokenSeconds?: number;
};

/** Checks one endpoint called "local" that is to serve these models. */
function check(wanted: Wanted = {}, changes: Parameters<typeof look>[2] = {}): Promise<readonly Finding[]> {
  const { models = ["big", "small"], baseURL = server.baseURL, keyed = true, status = "active" } = wanted;
  const { price, generation, concurrency, firstTokenSeconds } = wanted;
  const spare = { baseURL: server.baseURL.replace("/v1", "/spare") };
  const local = { baseURL, concurrency, firstTokenSeconds, ...(keyed && { apiKeyEnv: "LOCAL_KEY" }) };
  const entries = models.map((model, index) => ({
    id: `m${index}`,
    name: `M${index}`,
    endpoint: "local",
    model,
    status,
    price,
  }));
  const idle = ["p", "q"].map((id) => ({ id, name: id, endpoint: "spare", model: id, status: "active" }));
  const roster =
    status === "active"
      ? { endpoints: { local }, models: entries, generation }
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

/** Time stands still, but for short waits between tries, which are over at once. */
function createQuickClock(): Clock {
  const clock = createManualClock();
  const after: Clock["after"] = (milliseconds, task) => {
    if (milliseconds > 5_000) return clock.after(milliseconds, task);
    const soon = setImmediate(task);
    return () => clearImmediate(soon);
  };
  return { now: clock.now, elapsed: clock.elapsed, after };
}

const onlyWrong = (what: string, mend: string) => [{ state: "wrong", what, mend }];

/** What is said of a model that answered in no time by the clock. */
const answered = (
  model: string,
  more: { withheld?: string; cost?: number; priced?: boolean; tokens?: number | null } = {},
) => {
  const { tokens = 8, cost = null, priced = false, withheld = "" } = more;
  const what = endpoints.account(endpoints.answered(`${model} (local)`, 0, 0), tokens, cost, priced, withheld);
  return { state: "ok", what };
};
const still = () => ({ clock: createManualClock() });

describe("an active model", () => {
  it("is asked one short question as a battle asks, with the same settings, and its answer is accounted for", async () => {
    const generation = { temperature: 0.3, maxTokens: 321, system: "Be brief." };
    const price = { input: 1000, output: 2000 };
    server.script(guarded(sendList("big", "small")));
    expect(await check({ generation, price }, still())).toEqual([
      answered("m0", { cost: 0.013, priced: true }),
      answered("m1", { cost: 0.013, priced: true }),
    ]);
    const asked = server.calls.filter((call) => call.path !== "/v1/models");
    expect(asked.map(({ body }) => body.model)).toEqual(["big", "small"]);
    const messages = [
      { role: "system", content: "Be brief." },
      { role: "user", content: trialQuestion },
    ];
    expect(asked[0]?.body).toMatchObject({ messages, temperature: 0.3, max_tokens: 321, stream: true });
  });

  it("is told with what it refuses, and with what its list or price does not tell", async () => {
    server.script((call, number) => {
      const refuses = call.path !== "/v1/models" && "seed" in call.body;
      const refusal = { error: { message: "Unsupported parameter: seed", param: "seed" } };
      return (refuses ? answerWithError(400, refusal) : answerWith("ready"))(call, number);
    });
    expect(await check({ models: ["big", "small"] }, still())).toEqual([
      answered("m0", { withheld: "seed" }),
      answered("m1", { withheld: "seed" }),
    ]);
  });

  it("is asked beside the others, within the endpoint's limits, and whoever waits is told how far it is", async () => {
    const progress: string[] = [];
    const waiting: (() => void)[] = [];
    server.script((call, number) => {
      if (call.path === "/v1/models") return sendList()(call, number);
      // None is answered before the limit is reached.
      waiting.push(() => void answerWith("ready")(call, number));
      if (waiting.length === 3) for (const answer of waiting.splice(0)) answer();
    });
    const models = Array.from({ length: 9 }, (_, index) => `model-${index}`);
    await check({ models, concurrency: 3 }, { onTrial: (done, total) => void progress.push(`${done}/${total}`) });
    // The list of models may be asked for beside them.
    expect(server.mostInFlight()).toBeLessThanOrEqual(4);
    expect(progress).toEqual(Array.from({ length: 10 }, (_, done) => `${done}/9`));
  });

  it("that was cut off in the middle of a word is a warning", async () => {
    server.script(({ response }) => {
      openStream(response);
      sendChunk(response, { content: "Let me think" }, "length");
      response.end("data: [DONE]\n\n");
    });
    const [finding] = await check({}, still());
    const account = answered("m0", { tokens: null }).what;
    expect(finding).toEqual({ state: "warning", what: endpoints.cut(account), mend: endpoints.raiseMaxTokens });
  });

  it("may be fine although the list of models fails: battles do not need it", async () => {
    server.script((call, number) =>
      (call.path === "/v1/models" ? answerWithError(500, "oops") : answerWith("ready"))(call, number),
    );
    expect(await check({}, still())).toEqual([answered("m0"), answered("m1")]);
  });

  it("is not asked when it is paused, nor any when nobody is to be asked", async () => {
    expect(await check({ status: "paused" })).toContainEqual({ state: "ok", what: endpoints.idle("local") });
    expect(await check({}, { offline: true })).toEqual([{ state: "ok", what: endpoints.offline("m0, m1", 0) }]);
    const many = Array.from({ length: 300 }, (_, index) => `model-${index}`);
    const [unasked] = await check({ models: many }, { offline: true });
    expect(unasked!.what).toMatch(/: m0, .*, m11 and 288 others$/u);
    expect(server.calls.filter(({ path }) => path.startsWith("/v1/"))).toHaveLength(0);
  });

  it("waits no longer than all of them may take", async () => {
    const clock = createManualClock();
    server.script((call, number) => (call.path === "/v1/models" ? sendList("big")(call, number) : undefined));
    const checking = check({ models: ["big", "small"], concurrency: 1, firstTokenSeconds: 180 }, { clock });
    await until(() => server.calls.some((call) => call.body.model === "big"));
    for (let minute = 0; minute < 6; minute += 1) {
      clock.advance(60_000);
      await new Promise(setImmediate);
    }
    const findings = await checking;
    expect(findings[0]).toMatchObject({ state: "wrong", mend: endpoints.failures["too-slow"].mend });
    expect(findings[1]).toMatchObject({ state: "warning", mend: endpoints.failures.aborted.mend });
  });
});

describe("a model that does not answer", () => {
  const refuse = (status: number, message: string, code?: string) =>
    answerWithError(status, { error: { message, code } });

  it("is not there: the nearest name of the list is suggested", async () => {
    server.script(guarded(sendList("vendor/big", "smaller", "other"), refuse(404, "no such model", "model_not_found")));
    expect(await check({ models: ["big", "smalle", "unheard-of"] })).toEqual([
      { state: "wrong", what: endpoints.absent("local", "big", "m0"), mend: endpoints.meant("vendor/big") },
      { state: "wrong", what: endpoints.absent("local", "smalle", "m1"), mend: endpoints.meant("smaller") },
      { state: "wrong", what: endpoints.absent("local", "unheard-of", "m2"), mend: endpoints.checkName },
    ]);
  });

  it("is not a chat model, or only through another interface", async () => {
    const denial = "This is not a chat model and thus not supported in the v1/chat/completions endpoint.";
    server.script(guarded(sendList("o1-pro", "picture"), refuse(404, denial)));
    expect(await check({ models: ["o1-pro", "picture"] })).toEqual([
      { state: "wrong", what: endpoints.responsesOnly("m0 (local)"), mend: endpoints.useGateway },
      { state: "wrong", what: endpoints.notForChat("m1 (local)"), mend: endpoints.leaveOut },
    ]);
  });

  it("fails beside one that answers: each has its own sentence, with the endpoint's words and without the key", async () => {
    const broken = refuse(422, `no greetings from ${key}`);
    server.script(
      guarded(sendList("big", "small"), (call, number) =>
        (call.body.model === "big" ? broken : answerWith("ready"))(call, number),
      ),
    );
    const findings = await check({}, still());
    expect(findings[0]).toEqual(answered("m1"));
    expect(findings[1]).toMatchObject({ state: "wrong", mend: endpoints.failures.rejected.mend });
    expect(findings[1]?.what).toContain("no greetings from [key]");
    const closed = refuse(401, "not for you");
    server.script((call, number) => (call.body.model === "big" ? closed : answerWith("ready"))(call, number));
    expect(await check({ keyed: false }, still())).toMatchObject([
      answered("m1"),
      { state: "wrong", mend: endpoints.failures.unauthorized.mend },
    ]);
  });

  it("is told why in the words there are for that, whatever the endpoint's own are", async () => {
    const broke = refuse(429, "You exceeded your current quota", "insufficient_quota");
    const far = refuse(403, "Country, region, or territory not supported", "unsupported_country_region_territory");
    server.script(
      guarded(sendList("big", "small"), (call, number) => (call.body.model === "big" ? broke : far)(call, number)),
    );
    const { "no-credit": credit, place } = endpoints.reasons;
    const findings = await check();
    expect(findings).toMatchObject([
      { state: "wrong", mend: credit.mend },
      { state: "wrong", mend: place.mend },
    ]);
    expect(findings.map(({ what }) => what)).toEqual([
      expect.stringContaining(credit.why),
      expect.stringContaining(place.why),
    ]);
    server.script(guarded(sendList("big", "small"), broke));
    expect(await check()).toEqual(onlyWrong(endpoints.noCredit("local"), endpoints.topUp));
    server.script(guarded(sendList("big", "small"), far));
    const said = "403 Country, region, or territory not supported.";
    expect(await check()).toEqual(onlyWrong(endpoints.noAnswer("local", place.why, said), place.mend));
  });

  it("may not be used by this account, or thinks until its limit", async () => {
    const think: ModelScript = ({ response }) => {
      openStream(response);
      sendChunk(response, { reasoning_content: "Hmm" });
      sendChunk(response, {}, "length");
      response.end("data: [DONE]\n\n");
    };
    server.script(
      guarded(sendList("big", "small"), (call, number) =>
        (call.body.model === "big" ? refuse(403, "not for you") : think)(call, number),
      ),
    );
    expect(await check()).toMatchObject([
      { state: "wrong", mend: endpoints.failures.unauthorized.mend },
      { state: "wrong", mend: endpoints.failures.empty.mend },
    ]);
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

  it("gets too many requests, which is only a warning; has no credit left; fails", async () => {
    const patient = { clock: createQuickClock() };
    server.script(answerWithError(429, {}));
    expect(await check({}, patient)).toEqual([
      { state: "warning", what: endpoints.rateLimited("local"), mend: endpoints.slowDown },
    ]);
    server.script(answerWithError(402, {}));
    expect(await check({}, patient)).toEqual(onlyWrong(endpoints.noCredit("local"), endpoints.topUp));
    server.script(answerWithError(503, "oops"));
    expect(await check({}, patient)).toEqual(onlyWrong(endpoints.serverError("local", 503), endpoints.tryLater));
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

  it("sends a list without end, and no answers", async () => {
    server.script(answerWithoutEnd({ "content-type": "application/json" }, '{"data":['));
    expect(await check()).toEqual(onlyWrong(endpoints.oversized("local", server.baseURL), endpoints.checkPath));
    await until(() => server.inFlight() === 0);
  });

  it("cannot be reached: nobody there, no such host, no TLS", async () => {
    const patient = { clock: createQuickClock() };
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as { port: number };
    await new Promise((resolve) => taken.close(resolve));
    const nobody = `http://127.0.0.1:${port}/v1`;
    expect(await check({ baseURL: nobody }, patient)).toEqual(
      onlyWrong(endpoints.unreachable("local", nobody, "ECONNREFUSED"), endpoints.startIt),
    );
    // Too long for a name, so that nobody outside is asked for it.
    const [unknown] = await check({ baseURL: `http://${"x".repeat(64)}.invalid/v1` }, patient);
    expect(unknown).toMatchObject({ state: "wrong", mend: endpoints.checkHost });
    const [plain] = await check({ baseURL: server.baseURL.replace("http:", "https:") }, patient);
    expect(plain).toMatchObject({ state: "wrong", mend: endpoints.checkCertificate });
  });

  it("is passed over while the roster cannot be read", async () => {
    expect(await look(endpointsCheck, { roster: join(folder, "none.json"), rosterFixed: true })).toEqual([
      { state: "warning", what: words.notChecked, mend: words.correctRosterFirst },
    ]);
  });
});
