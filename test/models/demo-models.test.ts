import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtInQuestions } from "../../core/bank/question-bank.ts";
import written from "../../core/models/demo/answers.json" with { type: "json" };
import { readAsked } from "../../core/models/demo/asked.ts";
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

  it("have three answers written for each question of the bank, and for nothing else", () => {
    for (const { id, text } of builtInQuestions) {
      const { good, wordy, flawed } = readAsked(text, true).written ?? { good: "", wordy: "", flawed: "" };
      expect(new Set([good, wordy, flawed].filter(Boolean)).size, id).toBe(3);
    }
    const asked = new Set(builtInQuestions.map(({ text }) => readAsked(text, true).written));
    expect(asked.size).toBe(Object.keys(written).length);
  });

  it("answer a question of the bank each in their own way, again and again the same for the same seed only", () => {
    for (const { text: question } of builtInQuestions) {
      const said = ids.map((id) => answer(id, question, 5));
      expect(new Set(said).size, question).toBe(6);
      expect(ids.map((id) => answer(id, question, 5))).toEqual(said);
    }
    const [{ text: question } = { text: "" }] = builtInQuestions;
    for (const id of ids.filter((one) => one !== "demo-longwinded")) {
      expect(new Set(Array.from({ length: 30 }, (_, seed) => answer(id, question, seed))).size, id).toBeGreaterThan(1);
    }
  });

  it.each([
    ["What is 12*7?", "84"],
    ["What is 5 miles in km?", "8.04672 km"],
    ["how many feet are in a mile", "5280 ft"],
    ["3公里是多少米？", "3000 m"],
    ["30°C in Fahrenheit?", "86 °F"],
    ["100华氏度是多少摄氏度？", "37.7778 °C"],
    ["How many days are between 2024-01-01 and 2024-03-01?", "60"],
    ["2026年11月29日是星期几？", "星期日"],
    ["What weekday was 2024-02-29?", "Thursday"],
    ["How many letters in strawberry?", "10"],
    ["How many r's are in the word strawberry?", "3"],
    ["How many words are in “the cat sat”?", "3"],
    ["“天上一只鸟”多少个字？", "5"],
    ["Sort: pear, apple, 10, 9", "9, 10, apple, pear"],
    ["排序：香蕉，苹果，梨", "梨, 苹果, 香蕉"],
  ])("work out %j, one of them rightly", (question, result) => {
    expect(answer("demo-calculator", question)).toContain(`**${result}**`);
  });

  it.each(["What weekday was 2023-02-29?", "5 miles in kg?", "I have 3 days in May to see Rome.", "24/7"])(
    "do not take %j for something to work out",
    (question) => expect(answer("demo-calculator", question)).toContain("npm run setup"),
  );

  it.each(["Why is the sky blue?", "Write a poem about autumn rain", "🙂", ""])(
    "say in one plain line that they cannot answer %j",
    (question) => {
      expect(new Set(ids.map((id) => answer(id, question))).size).toBe(1);
      expect(answer("demo-echo", question)).toMatch(/^[^\n]*a toy[^\n]*`npm run setup`[^\n]*$/u);
    },
  );

  it("say so in Chinese, too, and to what goes on from a question of the bank", () => {
    expect(answer("demo-concise", "为什么天空是蓝色的？")).toContain("玩具");
    const [{ text: question } = { text: "" }] = builtInQuestions;
    expect(answer("demo-concise", question, 1, "before")).toContain("I am a toy");
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
