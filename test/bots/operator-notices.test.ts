/** Whoever runs the arena hears of a model that rests, and of a budget that is spent: in the terminal, and at the place they chose. */
import { beforeEach, expect, it } from "vitest";
import { createOperatorNotices, type OperatorNotices } from "../../bots/operator-notices.ts";
import { sentences } from "../../core/index.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import { buildModel } from "../models/fixtures.ts";
import { createRecordingPlatform, type RecordingPlatform } from "../recording-platform.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { until } from "../until.ts";

let clock: ManualClock;
let said: string[];
let logged: unknown[];
let platform: RecordingPlatform;
let leaving: AbortController;

beforeEach(() => {
  clock = createManualClock();
  [said, logged] = [[], []];
  platform = createRecordingPlatform("discord");
  leaving = new AbortController();
});

function notices(language: "en" | "zh", place: { platform: "discord"; place: string } | null): OperatorNotices {
  const note = (...line: unknown[]) => void logged.push(line);
  return createOperatorNotices({
    language,
    clock,
    random: createSeededRandom(2),
    log: { info: note, warn: note, error: note },
    say: (line) => void said.push(line),
    place,
    platform: () => platform,
    signal: leaving.signal,
  });
}

const here = { platform: "discord", place: "123456789012345678" } as const;

const outage = () => ({
  id: "0123456789abcdef",
  model: buildModel({ name: "Model One" }),
  kind: "unauthorized" as const,
  detail: "one at local: the key sk-secret is refused at http://10.0.0.1",
  restsUntil: new Date(clock.now().getTime() + 50_000),
});

it.each(["en", "zh"] as const)(
  "says it in the terminal, and posts the same in %s, when it begins and when it ends",
  async (language) => {
    const { onOutage: tell } = notices(language, here);
    tell(outage(), "resting");
    tell(outage(), "back");
    await until(() => platform.addresses().length === 2);
    const { roster } = sentences(language);
    const lines = [roster.out("Model One", roster.why.refused, 1), roster.back("Model One")];
    expect(said).toEqual(lines);
    expect(platform.addresses().map((address) => platform.shows(address).text)).toEqual(lines);
    expect(platform.addresses().every((address) => address.startsWith(here.place))).toBe(true);
    expect(JSON.stringify([said, ...platform.history.values()])).not.toMatch(/secret|10\.0\.0\.1/u);
  },
);

it("says it in the terminal alone where no place was chosen", async () => {
  notices("en", null).onOutage(outage(), "resting");
  await new Promise((resolve) => setImmediate(resolve));
  expect([said.length, platform.addresses()]).toEqual([1, []]);
});

it("posts it later when the platform is away, in order, and not after the end", async () => {
  const { onOutage: tell } = notices("en", here);
  platform.broken = true;
  tell(outage(), "resting");
  tell(outage(), "back");
  await until(() => logged.length === 1);
  platform.broken = false;
  clock.advance(5_000);
  await until(() => platform.addresses().length === 2);
  expect(platform.shows(platform.addresses()[0]!).text).toContain("keeps failing");

  platform.broken = true;
  tell({ ...outage(), id: "another-outage-1" }, "resting");
  await until(() => logged.length === 2);
  leaving.abort();
  platform.broken = false;
  await until(() => clock.pending().length === 0);
  expect(platform.addresses()).toHaveLength(2);
});

it("gives a notice up that nobody could be told for an hour, and goes on with the next", async () => {
  const { onOutage: tell } = notices("en", here);
  platform.broken = true;
  tell(outage(), "resting");
  await until(() => logged.length === 1);
  clock.advance(60 * 60_000);
  await until(() => clock.pending().length === 0);
  platform.broken = false;
  tell(outage(), "back");
  await until(() => platform.addresses().length === 1);
  expect(platform.shows(platform.addresses()[0]!).text).toContain("answers again");
});

it.each(["en", "zh"] as const)("tells in %s of what, and until when, a budget is spent", async (language) => {
  const { onBudget: tell } = notices(language, here);
  const month = { period: "2030-01", from: new Date("2030-01-01T00:00Z"), until: new Date("2030-02-01T00:00Z") };
  tell({ scope: "installation", name: "", dollars: 30, ...month }, 80, 24.5);
  tell({ scope: "community", name: "pseudonym-of-somebody", dollars: 0.5, ...month }, 100, 0.4983);
  await until(() => platform.addresses().length === 2);
  const [nearly, spent] = said;
  expect(nearly).toMatch(/80%.*\$24\.50|\$30\.00.*\$24\.50/u);
  expect(nearly).toContain("2030-01");
  expect(spent).toContain("pseudo");
  expect(spent).not.toContain("pseudonym");
  expect(spent).toMatch(/\$0\.5\b/u);
  expect(spent).toMatch(language === "en" ? /until February 1, 00:00 UTC/u : /2月1日 00:00（UTC）/u);
  expect(platform.addresses().map((address) => platform.shows(address).text)).toEqual([nearly, spent]);
});
