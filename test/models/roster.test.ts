import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseRoster, RosterProblems } from "../../core/models/roster.ts";

const secrets: Record<string, string> = {
  FIRST_KEY: " sk-first \n",
  OPENAI_API_KEY: "sk-1",
  OPENROUTER_API_KEY: "sk-2",
  REFERER: "arena.example",
};
const secret = (name: string): string | undefined => secrets[name];

const smallest = {
  endpoints: { first: { baseURL: "http://localhost:8080/v1" } },
  models: [
    { id: "one", name: "One", endpoint: "first", model: "vendor/one" },
    { id: "two", name: "Two", endpoint: "first", model: "vendor/two" },
  ],
};

function parse(data: unknown, lookUp = secret) {
  return parseRoster(JSON.stringify(data), lookUp);
}

/** `place: problem` of everything that is wrong. */
function problemsOf(text: string, lookUp = secret): string[] {
  try {
    parseRoster(text, lookUp);
  } catch (error) {
    if (error instanceof RosterProblems) return error.problems.map(({ place, problem }) => `${place}: ${problem}`);
    throw error;
  }
  return [];
}

/** The smallest roster with one thing changed. */
function changed(path: (string | number)[], value: unknown): string {
  const data: unknown = structuredClone(smallest);
  const last = path.at(-1) ?? "";
  const parent = path.slice(0, -1).reduce((part, key) => (part as Record<string, unknown>)[key], data);
  (parent as Record<string, unknown>)[last] = value;
  return JSON.stringify(data);
}

describe("a good roster", () => {
  it("needs little", () => {
    expect(parse(smallest)).toEqual({
      endpoints: {
        first: { baseURL: "http://localhost:8080/v1", apiKey: null, concurrency: 4, requestsPerMinute: null },
      },
      models: smallest.models.map((model) => ({
        ...model,
        organization: "first",
        input: ["text"],
        price: null,
        status: "active",
        league: "real",
        unsupported: [],
      })),
      generation: { temperature: 0.7, maxTokens: 1024, system: null },
    });
  });

  it("may say everything", () => {
    const endpoint = {
      baseURL: "https://a.example/v1",
      apiKeyEnv: "FIRST_KEY",
      concurrency: 9,
      requestsPerMinute: 60,
      firstTokenSeconds: 90,
      headers: { "X-Tenant": "arena", "HTTP-Referer": "https://${REFERER}/arena" },
      query: { "api-version": "2024-10-21", sig: "${FIRST_KEY}" },
      stream: false,
    };
    const model = {
      id: "three",
      name: "Three",
      organization: "Org",
      endpoint: "first",
      model: "x",
      input: ["text", "image"],
      price: { input: 1.25, output: 10 },
      status: "paused",
      unsupported: ["temperature", "seed", "stream"],
      body: { top_p: 0.9, provider: { order: ["a", "b"], deep: { deeper: [null, true] } } },
    };
    const generation = { temperature: 0, maxTokens: 5, system: "Be brief." };
    const roster = parse({ endpoints: { first: endpoint }, models: [...smallest.models, model], generation });
    const { apiKeyEnv: _variable, ...rest } = endpoint;
    expect(roster.endpoints.first).toEqual({
      ...rest,
      apiKey: "sk-first",
      headers: { "X-Tenant": "arena", "HTTP-Referer": "https://arena.example/arena" },
      query: { "api-version": "2024-10-21", sig: "sk-first" },
      secrets: ["arena.example", "sk-first"],
    });
    expect(roster.models[2]).toEqual({ ...model, league: "real" });
    expect(roster.generation).toEqual(generation);
  });

  it("is the example that comes with the project", () => {
    const roster = parseRoster(readFileSync(new URL("../../models.example.json", import.meta.url), "utf8"), secret);
    expect(Object.keys(roster.endpoints)).toEqual(["openai", "openrouter", "ollama"]);
    expect(roster.models.filter(({ status }) => status === "active").length).toBeGreaterThanOrEqual(2);
  });

  it("needs no key for an endpoint none of whose models is active, and takes a byte order mark", () => {
    const idle = { baseURL: "https://b.example", apiKeyEnv: "MISSING_KEY" };
    const retired = { ...smallest.models[0], id: "old", endpoint: "idle", status: "retired" };
    const data = { endpoints: { ...smallest.endpoints, idle }, models: [...smallest.models, retired] };
    expect(parseRoster(`\uFEFF${JSON.stringify(data)}`, secret).endpoints.idle?.apiKey).toBeNull();
  });
});

