import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerAsDemo, demoModels } from "../../core/models/demo/demo-models.ts";
import { startDemoModels } from "../../core/models/demo/demo-server.ts";
import { demoIdPrefix } from "../../core/models/model.ts";
import { createModelProvider } from "../../core/models/openai-provider.ts";
import type { Roster } from "../../core/models/roster.ts";
import { systemClock } from "../../core/machine/clock.ts";
import { describeModelProvider } from "../contracts/model-provider-contract.ts";
import { createManualClock } from "../manual-clock.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { until } from "../until.ts";

for (const [index, { name }] of demoModels.entries()) {
  describeModelProvider(`${name}, served on this machine`, async () => {
    const { roster, close } = await startDemoModels({ writingTime: 0 });
    const model = roster.models[index]!;
    return { provider: createModelProvider({ endpoints: roster.endpoints, clock: systemClock }), model, close };
  });
}

const ids = demoModels.map(({ id }) => id);
const answer = (model: string, question: string, seed = 1, ...before: string[]): string => {
  const text = answerAsDemo({ model, seed, asked: [...before, question] });
  if (text === undefined) throw new Error(`there is no ${model}`);
  return text;
};

describe("demo models", () => {
  it("are six, of the demo league, and say so in their names", () => {
    expect(ids).toHaveLength(6);
    expect(ids.every((id) => id.startsWith(demoIdPrefix))).toBe(true);
    expect(demoModels.every(({ name, league }) => name.startsWith("Demo ") && league === "demo")).toBe(true);
  });

  it("differ from each other, and repeat themselves for the same seed only", () => {
    const question = "How do I keep basil alive in winter?";
    expect(new Set(ids.map((id) => answer(id, question))).size).toBe(6);
    for (const id of ids) {
      expect(answer(id, question, 5)).toBe(answer(id, question, 5));
      const varied = new Set(Array.from({ length: 30 }, (_, seed) => answer(id, question, seed)));
      expect(varied.size).toBeGreaterThan(2);
    }
  });

  it.each([
    ["How do I keep basil alive in winter?", /basil|winter/i],
    ["Why is the sky blue?", /sky|blue/i],
    ["Tea or coffee in the morning?", /tea|coffee/i],
    ["Write a poem about autumn rain", /autumn|rain/i],
    ["为什么天空是蓝色的?", /天空|蓝色/],
    ["推荐几本关于宇宙的书", /宇宙/],
    ["猫和狗哪个更适合公寓?", /猫|狗/],
  ])("answer %j in its language and with its words", (question, words) => {
    const chinese = /\p{Script=Han}/u.test(question);
    // One short answer alone may do without the words; of a few, all cannot.
    for (const id of ids) {
      const texts = [1, 2, 3, 4, 5, 6].map((seed) => answer(id, question, seed));
      expect(texts.join("\n")).toMatch(words);
      for (const text of texts) expect(/\p{Script=Han}/u.test(text)).toBe(chinese);
    }
  });

  it("never name themselves", () => {
    const questions = ["Who are you?", "What model are you?", "你是谁?", "hi", "2+2", "?", "🙂", ""];
    for (const question of questions) {
      for (const id of ids) {
        const text = answer(id, question);
        expect(text.trim()).not.toBe("");
        expect(text).not.toMatch(/demo|calculator|longwinded|structured|undefined|NaN|\[object/i);
      }
    }
  });

  it("differ in skill: only one gets every sum right, the echo none", () => {
    const sums = [
      ["What is 12 * (3 + 4) - 5?", "79"],
      ["(17 + 5) * 3 - 2 = ?", "64"],
      ["What is 6 * 7?", "42"],
      ["12乘以(3加4)再减5等于多少?", "79"],
    ] as const;
    const right = (id: string): number => {
      return sums.filter(([question, result]) => new RegExp(`(?<!\\d)${result}(?!\\d)`).test(answer(id, question)))
        .length;
    };
    expect(Object.fromEntries(ids.map((id) => [id, right(id)]))).toEqual({
      "demo-concise": 1,
      "demo-longwinded": 0,
      "demo-structured": 1,
      "demo-calculator": 4,
      "demo-questioner": 0,
      "demo-echo": 0,
    });
  });

  it("differ in length and form", () => {
    const question = "Why is the sea salty?";
    const length = (id: string): number => answer(id, question).length;
    expect(length("demo-concise")).toBeLessThan(length("demo-structured"));
    expect(length("demo-concise") * 2).toBeLessThan(length("demo-longwinded"));
    expect(answer("demo-structured", question)).toMatch(/^### .+\n[\s\S]+\n\| --- \|/m);
    expect(answer("demo-questioner", question).match(/\?/g)?.length).toBeGreaterThan(2);
  });

  it("hear what was asked before", () => {
    expect(answer("demo-echo", "And in summer?", 1, "How do I keep basil alive?")).toContain("basil");
    expect(answer("demo-longwinded", "那冬天呢?", 1, "怎么养罗勒?")).toContain("罗勒");
  });
});

describe("the demo server", () => {
  let roster: Roster;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ roster, close } = await startDemoModels({ writingTime: 0 }));
  });
  afterAll(() => close());

  const call = (path: string, body?: unknown, key = roster.endpoints.demo?.apiKey) => {
    return fetch(`${roster.endpoints.demo?.baseURL}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  };
  const asking = (more: object = {}) => ({
    model: "demo-echo",
    messages: [{ role: "user", content: "Why is the sea salty?" }],
    ...more,
  });

  it("listens on this machine only, under a key that it demands", async () => {
    expect(roster.endpoints.demo?.baseURL).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
    expect((await call("/models", undefined, "wrong")).status).toBe(401);
    expect((await call("/chat/completions", asking(), "")).status).toBe(401);
    const other = await startDemoModels({ writingTime: 0 });
    expect(other.roster.endpoints.demo?.apiKey).not.toBe(roster.endpoints.demo?.apiKey);
    await other.close();
  });

  it("lists its models", async () => {
    const list = (await (await call("/models")).json()) as { data: { id: string }[] };
    expect(list.data.map(({ id }) => id)).toEqual(roster.models.map(({ model }) => model));
  });

  it("answers whole or word by word, the same", async () => {
    const whole = (await (await call("/chat/completions", asking({ seed: 3 }))).json()) as {
      choices: { message: { content: string }; finish_reason: string }[];
      usage: { completion_tokens: number };
    };
    const stream = await (await call("/chat/completions", asking({ seed: 3, stream: true }))).text();
    const chunks = stream
      .trim()
      .split("\n\n")
      .map((event) => event.replace(/^data: /, ""));
    expect(chunks.pop()).toBe("[DONE]");
    const deltas = chunks.map((chunk) => JSON.parse(chunk).choices[0].delta.content ?? "");
    expect(deltas.length).toBeGreaterThan(10);
    expect(deltas.join("")).toBe(whole.choices[0]?.message.content);
    expect(whole.choices[0]?.finish_reason).toBe("stop");
    expect(whole.usage.completion_tokens).toBeGreaterThan(10);
  });

  it("stops at the token limit and says so", async () => {
    const provider = createModelProvider({ endpoints: roster.endpoints, clock: systemClock });
    const request = {
      model: roster.models[1]!,
      messages: [{ role: "user", content: "Why is the sea salty?" }] as const,
      settings: { temperature: 1, maxTokens: 5, system: null },
      seed: 1,
    };
    const short = await provider.complete(request, new AbortController().signal);
    expect(short).toMatchObject({ finishReason: "length", outputTokens: 5 });
    expect(short.text.split(" ")).toHaveLength(5);
  });

  it("takes content in parts", async () => {
    const messages = [{ role: "user", content: [{ type: "text", text: "What is 6*7?" }] }];
    const response = await call("/chat/completions", asking({ model: "demo-calculator", messages }));
    expect(await response.text()).toContain("42");
  });

  it.each([
    ["a model it does not have", 404, { model: "gpt" }],
    ["a prototype's name", 404, { model: "constructor" }],
    ["no messages", 400, { messages: [] }],
    ["messages of another kind", 400, { messages: [{ role: "user", content: 5 }] }],
    ["a limit of nothing", 400, { max_tokens: 0 }],
  ])("refuses %s", async (_what, status, more) => {
    const response = await call("/chat/completions", asking(more));
    expect(response.status).toBe(status);
    expect(await response.json()).toHaveProperty("error.message");
  });

  it("refuses what is no JSON, and other paths", async () => {
    expect((await call("/chat/completions", "{oops")).status).toBe(400);
    expect((await call("/embeddings", {})).status).toBe(404);
  });

  it("takes its time over the words, less than two seconds in all", { timeout: 60_000 }, async () => {
    const clock = createManualClock();
    const slow = await startDemoModels({ clock, random: createSeededRandom(1) });
    const model = slow.roster.models.find(({ id }) => id === "demo-longwinded")!;
    const provider = createModelProvider({ endpoints: slow.roster.endpoints, clock: createManualClock() });
    const request = {
      model,
      messages: [{ role: "user", content: "Why is the sea salty?" }] as const,
      settings: slow.roster.generation,
      seed: 1,
    };
    const start = clock.now().getTime();
    let done = false;
    const completing = provider.complete(request, new AbortController().signal).finally(() => (done = true));
    while (!done) {
      await until(() => done || clock.pending().length > 0);
      clock.advance(clock.pending()[0] ?? 0);
    }
    await completing;
    const taken = clock.now().getTime() - start;
    expect(taken).toBeGreaterThan(500);
    expect(taken).toBeLessThan(2000);
    await slow.close();
  });
});
