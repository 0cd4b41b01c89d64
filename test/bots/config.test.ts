/** What can be set, what holds otherwise, and how mistakes are told. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigProblems, configKeys, readConfig, usableConfigFromEnvironment } from "../../bots/config.ts";

const key = "0123456789abcdef0123456789abcdef";

function problemsOf(environment: Record<string, string>): ConfigProblems {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigProblems) return error;
    throw error;
  }
  throw new Error("the configuration was accepted");
}

describe("readConfig", () => {
  it("needs nothing", () => {
    expect(readConfig({})).toMatchObject({
      host: "127.0.0.1",
      port: 8787,
      portFixed: false,
      joinCode: null,
      dataDirectory: "./data",
      databaseUrl: null,
      roster: "./models.json",
      rosterFixed: false,
      privacyUrl: null,
      moderation: null,
      pseudonymKey: null,
      encryptText: false,
      demo: null,
      discord: null,
      telegram: null,
    });
  });

  it("takes every key", () => {
    const environment = {
      PORT: "80",
      HOST: "::1",
      PAGE_JOIN_CODE: "let me in please",
      PUBLIC_URL: "https://arena.example",
      PUBLIC_BOARD: "Listed",
      PRIVACY_URL: "https://arena.example/privacy",
      TRUST_PROXY: "127.0.0.1, fd00::/8",
      DATA_DIR: "/srv/arena",
      DATABASE_URL: "postgresql://arena:secret@db.example:5432/arena",
      ROSTER: "/etc/arena/models.json",
      PSEUDONYM_KEY: key,
      ENCRYPT_TEXT: "1",
      KEEP_TEXTS_DAYS: "90",
      DEMO: "true",
      DISCORD_TOKEN: "abc.def.ghi-_j",
      DISCORD_API_URL: "http://127.0.0.1:99/api/",
      DISCORD_SHARDS: "4",
      MUTUAL_BUDGET: "2.50",
      MUTUAL_CHECKS: "0",
      MODERATION_URL: "https://moderation.example/v1",
      MODERATION_KEY: "sk-moderation",
      MODERATION_MODEL: "omni-moderation-latest",
      MODERATION_SILENT: "open",
      PERSON_LIMIT: "5/minute 100/day",
      COMMUNITY_LIMIT: "500/day",
      LIMIT: "900/minute",
      BUDGET: "2/day 30.5/month",
      COMMUNITY_BUDGET: "5/month",
      DEFAULT_PRICE: "0.5/2",
      TELEGRAM_TOKEN: "123456:AB-c_d",
      TELEGRAM_API_URL: "http://127.0.0.1:98/",
      TELEGRAM_WEBHOOK_URL: "https://arena.example/telegram",
      TELEGRAM_WEBHOOK_PORT: "9000",
      NOTICE_PLACE: "telegram:-1001234567890",
      METRICS_TOKEN: "0123456789abcdef",
      LOG_FILE: "/var/log/arena.log",
      LOG_LEVEL: "Warn",
      ROLES: "page, discord,telegram,work",
    };
    expect(Object.keys(environment).toSorted()).toEqual(configKeys.toSorted());
    expect(readConfig(environment)).toMatchObject({
      mutualBudget: 2.5,
      mutualChecks: false,
      moderation: {
        ...{ url: "https://moderation.example/v1", key: "sk-moderation" },
        ...{ model: "omni-moderation-latest", whenSilent: "open" },
      },
      spending: { installation: { day: 2, month: 30.5 }, community: { month: 5 }, unpriced: { input: 0.5, output: 2 } },
      pricesRequired: false,
      rules: {
        battles: { person: { minute: 5, day: 100 }, community: { day: 500 }, installation: { minute: 900 } },
        questionsPerMinute: { person: 5, all: 900 },
        keepWords: 90 * 24 * 60 * 60_000,
      },
      noticePlace: { platform: "telegram", place: "-1001234567890" },
      ...{ metricsToken: "0123456789abcdef", logFile: "/var/log/arena.log", logLevel: "warn" },
      publicBoard: "listed",
      host: "::1",
      port: 80,
      portFixed: true,
      joinCode: "let me in please",
      dataDirectory: "/srv/arena",
      databaseUrl: environment.DATABASE_URL,
      roster: environment.ROSTER,
      rosterFixed: true,
      pseudonymKey: key,
      encryptText: true,
      demo: true,
      discord: { token: "abc.def.ghi-_j", apiUrl: "http://127.0.0.1:99/api", shards: { first: 0, last: 3, of: 4 } },
      telegram: {
        ...{ token: "123456:AB-c_d", apiUrl: "http://127.0.0.1:98" },
        webhook: { url: "https://arena.example/telegram", port: 9_000 },
      },
    });
  });

  it.each(["2", "2/week", "-1/day", "2/day 3/day", "2/day30/month", "1e3/day", "two/day"])(
    "refuses BUDGET=%s",
    (text) => {
      const problem = expect.stringContaining("2/day 30/month") as string;
      expect(problemsOf({ BUDGET: text }).problems).toEqual([{ key: "BUDGET", problem }]);
    },
  );

  it("shows boards to everybody only where it was said, and there is a page", () => {
    const shows = (PUBLIC_BOARD: string, ROLES = "page") => readConfig({ PUBLIC_BOARD, ROLES }).publicBoard;
    expect(["", "0", "false", "1", "TRUE", "listed"].map((word) => shows(word))).toEqual([
      ...[null, null, null, "unlisted", "unlisted", "listed"],
    ]);
    expect(shows("1", "work")).toBeNull();
    for (const word of ["yes", "toString", "2"])
      expect(problemsOf({ PUBLIC_BOARD: word }).problems).toEqual([
        { key: "PUBLIC_BOARD", problem: expect.stringContaining("must be 1, or listed") as string },
      ]);
  });

  it("runs everything that is configured, or what ROLES names", () => {
    const tokens = { DISCORD_TOKEN: "a.b.c", TELEGRAM_TOKEN: "1:a" };
    const runs = (environment: Record<string, string>) => {
      const { page, discord, telegram, work } = readConfig(environment);
      return [page, discord !== null, telegram !== null, work];
    };
    expect(runs({})).toEqual([true, false, false, true]);
    expect(runs(tokens)).toEqual([true, true, true, true]);
    expect(runs({ ...tokens, ROLES: "page" })).toEqual([true, false, false, false]);
    expect(runs({ ...tokens, ROLES: " Telegram ,discord" })).toEqual([false, true, true, false]);
    expect(runs({ ...tokens, ROLES: "work" })).toEqual([false, false, false, true]);
    for (const text of ["worker", "page,", ",", "page telegram", "toString"])
      expect(problemsOf({ ...tokens, ROLES: text }).problems).toEqual([
        { key: "ROLES", problem: expect.stringContaining("page, discord, telegram or work") as string },
      ]);
    expect(problemsOf({ ROLES: "page,discord" }).problems).toEqual([
      { key: "ROLES", problem: expect.stringContaining("DISCORD_TOKEN") as string },
    ]);
  });

  it("is read without the keys that cannot be used, nor what needs them", () => {
    const { config, problems } = usableConfigFromEnvironment({
      TELEGRAM_TOKEN: "no token",
      ROLES: "telegram",
      NOTICE_PLACE: "telegram:1",
      PORT: "80",
    });
    expect(problems.map((one) => one.key)).toEqual(["TELEGRAM_TOKEN", "ROLES", "NOTICE_PLACE"]);
    expect(config).toMatchObject({ port: 80, page: true, telegram: null });
  });

  it.each(["5", "5/hour", "1.5/day", "5/day 6/day"])("refuses PERSON_LIMIT=%s", (text) => {
    const problem = expect.stringContaining("5/minute 100/day") as string;
    expect(problemsOf({ PERSON_LIMIT: text }).problems).toEqual([{ key: "PERSON_LIMIT", problem }]);
  });

  it("takes a price for models without one, or refuses those", () => {
    const usual = { installation: {}, community: {}, unpriced: { input: 3, output: 15 } };
    expect(readConfig({})).toMatchObject({ spending: usual, pricesRequired: false });
    expect(readConfig({ DEFAULT_PRICE: "refuse" })).toMatchObject({ spending: usual, pricesRequired: true });
    for (const text of ["3", "3/", "-1/2", "free"])
      expect(problemsOf({ DEFAULT_PRICE: text }).problems).toMatchObject([{ key: "DEFAULT_PRICE" }]);
  });

  it.each(["short", "with spaces in between", "ümlaut-0123456789"])("refuses METRICS_TOKEN=%s", (text) => {
    expect(problemsOf({ METRICS_TOKEN: text }).problems).toMatchObject([{ key: "METRICS_TOKEN" }]);
  });

  it("takes what is empty or blank for not set", () => {
    const empty = Object.fromEntries(configKeys.map((name, index) => [name, index % 2 ? "" : "  "]));
    const { secret: _, ...config } = readConfig(empty);
    const { secret: __, ...defaults } = readConfig({});
    expect(config).toEqual(defaults);
  });

  it.each([
    ["1", true],
    ["TRUE", true],
    ["0", false],
    ["false", false],
  ])("reads DEMO=%s", (word, demo) => {
    expect(readConfig({ DEMO: word }).demo).toBe(demo);
  });

  it.each(["-1", "65536", "80.5", "8e3", "0x50", "http", "8 8"])("refuses PORT=%s", (port) => {
    expect(problemsOf({ PORT: port }).problems).toEqual([{ key: "PORT", problem: expect.stringContaining("65535") }]);
  });

  it("takes a bot's token alone", () => {
    expect(readConfig({ DISCORD_TOKEN: "a.b.c" }).discord).toEqual({
      ...{ token: "a.b.c", apiUrl: "https://discord.com/api", shards: "auto" },
    });
    expect(readConfig({ TELEGRAM_TOKEN: "1:a" }).telegram).toEqual({
      ...{ token: "1:a", apiUrl: "https://api.telegram.org", webhook: null },
    });
  });

  it.each([
    ["0-3/16", { first: 0, last: 3, of: 16 }],
    ["12-15/16", { first: 12, last: 15, of: 16 }],
    ["0/2", { first: 0, last: 0, of: 2 }],
    ["4 of 16", { each: 4, of: 16 }],
    ["5 OF 5", { each: 5, of: 5 }],
    ["AUTO", "auto"],
  ])("takes shards by range: %s", (written, shards) => {
    expect(readConfig({ DISCORD_TOKEN: "a.b.c", DISCORD_SHARDS: written }).discord?.shards).toEqual(shards);
  });

  it.each([
    ["PUBLIC_URL", "arena.example"],
    ["PUBLIC_URL", "ftp://arena.example"],
    ["PUBLIC_URL", "https://arena.example/arena"],
    ["PUBLIC_URL", "https://arena.example/?x"],
    ["PUBLIC_URL", "https://ann:secret@arena.example"],
    ["KEEP_TEXTS_DAYS", "0"],
    ["KEEP_TEXTS_DAYS", "1.5"],
    ["PRIVACY_URL", "arena.example/privacy"],
    ["PRIVACY_URL", "javascript:alert(1)"],
    ["MODERATION_URL", "moderation.example/v1"],
    ["MODERATION_SILENT", "ajar"],
    ["TRUST_PROXY", "yes"],
    ["TRUST_PROXY", "0.0.0.0/0"],
    ["DISCORD_TOKEN", "Bot a.b.c"],
    ["DISCORD_API_URL", "https://discord.com/api/v10"],
    ["DISCORD_SHARDS", "0"],
    ["DISCORD_SHARDS", "0-3"],
    ["DISCORD_SHARDS", "3-0/4"],
    ["DISCORD_SHARDS", "0-4/4"],
    ["DISCORD_SHARDS", "1/1"],
    ["DISCORD_SHARDS", "a/b"],
    ["DISCORD_SHARDS", "0 of 4"],
    ["DISCORD_SHARDS", "5 of 4"],
    ["DISCORD_SHARDS", "4of16"],
    ["TELEGRAM_TOKEN", "@doubleblind_bot"],
    ["TELEGRAM_API_URL", "api.telegram.org"],
    ["TELEGRAM_WEBHOOK_URL", "arena.example/telegram"],
    ["TELEGRAM_WEBHOOK_PORT", "65536"],
    ["NOTICE_PLACE", "discord"],
    ["NOTICE_PLACE", "123456789012345678"],
    ["NOTICE_PLACE", "discord:#general"],
    ["NOTICE_PLACE", "telegram:@group"],
    ["NOTICE_PLACE", "web:page"],
    ["NOTICE_PLACE", "toString:1"],
  ])("refuses %s=%s", (name, value) => {
    expect(problemsOf({ [name]: value }).problems.map((one) => one.key)).toEqual([name]);
  });

  it("takes a place for notices on a platform whose bot there is", () => {
    expect(readConfig({ NOTICE_PLACE: "discord:123456789012345678", DISCORD_TOKEN: "a.b.c" }).noticePlace).toEqual({
      ...{ platform: "discord", place: "123456789012345678" },
    });
    for (const place of ["-1001234567890", "-1001234567890:7", "42"])
      expect(readConfig({ NOTICE_PLACE: `telegram:${place}`, TELEGRAM_TOKEN: "1:a" }).noticePlace).toEqual({
        ...{ platform: "telegram", place },
      });
    const { problems } = problemsOf({ NOTICE_PLACE: "telegram:-100", DISCORD_TOKEN: "a.b.c", PORT: "x" });
    expect(problems.map((one) => one.key)).toEqual(["PORT", "NOTICE_PLACE"]);
    expect(problems[1]!.problem).toContain("TELEGRAM_TOKEN");
  });

  it.each(["mysql://u@h/d", "localhost:5432/d", "not an address"])("refuses DATABASE_URL=%s", (url) => {
    expect(problemsOf({ DATABASE_URL: url }).problems.map((one) => one.key)).toEqual(["DATABASE_URL"]);
  });

  it("names every bad key at once and repeats no value", () => {
    const bad = {
      PORT: "eighty",
      HOST: "http://example",
      DATABASE_URL: "mysql://arena:hunter2@db",
      PSEUDONYM_KEY: "too-short-a-key",
      ENCRYPT_TEXT: "maybe",
      DEMO: "perhaps",
    };
    const error = problemsOf(bad);
    expect(error.problems.map((one) => one.key)).toEqual(Object.keys(bad));
    for (const name of Object.keys(bad)) expect(error.message).toContain(name);
    const told = error.message + JSON.stringify(error.problems);
    for (const value of ["eighty", "hunter2", "mysql", "too-short-a-key"]) expect(told).not.toContain(value);
  });

  it("looks up the keys that the roster names", () => {
    const config = readConfig({ OPENAI_API_KEY: " sk-1 ", EMPTY_KEY: "" });
    expect(config.secret("OPENAI_API_KEY")).toBe("sk-1");
    expect(config.secret("EMPTY_KEY")).toBeUndefined();
    expect(config.secret("MISSING_KEY")).toBeUndefined();
  });
});

describe(".env.example", () => {
  const lines = readFileSync(resolve(import.meta.dirname, "../../.env.example"), "utf8").split("\n");

  it("holds exactly the keys that are read, none of them set, each with a comment of its own", () => {
    const keys = lines.filter((line) => /^[A-Z_]+=$/.test(line)).map((line) => line.slice(0, -1));
    expect(keys.toSorted()).toEqual(configKeys.toSorted());
    for (const name of keys) expect(lines[lines.indexOf(`${name}=`) - 1]).toMatch(/^# \S.*\.$/);
  });

  it("holds nothing else but comments", () => {
    expect(lines.filter((line) => !/^(#.*|[A-Z_]+=)?$/.test(line))).toEqual([]);
  });
});
