/** `/mutual` in a chat: ordered by who runs the community, going on in the background, posted where it was ordered. */
import { cpSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { type SpendingLimits, unlimited } from "../../core/costs/spending.ts";
import { sentences } from "../../core/language/index.ts";
import { createDeliverySeal } from "../../core/battle/delivery.ts";
import { type CoreKit, fourModels, sender, startCoreKit, testKey } from "../core-kit.ts";
import { pressOn, say } from "../commands/command-kit.ts";
import { type Part, playModels } from "../peers/model-players.ts";
import { startModerationServer } from "../peers/moderation-server.ts";
import { answerWithError, openStream, type ModelScript, sendChunk } from "../peers/scripted-model-server.ts";
import { bytesOf, type Reply } from "../../core/chat/post.ts";
import { settingsFor } from "./stage.ts";
import { unzip } from "./unzip.ts";
import { retrying } from "../../core/machine/jobs.ts";
import { mostTries } from "../../core/mutual/order-work.ts";
import type { Order } from "../../core/mutual/orders.ts";
import { sampleOrder } from "../contracts/store/orders.ts";
import { until } from "../until.ts";

const players = { m1: { strength: 90 }, m2: { strength: 20 }, m3: { strength: 60 }, m4: { strength: 40 } };
const calls = 4 * 8;
const admin = { manages: true };

let kit: CoreKit;
beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  rmSync(directory(), { recursive: true, force: true });
  for (const { id, state } of await orders().find({ kind: "evaluation" }))
    await orders().change(id, { states: [state] }, { state: "cancelled", told: true });
});

const directory = () => path.join(kit.dataDirectory, "mutual");
const orders = () => kit.store.orders;
/** Begins an answer, and never ends it. */
const beginToWrite = ({ response }: Parameters<ModelScript>[0]) => {
  openStream(response);
  sendChunk(response, { content: "A puzzle about pigs" });
};
const underWay = () => orders().find({ kind: "evaluation", states: ["running"] });
const core = () => kit.createCore({ mutual: { directory: directory(), budget: 5 } });

/** The same, but with a question of its own. */
const asking = (question: string) => (part: Part, reply: string) =>
  part === "question" ? JSON.stringify({ ...JSON.parse(reply), question }) : reply;

