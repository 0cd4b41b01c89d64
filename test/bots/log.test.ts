/** The log: where it goes, how large it becomes, what is in its lines, and what never is. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../bots/config.ts";
import { createLog, type LogOptions } from "../../bots/log.ts";
import { collectSecrets } from "../../bots/secrets.ts";
import type { ChatPlatform } from "../../core/chat/chat-platform.ts";
import { aboutBattle } from "../../core/machine/log.ts";
import { ask, pass, press } from "../arena/play.ts";
import { startCoreKit } from "../core-kit.ts";
import { answerWith, answerWithError } from "../peers/scripted-model-server.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "doubleblind-log-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function open(options: Partial<LogOptions> = {}) {
  const broken: string[] = [];
  const onBroken = ({ message }: Error) => void broken.push(message);
  return { broken, log: createLog({ file: null, level: "info", secrets: () => [], onBroken, ...options }) };
}

/** What stands for stdout, and what was written there. */
function createOutput(isTTY: boolean) {
  const written: string[] = [];
  const stdout = { isTTY, write: (text: string) => written.push(text) > 0, on: () => stdout } as never;
  return { stdout: stdout as NonNullable<LogOptions["stdout"]>, written, lines: () => written.map(parsed) };
}

const parsed = (line: string) => JSON.parse(line) as Record<string, unknown>;

describe("a file", () => {
  it("never grows beyond its size, and keeps no more older ones than it may, readable by its owner only", () => {
    const file = join(folder, "arena.log");
    const { log } = open({ file, rotation: { most: 1_000, kept: 2 } });
    for (let number = 0; number < 100; number += 1) log.info({ number }, "a line");
    const names = readdirSync(folder).filter((name) => name.startsWith("arena.log"));
    expect(names.toSorted()).toEqual(["arena.log", "arena.log.1", "arena.log.2"]);
    for (const name of names) {
      const { size, mode } = statSync(join(folder, name));
      expect([size <= 1_000, mode & 0o777]).toEqual([true, 0o600]);
    }
    const text = names
      .toSorted()
      .toReversed()
      .map((name) => readFileSync(join(folder, name), "utf8"));
    const numbers = text
      .join("")
      .trimEnd()
      .split("\n")
      .map((line) => parsed(line)["number"]);
    // Whole lines without a gap, the newest last.
    expect(numbers).toEqual(numbers.map((_, index) => 100 - numbers.length + index));
    expect(numbers.length).toBeGreaterThan(25);
  });

  it("is gone on with, and counts what was in it", () => {
    const file = join(folder, "again.log");
    for (let start = 0; start < 2; start += 1) open({ file, rotation: { most: 100, kept: 1 } }).log.info({}, "a start");
    expect(readFileSync(`${file}.1`, "utf8").split("\n")).toHaveLength(2);
  });

  it("that cannot be written is told once, and nothing else breaks", () => {
    const { log, broken } = open({ file: join(folder, "nowhere", "arena.log") });
    for (let line = 0; line < 3; line += 1) log.error({}, "a line");
    expect(broken).toEqual([expect.stringContaining("ENOENT")]);
  });
});

describe("stdout", () => {
  it("has one JSON object a line, from the level that is wanted on", () => {
    const { stdout, lines } = createOutput(false);
    const { log } = open({ stdout, level: "warn" });
    log.info({}, "nothing much");
    aboutBattle("b1", () => log.warn({ platform: "web" }, "a warning"));
    expect(lines()).toEqual([
      { level: "warn", time: expect.stringMatching(/^\d{4}-.*Z$/u), battle: "b1", platform: "web", msg: "a warning" },
    ]);
  });

  it("at a terminal has words for a person", () => {
    const { stdout, written } = createOutput(true);
    open({ stdout }).log.error({ battle: "b1", error: new Error("it broke") }, "something failed");
    expect(written.join("")).toMatch(/^\d\d:\d\d:\d\d ✗ something failed battle=b1\n {2}Error: it broke\n/u);
  });
});