describe("what is wrong with a roster", () => {
  it("is told all at once, each with its place", () => {
    const data = {
      endpoints: {
        first: { baseURL: "localhost", concurency: 3, apiKeyEnv: "MISSING_KEY" },
        "odd name": { baseURL: "https://x.example", requestsPerMinute: 0 },
      },
      models: [
        { id: "One", name: "", endpoint: "first", model: "x", status: "actve" },
        { id: "two", name: "Two", endpoint: "frist", modle: "x", price: { input: -1 } },
        { id: "two", name: "Two", endpoint: "first", model: "x" },
      ],
      generation: { temperature: "hot", maxToken: 5 },
      extra: 1,
    };
    expect(problemsOf(JSON.stringify(data)).toSorted()).toMatchInlineSnapshot(`
      [
        "endpoints.first.apiKeyEnv: the environment variable MISSING_KEY is not set. Put the key there, or pause the endpoint's models.",
        "endpoints.first.baseURL: must be an address that begins with http:// or https://, such as "https://api.openai.com/v1".",
        "endpoints.first.concurency: is not a setting. Did you mean "concurrency"?",
        "endpoints["odd name"].requestsPerMinute: must be at least 1.",
        "extra: is not a setting. Known here: endpoints, models, generation.",
        "generation.maxToken: is not a setting. Did you mean "maxTokens"?",
        "generation.temperature: must be a number, not a string.",
        "models[0].id: must be of a-z, 0-9, ".", "_" and "-", and begin with a letter or digit.",
        "models[0].name: must not be empty.",
        "models[0].status: must be one of "active", "paused", "retired". Did you mean "active"?",
        "models[1].endpoint: there is no endpoint "frist". Did you mean "first"?",
        "models[1].model: is missing.",
        "models[1].modle: is not a setting. Did you mean "model"?",
        "models[1].price.input: must be at least 0.",
        "models[1].price.output: is missing.",
        "models[2].id: "two" is already the id of models[1].",
        "models[2].name: "Two" is already the name of models[1].",
      ]
    `);
  });

  it.each([
    ["an id with a space", ["models", 0, "id"], "a b", "models[0].id"],
    ["an id that is too long", ["models", 0, "id"], "x".repeat(65), "models[0].id"],
    ["a name too long to show", ["models", 0, "name"], "x".repeat(101), "models[0].name"],
    ["no text among the input", ["models", 0, "input"], ["image"], "models[0].input"],
    ["a fraction of a request", ["endpoints", "first", "concurrency"], 1.5, "endpoints.first.concurrency"],
    [
      "more patience than an answer has time",
      ["endpoints", "first", "firstTokenSeconds"],
      181,
      "endpoints.first.firstTokenSeconds",
    ],
    ["an address that is not of the web", ["endpoints", "first", "baseURL"], "ftp://x", "endpoints.first.baseURL"],
    [
      "an address with a password",
      ["endpoints", "first", "baseURL"],
      "https://a:b@x.example",
      "endpoints.first.baseURL",
    ],
    [
      "an address with a query",
      ["endpoints", "first", "baseURL"],
      "https://x.example/?key=1",
      "endpoints.first.baseURL",
    ],
    [
      "the address of the method",
      ["endpoints", "first", "baseURL"],
      "https://x.example/v1/chat/completions",
      "endpoints.first.baseURL",
    ],
    ["models that are no list", ["models"], {}, "models"],
    ["no endpoints", ["endpoints"], undefined, "endpoints"],
    ["a model that is no group", ["models", 1], "two", "models[1]"],
    ["settings that are a list", ["generation"], [], "generation"],
  ])("includes %s", (_name, path, value, place) => {
    const problems = problemsOf(changed(path, value));
    expect(problems.map((problem) => problem.split(": ")[0])).toContain(place);
  });

  it("includes the id of a demo model, or one that looks like it", () => {
    expect(problemsOf(changed(["models", 1, "id"], "demo-echo"))).toEqual([
      'models[1].id: must not begin with "demo-": such ids belong to the built-in demo models. Choose another.',
    ]);
    expect(problemsOf(changed(["models", 1, "id"], "demo"))).toEqual([]);
  });

  it("includes having fewer than two active models", () => {
    expect(problemsOf(changed(["models", 1, "status"], "paused"))).toEqual([
      "models: a battle needs two active models, but there are 1. Add more.",
    ]);
  });

  it("includes what no header, query or body can be, and where it belongs", () => {
    const first = {
      baseURL: "https://x.example/v1?api-version=1",
      headers: {
        "a b": "x",
        "Content-Type": "text/plain",
        good: "${MISSING}",
        bad: "${my key}",
        long: "ä",
        empty: "",
        open: "${OPEN",
      },
      query: { q: "${MISSING}" },
      stream: "no",
    };
    const body = {
      messages: [],
      model: "x",
      stream: true,
      n: 2,
      tools: [],
      temperature: 1,
      max_tokens: 5,
      seed: 1,
      "a b": 1,
    };
    const [one, two] = smallest.models;
    const problems = problemsOf(
      JSON.stringify({
        endpoints: { first },
        models: [
          { ...one, body },
          { ...two, body: [] },
        ],
      }),
    );
    expect(problems.toSorted()).toMatchInlineSnapshot(`
      [
        "endpoints.first.baseURL: must not have a "?" part: write what follows it into "query", as in { "api-version": "…" }.",
        "endpoints.first.headers.Content-Type: is set by the arena itself. Leave it out.",
        "endpoints.first.headers.bad: "\${…}" must hold the NAME of an environment variable, such as \${MY_KEY}.",
        "endpoints.first.headers.empty: must not be empty.",
        "endpoints.first.headers.good: the environment variable MISSING is not set. Set it, or pause the endpoint's models.",
        "endpoints.first.headers.long: holds a character that no header can carry.",
        "endpoints.first.headers.open: has a "\${" without its "}".",
        "endpoints.first.headers["a b"]: is no name of a header.",
        "endpoints.first.query.q: the environment variable MISSING is not set. Set it, or pause the endpoint's models.",
        "endpoints.first.stream: must be a boolean, not a string.",
        "models[0].body.max_tokens: is "maxTokens" under "generation", the same for both sides. Leave it out here.",
        "models[0].body.messages: is the question itself. Leave it out here.",
        "models[0].body.model: is the model's own "model". Leave it out here.",
        "models[0].body.n: must be 1: a battle shows one answer a side. Leave it out here.",
        "models[0].body.seed: is chosen anew for each battle. Leave it out here.",
        "models[0].body.stream: is the endpoint's "stream", or "unsupported". Leave it out here.",
        "models[0].body.temperature: is "temperature" under "generation", the same for both sides. Leave it out here.",
        "models[0].body.tools: would be for tools, which an answer of the arena cannot use. Leave it out here.",
        "models[0].body["a b"]: is no name of a field: letters, digits, _, - and . only.",
        "models[1].body: must be a group of settings in braces, not an array.",
      ]
    `);
  });

  it("includes a body that is too deep, too long or too wide", () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });
    const wide = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, 1]));
    const problemOf = (body: unknown) => problemsOf(changed(["models", 0, "body"], body)).join();
    expect([nested(8), { a: "x".repeat(9_900) }, wide(32)].map(problemOf)).toEqual(["", "", ""]);
    expect(problemOf(nested(9))).toContain("models[0].body: must be nested at most 8 deep");
    expect(problemOf(nested(150))).toContain("must be nested at most 8 deep");
    expect(problemOf({ a: "x".repeat(10_000) })).toContain("models[0].body: must have at most 10,000 characters");
    expect(problemOf(wide(33))).toContain("models[0].body: must have at most 32 fields");
  });

  it("asks for no variable of an endpoint none of whose models is active", () => {
    const idle = { baseURL: "https://b.example", headers: { "api-key": "${MISSING_KEY}" } };
    const retired = { ...smallest.models[0], id: "old", endpoint: "idle", status: "retired" };
    const data = { endpoints: { ...smallest.endpoints, idle }, models: [...smallest.models, retired] };
    expect(parse(data).endpoints.idle?.headers).toEqual({ "api-key": "" });
    const active = { ...data, models: [...smallest.models, { ...retired, name: "Old", status: "active" }] };
    expect(problemsOf(JSON.stringify(active)).join()).toContain(
      "endpoints.idle.headers.api-key: the environment variable MISSING_KEY",
    );
    const broken = problemsOf(JSON.stringify(active), () => "se\ncret").join();
    expect(broken).toContain("no header can carry");
    expect(broken).not.toContain("cret");
  });

  it("never repeats a key that stands where its variable's name belongs, nor one that cannot be sent", () => {
    for (const key of ["sk-proj-abc123", "gsk_abc123", "AIzaSyAbc"]) {
      const problems = problemsOf(changed(["endpoints", "first", "apiKeyEnv"], key)).join();
      expect(problems).toContain("endpoints.first.apiKeyEnv: must be the NAME");
      expect(problems).not.toContain(key);
    }
    expect(problemsOf(changed(["endpoints", "first", "apiKey"], "sk-1")).join()).toBe(
      'endpoints.first.apiKey: is not a setting. Did you mean "apiKeyEnv"?',
    );
    const broken = problemsOf(changed(["endpoints", "first", "apiKeyEnv"], "FIRST_KEY"), () => "sk abc").join();
    expect(broken).toContain("holds a space");
    expect(broken).not.toContain("sk abc");
  });

  it.each([
    ['{\n  "endpoints": {},\n}', 'line 2, column 18: JSON allows no "," before "}".'],
    ["{\n  // models\n}", "line 2, column 3: a name in double quotes is expected here, not a comment (JSON has none)."],
    ['{"models": [1 2]}', 'line 1, column 15: "," or "]" is expected here, not "2".'],
    ["{'models': []}", 'line 1, column 2: a name in double quotes is expected here, not "\'".'],
    ['{"models": undefined}', 'line 1, column 12: a value is expected here, not "u".'],
    ['{"a": 1, "a": 2}', 'line 1, column 10: "a" stands here a second time.'],
    ['{"a": "b', "line 1, column 7: this text has no closing quote on its line, or a bad \\ in it."],
    ['{"a" 1}', 'line 1, column 6: ":" is expected here, not "1".'],
    ['{"a": 01}', 'line 1, column 7: a value is expected here, not "0".'],
    ["", "line 1, column 1: a value is expected here, not the end of the file."],
    ["{} {}", 'line 1, column 4: there is more text after the end: "{".'],
    ['{"a": [1', 'line 1, column 9: "," or "]" is expected here, not the end of the file.'],
  ])("includes broken JSON: %j", (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it("reads as one message for people", () => {
    const error = new RosterProblems([
      { place: "models[2].endpoint", problem: "is missing." },
      { place: "models", problem: "is odd." },
    ]);
    expect(error.message).toBe("models.json has 2 problems:\n  models[2].endpoint: is missing.\n  models: is odd.");
  });
});