it("is begun by who runs the community, told about, posted, and its questions can go to the bank", async () => {
  const tank = (hours: number) => `Two pipes fill a tank in ${hours} and 6 hours. How long do both take together?`;
  kit.server.script(
    playModels({
      m1: { ...players.m1, fault: asking(tank(4)) },
      m2: { ...players.m2, fault: asking("Prove that the square root of two is irrational.") },
      m3: { ...players.m3, fault: asking(tank(5)) },
      m4: { ...players.m4, standard: 5, fault: asking("How many diagonals has a polygon of thirty sides?") },
    }),
  );
  const arena = await core();
  await arena.start();
  await expect(say(arena, "/mutual start math")).rejects.toThrow(/Only those who run this community/u);
  await expect(say(arena, "/mutual start poetry", "admin", admin)).rejects.toThrow(/Write it like this/u);
  await expect(say(arena, "/mutual start math 0", "admin", admin)).rejects.toThrow(/from 1 to 100/u);
  expect((await say(arena, "/mutual status")).text).toMatch(/No mutual evaluation is running/u);
  await expect(say(arena, "/mutual result")).rejects.toThrow(/is finished yet/u);

  expect((await say(arena, "/mutual start math", "admin", admin)).text).toMatch(
    /4 models .* 4 questions in mathematics.*\nIt is likely to cost about \$0\.\d\d, and never costs more than \$5\.00\.\nCost: setting \$0/u,
  );
  await expect(say(arena, "/mutual start programming", "admin", admin)).rejects.toThrow(/is already running/u);
  await arena.settled();
  const post = arena.platform.shows(arena.platform.addresses().at(-1)!);
  expect(post.text).toMatch(/1\. Model m1: 2\.00\n2\. Model m3: .*\n3\. Model m4: .*\n4\. Model m2: /u);
  expect(post.text).toMatch(/\nCost: setting \$0\.0002, answering \$0\.0007, judging \$0\.0009$/u);
  expect(post.images).toHaveLength(4);
  expect(post.images[0]!.alt).toMatch(/^A sketch: Scores\nModel m1: answer 2\.00, question 1\.00/u);
  const scores = post.files!.find(({ name }) => name === "scores.json")!;
  expect(JSON.parse(bytesOf(scores).toString()).models[0]).toMatchObject({ model: "m1", rank: 1 });
  const workbook = post.files!.find(({ name }) => name === "results.xlsx")!;
  expect([...unzip(bytesOf(workbook)).keys()]).toContain("xl/workbook.xml");

  const shown = await say(arena, "/mutual result", "admin", admin);
  expect(shown.text).toBe(post.text);
  expect(shown.text).toMatch(/Fewer than 3 of these models have a place on the board of people's votes/u);
  await expect(arena.press({ ...sender("x"), action: shown.buttons[0]!.action })).rejects.toThrow(/Only those/u);
  const suggested = await pressOn(arena, shown, "Offer its questions to the bank", "admin", admin);
  expect(suggested.text).toMatch(
    /^2 questions wait for approval now.*\nLeft out: 1 whose standard answer .*; 1 nearly the same as another one/u,
  );
  expect((await say(arena, "/bank", "admin", admin)).text).toMatch(
    /2 questions wait for approval.*mathematics.*Two pipes fill a tank in 4 and 6 hours/isu,
  );
  const again = await pressOn(arena, shown, "Offer its questions to the bank", "admin", admin);
  expect(again.text).toMatch(/^None of its questions is new.*\nLeft out: 1 whose .*; 3 nearly the same/u);
  expect((await say(arena, "/mutual result")).buttons).toEqual([]);
  await arena.stop();
});

it("shows and offers no words of models that the moderation refuses, but the reason, and figures as they are", async () => {
  const peer = await startModerationServer();
  onTestFinished(() => peer.close());
  peer.flags = { lewd: ["sexual"] };
  const lewd = (part: Part, reply: string) =>
    part === "question" ? reply.replace("what is", "lewd, but what is") : reply;
  const reasons = (part: Part, reply: string) =>
    part === "ranking" ? reply.replaceAll("Worth", "As lewd as it is worth") : undefined;
  const judging = { m3: { ...players.m3, fault: reasons } };
  kit.server.script(playModels({ ...players, ...judging, m2: { strength: 20, fault: lewd } }));
  const here = { ...admin, community: "web:words" };
  const moderation = { url: peer.url, key: null, model: null, whenSilent: "closed" } as const;
  const arena = await kit.createCore({ mutual: { directory: directory(), budget: 5 }, moderation });
  await say(arena, "/mutual start math", "admin", here);
  await arena.settled();
  const inWorkbook = ({ files }: Pick<Reply, "files">) =>
    [...unzip(bytesOf(files!.at(-1)!)).values()].map(String).join("");
  const posted = arena.platform.shows(arena.platform.addresses().at(-1)!);
  expect(inWorkbook(posted)).not.toContain("lewd");
  expect(inWorkbook(posted)).toContain("None: moderation: sexual");
  expect(inWorkbook(posted).match(/set by somebody/gu)).toHaveLength(3);
  expect(posted.text).toMatch(/\. Model m2: /u);
  const asked = peer.calls.length;
  const shown = await say(arena, "/mutual result", "admin", here);
  expect([inWorkbook(shown).includes("lewd"), peer.calls.length - asked]).toEqual([false, 0]);
  const offered = await pressOn(arena, shown, "Offer its questions to the bank", "admin", here);
  expect(offered.text).toMatch(/^1 question waits for approval now.*\nLeft out: 2 nearly the same/u);

  // Silence is no leave, and is not remembered.
  await say(arena, "/settings moderation strict", "admin", here);
  peer.answerInstead = (response) => void response.destroy();
  expect(inWorkbook(await say(arena, "/mutual result", "x", here))).not.toContain("set by somebody");
  peer.answerInstead = undefined;
  expect(inWorkbook(await say(arena, "/mutual result", "x", here)).match(/set by somebody/gu)).toHaveLength(3);
});

it("tells nothing of checks where there are none", async () => {
  kit.server.script(playModels(players));
  const here = { ...admin, community: "web:unchecked" };
  const arena = await kit.createCore({ mutual: { directory: directory(), budget: 5, checks: false } });
  await say(arena, "/mutual start math", "admin", here);
  await arena.settled();
  const { text, files } = arena.platform.shows(arena.platform.addresses().at(-1)!);
  const workbook = [...unzip(bytesOf(files!.at(-1)!)).values()].map(String).join("");
  expect(workbook).toContain("set by somebody");
  expect([workbook.includes("Checked by machine"), text.includes("checked")]).toEqual([false, false]);
});

it("with many models has eight answer and judge each question, and says so", async () => {
  const models = Array.from({ length: 21 }, (_, index) => ({
    ...fourModels[index % 4]!,
    ...{ id: `m${index + 1}`, name: `Model m${index + 1}` },
  }));
  const arena = await kit.createCore({ mutual: { directory: directory(), budget: 5 }, models, works: false });
  const { text } = await say(arena, "/mutual start math", "admin", { ...admin, community: "web:many" });
  expect(text).toMatch(
    /^Started: 21 models .* 21 questions .*answered by 8 of the models and judged by these and its/u,
  );
  const [order] = await underWay();
  const { experiment } = order!.settings as { experiment: { answerers: string[][] } };
  expect(experiment.answerers.map(({ length }) => length)).toEqual(Array.from({ length: 21 }, () => 8));
});

it("counts models without a price as battles do, and asks none beyond the budget", async () => {
  kit.server.script(playModels(players));
  const models = fourModels.map((model) => ({ ...model, price: null }));
  const before = kit.server.calls.length;
  const play = async (budget: number, spending: SpendingLimits) => {
    const arena = await kit.createCore({ mutual: { directory: directory(), budget }, models, spending });
    await say(arena, "/mutual start math 1", "admin", { ...admin, community: `web:${budget}` });
    await arena.settled();
    const { text } = arena.platform.shows(arena.platform.addresses().at(-1)!);
    return [kit.server.calls.length - before, text.includes(sentences("en").mutual.budgetSpent)];
  };
  // A question of its setter may cost more than six cents at $15 for a million tokens.
  expect(await play(0.06, unlimited)).toEqual([0, true]);
  expect(await play(0.06, { ...unlimited, unpriced: { input: 0.1, output: 0.1 } })).toEqual([8, false]);
});

it("goes on after a restart where it was, in the language and place it was ordered in", async () => {
  const play = playModels(players);
  const before = kit.server.calls.length;
  kit.server.script((call, number) => (number - before < 9 ? play(call, number) : beginToWrite(call)));
  const first = await core();
  await first.start();
  await say(first, "/互评 开始 数学", "admin", { ...admin, language: "zh", place: "web:somewhere" });
  const [{ id }] = (await underWay()) as [Order];
  const recorded = async () => (await orders().journal(id, null)).records().length;
  await until(async () => (await recorded()) === 9 && kit.server.inFlight() > 0);
  // The call is counted once it is known to be kept.
  for (let told = ""; !/9 of 32 calls, 0 failed/u.test(told);) {
    await new Promise((resolve) => setImmediate(resolve));
    told = (await say(first, "/mutual status")).text;
  }
  await until(async () => /\nWriting now: Model m\d \(4 words\)/u.test((await say(first, "/mutual status")).text));
  expect(JSON.stringify((await underWay())[0]!.progress)).not.toContain("puzzle");
  expect((await say(first, "/mutual status")).text).toMatch(/\nCost: setting \$0\.000\d, answering \$/u);
  await first.stop();
  expect(first.platform.addresses()).toEqual([]);

  kit.server.script(play);
  const asked = kit.server.calls.length;
  const second = await core();
  await second.start();
  await second.settled();
  expect(kit.server.calls.length - asked).toBe(calls - 9);
  const [address] = second.platform.addresses();
  expect(second.platform.shows(address!).text).toMatch(/^\*\*草图：数学互评：4 个模型，4 道题\*\*/u);
  // What has been posted is not posted again.
  await second.stop();
  const third = await core();
  await third.start();
  await third.settled();
  expect(third.platform.addresses()).toEqual([]);
  await third.stop();
});

it("is given up when it is taken up again and again and gets no further", async () => {
  const order = sampleOrder({ kind: "evaluation", settings: "nonsense" });
  await orders().add(order);
  const arena = await core();
  await arena.start();
  for (let tries = 0; tries < mostTries; tries += 1) {
    await arena.settled();
    expect((await orders().find({ id: order.id }))[0]).toMatchObject({ state: "running", tries: tries + 1 });
    arena.clock.advance(retrying.soon.longest);
  }
  await arena.settled();
  expect((await orders().find({ id: order.id }))[0]).toMatchObject({ state: "failed" });
  expect(arena.log.some(({ message }) => /given up/u.test(message))).toBe(true);
  await arena.stop();
});

it("leaves alone what is called off, or taken up, in another process", async () => {
  kit.server.script(() => undefined);
  const arena = await core();
  const begin = async () => {
    await say(arena, "/mutual start math 1", "admin", admin);
    await until(() => kit.server.inFlight() > 0);
    return (await underWay())[0]!.id;
  };
  for (const change of [{ state: "cancelled" }, { holder: "another" }] as const) {
    await orders().change(await begin(), { states: ["running"] }, change);
    arena.clock.advance(3_000);
    await until(() => kit.server.inFlight() === 0, 10_000);
    await arena.settled();
  }
  await arena.stop();
});

it("waits where no process works, says so in the log, and is done by one that does", async () => {
  kit.server.script(playModels(players));
  const asked = kit.server.calls.length;
  const idle = await kit.createCore({ mutual: { directory: directory(), budget: 5 }, works: false });
  await idle.start();
  await say(idle, "/mutual start math 1", "admin", admin);
  await idle.settled();
  idle.clock.advance(60_000);
  await until(() => idle.log.some(({ message }) => /ROLES name work/u.test(message)));
  expect((await say(idle, "/mutual status")).text).toMatch(/4 models, 1 question/u);
  expect(kit.server.calls.length).toBe(asked);
  await idle.stop();
  const working = await core();
  await working.start();
  await working.settled();
  expect(kit.server.calls.length - asked).toBe(8);
  expect(working.platform.addresses()).toHaveLength(1);
  await working.stop();
});

it("takes over what an earlier version kept in folders, whether finished or not", async () => {
  kit.server.script(playModels(players));
  const first = await core();
  await say(first, "/mutual start math", "admin", admin);
  await first.settled();
  await first.stop();
  const [made] = (await orders().find({ id: readdirSync(directory())[0]! })) as [Order];
  const { id, community, delivery } = made;
  const calls = (await orders().journal(id, null)).records();
  const asKept = calls.flatMap((call) => [{ key: call.key, reserved: call.reserved }, call]);
  const keep = (name: string, state: string, lines: readonly object[]) => {
    const folder = path.join(directory(), name);
    cpSync(path.join(directory(), id), folder, { recursive: true });
    const order = { id: name, community: `${community}2`, delivery, theme: "light", state, posted: true };
    writeFileSync(path.join(folder, "order.json"), JSON.stringify(order));
    writeFileSync(path.join(folder, "calls.jsonl"), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  };
  keep("done", "finished", asKept);
  keep("half", "running", [...asKept.slice(0, 40), { key: "x", reserved: 0.5 }]);
  keep("gone", "cancelled", []);
  keep("torn", "running", []);
  rmSync(path.join(directory(), "torn", "experiment.json"));
  const asked = kit.server.calls.length;
  for (let start = 0; start < 2; start += 1) {
    const later = await core();
    await later.start();
    await later.settled();
    expect(kit.server.calls.length - asked).toBe(12);
    expect(later.platform.addresses()).toHaveLength(start === 0 ? 1 : 0);
    const torn = later.log.filter(({ message }) => /could not be taken up again/u.test(message));
    expect(torn.map(({ details }) => details["experiment"])).toEqual(["torn"]);
    await later.stop();
  }
  const [half, done] = await orders().find({ community: `${community}2` });
  expect([half, done].map((order) => [order!.id, order!.state])).toEqual(
    expect.arrayContaining([
      ["half", "finished"],
      ["done", "finished"],
    ]),
  );
  expect((await orders().journal("half", null)).lost()).toBeCloseTo(0.5, 9);
  // The record keeps no order of calls: each has its key.
  const byKey = (all: typeof calls) => all.toSorted((one, other) => one.key.localeCompare(other.key));
  expect(byKey((await orders().journal("done", null)).records())).toEqual(byKey(calls));
});

it("goes on with an order as version 0.1.0 has kept it: of its subject the identifier, of its cost the whole", async () => {
  const settings = settingsFor(fourModels, { rounds: 1 });
  const progress = { done: 3, planned: 8, failures: 0, tokens: 24, cost: 0.5, fresh: 3, elapsed: 60_000 };
  const arena = await core();
  const order = sampleOrder({
    ...{ kind: "evaluation", progress, settings: { experiment: { ...settings, subject: "math" }, theme: "dark" } },
    delivery: createDeliverySeal(testKey).seal({ platform: "web", place: "web:here", language: "en", posts: [] }),
  });
  await orders().add(order);
  expect((await say(arena, "/mutual status")).text).toBe(
    "Mutual evaluation in mathematics: 4 models, 1 question\n\n3 of 8 calls, 0 failed, 24 tokens, $0.50, about 2 minutes left.",
  );
  kit.server.script(playModels(players));
  await arena.start();
  await arena.settled();
  expect((await orders().find({ id: order.id }))[0]).toMatchObject({ state: "finished", progress: { done: 8 } });
  await arena.stop();
});

it("that meets an endpoint out of order says so, and goes on when it is told to", async () => {
  const arena = await core();
  await arena.start();
  kit.server.script(answerWithError(401, { error: { message: "the key has expired" } }));
  await say(arena, "/mutual start math 1", "admin", admin);
  await arena.settled();
  expect(arena.platform.shows(arena.platform.addresses()[0]!).text).toMatch(/is interrupted: a model's endpoint/u);
  expect(arena.log.some(({ level, message }) => level === "warn" && /cannot be asked/u.test(message))).toBe(true);
  kit.server.script(playModels(players));
  await expect(say(arena, "/mutual resume")).rejects.toThrow(/Only those/u);
  const before = kit.server.calls.length;
  const replies = await Promise.all([1, 2, 3].map(() => say(arena, "/mutual resume", "admin", admin)));
  // Which of them comes first is the database's business, and the others may be told of what it began.
  expect(replies.some(({ text }) => /4 models, 1 question/u.test(text))).toBe(true);
  await arena.settled();
  expect(kit.server.calls.length - before).toBe(8);
  expect(arena.platform.addresses()).toHaveLength(2);
  await arena.stop();
});

it("can be stopped, and is refused where there is no place for it", async () => {
  kit.server.script(() => undefined);
  const arena = await core();
  await say(arena, "/mutual start programming 1", "admin", admin);
  await until(() => kit.server.inFlight() > 0);
  await expect(say(arena, "/mutual stop")).rejects.toThrow(/Only those/u);
  expect((await say(arena, "/mutual stop", "admin", admin)).text).toMatch(/Stopped/u);
  expect((await say(arena, "/mutual stop", "admin", admin)).text).toMatch(/No mutual evaluation is running/u);
  await arena.stop();
  await expect(say(await kit.createCore(), "/mutual start math", "admin", admin)).rejects.toThrow(
    /not set up to keep/u,
  );
});