describe("no line holds", () => {
  const environment = {
    ...{ DISCORD_TOKEN: "abcdef.ghi.jkl_mno", TELEGRAM_TOKEN: "123456:AB-cd_ef", METRICS_TOKEN: "metrics-0123456789" },
    ...{ PSEUDONYM_KEY: "0123456789abcdef0123456789abcdef", PAGE_JOIN_CODE: "let me in please" },
    ...{ DATABASE_URL: "postgres://arena:p%40ss-word@db.example:5432/arena", MODERATION_KEY: "sk-moderation" },
    ...{ MODERATION_URL: "https://moderation.example/v1", OPENAI_API_KEY: "sk-of-the-roster" },
  };
  const ids = ["123456789012345678", "-1001234567890", "telegram:4711", "discord:42", "web:o55021jrs8yafcg9"];

  function writeAll(written: readonly unknown[]): string {
    const secrets = collectSecrets(readConfig(environment));
    expect(secrets.config.secret("OPENAI_API_KEY")).toBe("sk-of-the-roster");
    secrets.add("a code of the page");
    const output = createOutput(false);
    const { log } = open({ stdout: output.stdout, secrets: secrets.all });
    for (const one of written) {
      const cause = new Error(`from https://x/bot/${String(one)}/send?chat=${encodeURIComponent(String(one))}`, {
        cause: { deep: [one] },
      });
      const error = Object.assign(new Error(`about ${String(one)}`, { cause }), { request: { headers: [one] } });
      log.warn({ one, error, list: [one], [`key ${String(one)}`]: { inside: new Set([one]) } }, `about ${String(one)}`);
    }
    expect(output.written).toHaveLength(written.length);
    return output.written.join("");
  }

  it("a secret, wherever it comes from", () => {
    const { DATABASE_URL: address, ...alone } = environment;
    const secrets = [...Object.values(alone), address, "p@ss-word", "a code of the page"].filter(
      (one) => one !== environment.MODERATION_URL,
    );
    const text = writeAll(secrets);
    expect(secrets.filter((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)))).toEqual([]);
  });

  it("a person or a place of a platform", () => {
    const text = writeAll([...ids, 123_456_789, -1_001_234_567_890, 2n ** 60n]);
    expect([...ids, "123456789", "1001234567890", "4711"].filter((id) => text.includes(id))).toEqual([]);
  });

  it("and what is none of them is there as it was", () => {
    const { stdout, lines } = createOutput(false);
    const at = new Date("2026-11-30T04:00:00.000Z");
    const error = new Error("a 429 after 12.5 s", { cause: "why" });
    const details = {
      battle: "o55021jrs8yafcg9",
      spent: 1.25,
      ratio: 0.123456789012,
      calls: 10_000_000,
      at,
      error,
      none: null,
    };
    open({ stdout }).log.info(details, "as it was");
    expect(lines()[0]).toMatchObject({
      ...details,
      at: at.toISOString(),
      error: { message: error.message, cause: "why" },
    });
  });
});

it("all lines about a battle name it, also those of platforms and endpoints, and no others do", async () => {
  const kit = await startCoreKit();
  const output = createOutput(false);
  const { log } = open({ stdout: output.stdout });
  const core = await kit.createCore({ log });
  const note = (what: string) => log.warn({ platform: "web" }, what);
  let away = false;
  const platform: ChatPlatform = {
    ...core.platform,
    post: (...given) => (note("posted"), core.platform.post(...given)),
    async edit(...given) {
      if (away) throw new Error("away");
      note("edited");
      return core.platform.edit(...given);
    },
  };
  core.connect(platform);
  kit.server.script((call, number) => {
    log.info({}, "the server is asked, which is no work of ours");
    return (number === 0 ? answerWithError(400, { error: { message: "not today" } }) : answerWith("an answer"))(
      call,
      number,
    );
  });
  const asked = [await ask(core, "first"), await ask(core, "second")];
  const known = asked.map(({ battle }) => battle);
  await Promise.all(known.map((battle) => press(core, "voter", `vote:${battle}:a`)));
  await press(core, "voter", `names:${known[0]}`);
  away = true;
  await pass(core, 20 * 60_000);
  away = false;
  // Shows what waits, whichever battle that is.
  core.connect(platform);
  await core.settled();
  const lines = output.lines();
  const without = lines.filter(({ battle }) => battle === undefined).map(({ msg }) => msg);
  expect(new Set(without)).toEqual(new Set(["the server is asked, which is no work of ours"]));
  for (const id of known) {
    const own = lines.filter(({ battle }) => battle === id).map(({ msg }) => msg);
    expect(own).toEqual(expect.arrayContaining(["posted", "edited"]));
    // Its line of progress, its ballot, its end.
    expect(own.filter((message) => message === "posted")).toHaveLength(1);
  }
  expect(lines.find(({ msg }) => msg === "a model failed")).toMatchObject({ battle: known[0] });
  await kit.close();
});