describe("money", () => {
  it("is taken as an endpoint's budget, for a day, a month or both", () => {
    const budget = { day: 2, month: 30.5 };
    const text = changed(["endpoints", "first"], { ...smallest.endpoints.first, budget });
    expect(parseRoster(text, secret).endpoints.first?.budget).toEqual(budget);
    const wrong = changed(["endpoints", "first"], { ...smallest.endpoints.first, budget: { day: -1, week: 3 } });
    expect(problemsOf(wrong)).toEqual([
      "endpoints.first.budget.day: must be at least 0.",
      "endpoints.first.budget.week: is not a setting. Known here: day, month.",
    ]);
  });

  it("needs a price of every active model where that is asked for", () => {
    const data = structuredClone(smallest) as { models: Record<string, unknown>[] };
    data.models[0]!["price"] = { input: 0, output: 0 };
    data.models.push({ id: "three", name: "Three", endpoint: "first", model: "vendor/three", status: "paused" });
    const text = JSON.stringify(data);
    expect(parseRoster(text, secret, false).models).toHaveLength(3);
    expect(() => parseRoster(text, secret, true)).toThrow(/models\[1\]\.price: is missing.*DEFAULT_PRICE/u);
    data.models[1]!["price"] = { input: 1, output: 2 };
    expect(parseRoster(JSON.stringify(data), secret, true).models).toHaveLength(3);
  });
});
