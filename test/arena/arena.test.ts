import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { choices, type Post, type Reply } from "../../core/chat/post.ts";
import { sentences } from "../../core/language/index.ts";
import { Refusal } from "../../core/chat/refusal.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { createDeliverySeal } from "../../core/battle/delivery.ts";
import { type CoreKit, fourModels, type RunningCore, sender, startCoreKit, testKey } from "../core-kit.ts";
import { until } from "../until.ts";
import { answerWithError, type ModelScript } from "../peers/scripted-model-server.ts";
import { minute, signedAnswer } from "./play.ts";
import { resultOf } from "../contracts/store/result-of.ts";

const words = sentences("en");
const pseudonyms = createPseudonyms(testKey);

let kit: CoreKit;
let core: RunningCore;

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  kit.server.script(signedAnswer);
  core = await kit.createCore();
});

const failing =
  (names: readonly unknown[]): ModelScript =>
  (call, number) =>
    names.includes(call.body.model)
      ? answerWithError(400, { error: { message: "not today" } })(call, number)
      : signedAnswer(call, number);

async function ask(asker = "asker", more = {}, text = "Why is the sea salty?"): Promise<string> {
  const before = core.platform.addresses().length;
  await core.handle({ ...sender(asker, more), text });
  await core.settled();
  const address = core.platform.addresses()[before];
  if (!address) throw new Error("nothing was posted");
  return address;
}

const press = (person: string, action: string, more = {}): Promise<Reply> =>
  core.press({ ...sender(person, more), action });

const battleOf = (post: Post): string => post.buttons[0]?.action.split(":")[1] ?? "";

function action(post: Pick<Post, "buttons">, label: string): string {
  const found = post.buttons.find((button) => button.label === label);
  if (!found) throw new Error(`no button ${label} among ${post.buttons.map((one) => one.label).join(", ")}`);
  return found.action;
}

describe("asking", () => {
  it("shows the question where the battle answers no message, and not where one shows it already", async () => {
    const asked = await ask("asker", {}, "Why?");
    const answered = await ask("asker", { address: "web:message" }, "Why not?");
    for (const post of core.platform.history.get(asked)!) expect(post.question).toBe("Why?");
    for (const post of core.platform.history.get(answered)!) expect(post.question).toBeUndefined();
  });

  it("shows one line that says nothing, then both answers at once with the four choices in order", async () => {
    const address = await ask();
    const [progress, open, ...more] = core.platform.history.get(address)!;
    const question = "Why is the sea salty?";
    expect(progress).toEqual({
      question,
      text: words.battle.answering,
      progress: true,
      stop: expect.stringMatching(/^stop:~\d{8}[0-9a-z]{16}$/) as string,
      buttons: [],
      images: [],
      language: "en",
    });
    expect(open?.answers?.a).toMatch(/^the sea of m[1-4]$/);
    expect(open?.answers?.b).toMatch(/^the sea of m[1-4]$/);
    expect(open?.answers?.a).not.toBe(open?.answers?.b);
    expect(open?.buttons.map((button) => button.label)).toEqual(["A", "B", "Tie", "Both bad"]);
    expect(more).toEqual([]);
  });

  it("records the draw, the settings, and everything measured about both answers", async () => {
    const post = core.platform.shows(await ask());
    const battle = await kit.store.battles.findBattle(battleOf(post));
    expect(battle).toMatchObject({
      status: "open",
      league: "real",
      platform: "web",
      turns: [{ number: 1, question: "Why is the sea salty?" }],
      task: "question-answering",
      drawRule: "uniform-1",
      generation: { temperature: 0.7, maxTokens: 256, system: null },
      community: pseudonyms.of("web:local"),
      asker: pseudonyms.of("web:asker"),
    });
    expect(battle?.attempts).toHaveLength(2);
    for (const attempt of battle!.attempts) {
      expect(attempt.probability).toBeCloseTo(1 / 12, 12);
      expect(attempt.ending).toMatchObject({
        text: `the sea of ${attempt.model}`,
        finishReason: "stop",
        inputTokens: 3,
        outputTokens: 5,
        cost: (3 * 2 + 5 * 10) / 1e6,
      });
    }
    const seeds = kit.server.calls.slice(-2).map((call) => call.body.seed);
    expect(new Set(battle?.attempts.map((attempt) => attempt.seed))).toEqual(new Set(seeds));
  });

  it("keeps no person, community or place in readable form", async () => {
    const post = core.platform.shows(await ask("jane-roe-4711"));
    const battle = await kit.store.battles.findBattle(battleOf(post));
    expect(JSON.stringify(battle)).not.toMatch(/jane|4711|web:local|web:page/);
  });

  it.each(["", " \n ", "\u200b", "\u3164\u2800", "?!"])("refuses %j and calls no model", async (text) => {
    const calls = kit.server.calls.length;
    await expect(core.handle({ ...sender("asker"), text })).rejects.toThrow(new Refusal(words.refusals.emptyQuestion));
    expect(kit.server.calls).toHaveLength(calls);
    expect(core.platform.addresses()).toEqual([]);
  });

  it("takes three questions at once from one person, and the fourth after one is answered", async () => {
    const release: (() => void)[] = [];
    kit.server.script(async (call, number) => {
      await new Promise<void>((resolve) => release.push(resolve));
      await signedAnswer(call, number);
    });
    const one = { ...sender("busy"), text: "Why?" };
    await Promise.all([core.handle(one), core.handle(one), core.handle(one)]);
    await expect(core.handle(one)).rejects.toThrow(words.refusals.tooManyQuestions(3));
    await core.handle({ ...sender("other"), text: "Why not?" });
    await until(() => release.length === 8);
    kit.server.script(signedAnswer);
    for (const go of release) go();
    await core.settled();
    await ask("busy");
  });

  it("takes no more a minute from one channel than its share, and all the same from the next", async () => {
    const limits = { person: 2, origin: 3, all: 100 };
    const some = await kit.createCore({ rules: { questionsPerMinute: limits } });
    const from = (person: string, place: string) => some.handle({ ...sender(person), place, text: "Why?" });
    await from("flood 1", "web:one");
    await from("flood 1", "web:one");
    const own = { message: words.refusals.tooFast(30), seconds: 30 };
    await expect(from("flood 1", "web:two")).rejects.toMatchObject(own);
    await from("flood 2", "web:one");
    const shared = { message: words.refusals.tooBusy(20), seconds: 20 };
    await expect(from("flood 3", "web:one")).rejects.toMatchObject(shared);
    await from("flood 3", "web:two");
    some.clock.advance(30_000);
    await from("flood 1", "web:two");
    await some.settled();
  });

  it("says so when nothing can be posted, and leaves no battle behind", async () => {
    const before = (await kit.store.battles.unfinishedBattles()).length;
    core.platform.broken = true;
    await expect(ask()).rejects.toThrow(words.refusals.failed);
    expect(await kit.store.battles.unfinishedBattles()).toHaveLength(before);
    expect(core.log.at(-1)).toMatchObject({ level: "error" });
  });
});

describe("when models fail", () => {
  it("draws the failed side again alone, from a model not yet tried", async () => {
    kit.server.script(failing(["m1", "m2"]));
    for (let round = 0; round < 6; round++) {
      const post = core.platform.shows(await ask(`asker ${round}`));
      expect(new Set(Object.values(post.answers ?? {}))).toEqual(new Set(["the sea of m3", "the sea of m4"]));
      const { attempts } = (await kit.store.battles.findBattle(battleOf(post)))!;
      expect(new Set(attempts.map((attempt) => attempt.model)).size).toBe(attempts.length);
      for (const attempt of attempts.filter((one) => one.number > 1))
        expect(attempt.probability).toBeGreaterThan(1 / 12);
      for (const { model, ending } of attempts)
        expect(ending).toMatchObject(["m1", "m2"].includes(model) ? { failure: "rejected" } : { finishReason: "stop" });
    }
  });

  it("never posts half a battle: one calm sentence, nothing to vote on", async () => {
    kit.server.script(failing(["m1", "m2", "m3"]));
    const address = await ask();
    const question = "Why is the sea salty?";
    const again = {
      label: words.battle.buttons.again,
      action: expect.stringMatching(/^again:~\d{8}[0-9a-z]{16}$/) as string,
    };
    expect(core.platform.history.get(address)).toEqual([
      expect.objectContaining({ question, text: words.battle.answering, progress: true, buttons: [] }),
      {
        question,
        text: words.battle["no-answer"],
        buttons: [again],
        images: [],
        language: "en",
        why: expect.stringMatching(/^why:~\d{8}[0-9a-z]{16}$/) as string,
      },
    ]);
  });

  it("tells whoever runs the arena which model failed, on which endpoint, and what to do; and nobody else", async () => {
    kit.server.script(failing(["m1", "m2", "m3"]));
    const { why = "" } = core.platform.shows(await ask());
    const { text, private: isPrivate } = await press("operator", why, { runsArena: true });
    expect(isPrivate).toBe(true);
    const [first, lines = "", last] = text.split("\n\n");
    expect([first, last]).toEqual([words.battle.why, words.battle.whatToDo]);
    const { name, endpoint } = fourModels[0]!;
    expect(lines).toContain(words.battle.failed(name, endpoint, words.roster.why.refused));
    expect(lines).toContain("not today");
    for (const person of [{ manages: true }, {}])
      await expect(press("admin", why, person)).rejects.toThrow(words.battle.whyNotYours);
  });

  it("gives up when both sides together take too long", async () => {
    let waiting = 0;
    kit.server.script(() => void (waiting += 1));
    await core.handle({ ...sender("asker"), text: "Why?" });
    await until(() => waiting === 2);
    core.clock.advance(240_000);
    await core.settled();
    expect(core.platform.shows(core.platform.addresses()[0]!).text).toBe(words.battle["no-answer"]);
  });

  it("says which model failed and why in the log, and no question", async () => {
    kit.server.script(failing(["m1", "m2", "m3", "m4"]));
    await ask("asker", {}, "What is my secret plan?");
    const warnings = core.log.filter((line) => line.level === "warn");
    expect(warnings.length).toBeGreaterThan(0);
    expect(warnings[0]?.details).toMatchObject({ failure: "rejected", model: expect.stringMatching(/^m[1-4]$/) });
    expect(JSON.stringify(core.log)).not.toContain("secret plan");
  });
});

describe("voting", () => {
  it("confirms each choice privately, names nobody, and replaces a former vote", async () => {
    const post = core.platform.shows(await ask());
    const battle = battleOf(post);
    for (const choice of choices) {
      const reply = await press("voter", `vote:${battle}:${choice}`);
      expect(reply.private).toBe(true);
      expect(reply.text).toContain(words.battle.choices[choice]);
      expect(JSON.stringify(reply)).not.toMatch(/Model m/);
      expect(await kit.store.ballots.findVote(battle, pseudonyms.of("web:voter"))).toMatchObject({
        choice,
        firstChoice: "a",
      });
    }
  });

  it("shows nobody anything of another's vote before the close", async () => {
    const address = await ask();
    const before = structuredClone(core.platform.shows(address));
    const mine = await press("me", action(before, "A"));
    await press("another", action(before, "B"));
    expect(core.platform.shows(address)).toEqual(before);
    expect((await press("me", action(before, "A"))).buttons).toEqual(mine.buttons);
    expect(await resultOf(kit.store, battleOf(before))).toEqual({ a: 0, b: 0, tie: 0, "both-bad": 0 });
  });

  it("locks the vote of whoever sees the names, and shows them to nobody else", async () => {
    const address = await ask();
    const open = core.platform.shows(address);
    const voted = await press("voter", action(open, "B"));
    const named = await press("voter", action(voted, words.battle.buttons.names));
    const [a, b] = [open.answers!.a, open.answers!.b].map((text) => `Model ${text.slice(-2)} (Tests)`);
    expect(named.text).toBe(`${words.battle.names(a!, b!)} ${words.battle.locked("B")}`);
    expect(named.private).toBe(true);
    await expect(press("voter", action(open, "A"))).rejects.toThrow(words.refusals.voteLocked("B"));
    await expect(press("voter", action(voted, "Change"))).rejects.toThrow(words.refusals.voteLocked("B"));
    expect((await press("voter", action(open, "B"))).text).toBe(named.text);
    expect(core.platform.shows(address)).toEqual(open);
  });

  it("records how many had seen the names when a vote was cast", async () => {
    const open = core.platform.shows(await ask());
    const battle = battleOf(open);
    await press("first", action(open, "A"));
    await press("first", `names:${battle}`);
    await press("second", action(open, "A"));
    expect(await kit.store.ballots.findVote(battle, pseudonyms.of("web:first"))).toMatchObject({
      namesSeenBy: 0,
      means: "button",
    });
    expect(await kit.store.ballots.findVote(battle, pseudonyms.of("web:second"))).toMatchObject({ namesSeenBy: 1 });
  });

  it("refuses the names to whoever has not voted", async () => {
    const open = core.platform.shows(await ask());
    await expect(press("curious", `names:${battleOf(open)}`)).rejects.toThrow(words.refusals.voteFirst);
  });

  it("offers the four choices again on Change", async () => {
    const open = core.platform.shows(await ask());
    const voted = await press("voter", action(open, "A"));
    const change = await press("voter", action(voted, "Change"));
    expect(change.buttons.slice(0, 4)).toEqual(open.buttons);
    expect(change.buttons.slice(4).map((button) => button.label)).toEqual([words.battle.buttons.withdraw]);
  });

  it.each(["vote:0000000000000000:a", "names:0000000000000000", "change:0000000000000000", "close:0000000000000000"])(
    "refuses %s, which belongs to no battle",
    async (forged) => {
      await expect(press("voter", forged)).rejects.toThrow(words.refusals.unknownBattle);
    },
  );

  it.each(["", "vote", "drop table", "vote:x:a"])("refuses %j, which is no action", async (forged) => {
    await expect(press("voter", forged)).rejects.toThrow(words.refusals.unknownAction);
  });
});

describe("closing", () => {
  it("closes ten minutes after the first vote, shows names and votes, and counts them", async () => {
    const address = await ask();
    const open = core.platform.shows(address);
    core.clock.advance(30 * minute);
    await press("one", action(open, "A"));
    core.clock.advance(9 * minute);
    await press("two", action(open, "A"));
    core.clock.advance(minute - 1);
    expect(core.platform.shows(address)).toBe(open);
    core.clock.advance(1);
    await core.settled();
    const closed = core.platform.shows(address);
    expect(closed.text).toMatch(
      /^This battle is closed\. A was \*\*Model m. \(Tests\)\*\*, B was \*\*Model m. \(Tests\)\*\*\. \*\*Model m.\*\* won here, 2 votes to 0\.$/,
    );
    expect(closed.answers).toEqual(open.answers);
    expect(closed.footer).toBe("2 votes: A 2, B 0, tie 0, both bad 0.");
    expect(closed.buttons.map((button) => button.label)).toEqual([words.battle.buttons.draw]);
    expect(await kit.store.battles.findBattle(battleOf(open))).toMatchObject({
      status: "closed",
      endReason: "time",
      delivery: null,
    });
    await expect(press("late", action(open, "A"))).rejects.toThrow(/has closed\. A was \*\*Model/);
  });

  it("counts a vote on the board only when its battle has closed", async () => {
    const votes = async () =>
      (await kit.store.boards.cells({ league: "real" })).reduce(
        (sum, cell) => sum + cell.a + cell.b + cell.tie + cell.bothBad,
        0,
      );
    const before = await votes();
    const open = core.platform.shows(await ask());
    await press("one", action(open, "Tie"));
    expect(await votes()).toBe(before);
    core.clock.advance(10 * minute);
    await core.settled();
    expect(await votes()).toBe(before + 1);
  });

  it("closes after a day without any vote", async () => {
    const address = await ask();
    core.clock.advance(24 * 60 * minute);
    await core.settled();
    expect(core.platform.shows(address).footer).toBe("Nobody voted.");
  });

  it("lets its asker close it, unless the asker has seen the names; nobody else", async () => {
    const address = await ask();
    const open = core.platform.shows(address);
    const mine = await press("asker", action(open, "A"));
    const other = await press("other", action(open, "B"));
    expect(other.buttons.map((button) => button.label)).not.toContain(words.battle.buttons.close);
    const close = action(mine, words.battle.buttons.close);
    await expect(press("other", close)).rejects.toThrow(words.refusals.notAsker);
    const reply = await press("asker", close);
    expect(reply.text).toContain(words.battle.closedByYou);
    expect(core.platform.shows(address).footer).toBe("2 votes: A 1, B 1, tie 0, both bad 0.");

    const next = core.platform.shows(await ask());
    await press("asker", action(next, "A"));
    await press("asker", `names:${battleOf(next)}`);
    await expect(press("asker", `close:${battleOf(next)}`)).rejects.toThrow(words.refusals.askerSawNames);
  });

  it("closes a private chat's battle when the names are shown", async () => {
    const address = await ask("alone", { private: true });
    const open = core.platform.shows(address);
    await press("alone", action(open, "A"));
    await press("alone", `names:${battleOf(open)}`);
    await core.settled();
    expect(core.platform.shows(address).text).toContain("This battle is closed.");
    expect(await kit.store.battles.findBattle(battleOf(open))).toMatchObject({ endReason: "names-shown" });
  });
});

describe("when showing or storing fails for a while", () => {
  it("shows the answers as soon as the platform takes them", async () => {
    const release: (() => void)[] = [];
    kit.server.script(async (call, number) => {
      await new Promise<void>((resolve) => release.push(resolve));
      await signedAnswer(call, number);
    });
    await core.handle({ ...sender("asker"), text: "Why?" });
    await until(() => release.length === 2);
    core.platform.broken = true;
    for (const go of release) go();
    await core.settled();
    const [address] = core.platform.addresses();
    expect(core.platform.shows(address!).text).toBe(words.battle.answering);
    core.platform.broken = false;
    core.clock.advance(minute);
    await core.settled();
    expect(core.platform.shows(address!).buttons).toHaveLength(4);
  });

  it("closes a battle that could not be closed in time, later", async () => {
    const address = await ask();
    const { store } = kit;
    const { closeBattle } = store.battles;
    store.battles.closeBattle = () => Promise.reject(new Error("the database is away"));
    core.clock.advance(24 * 60 * minute);
    await core.settled();
    expect(core.platform.shows(address).buttons).toHaveLength(4);
    store.battles.closeBattle = closeBattle;
    core.clock.advance(minute);
    await core.settled();
    expect(core.platform.shows(address).text).toContain("This battle is closed.");
  });

  it("takes up again what could not be recorded, without calling a model more than once more", async () => {
    const { store } = kit;
    const { finishAttempt } = store.answering;
    kit.server.calls.length = 0;
    store.answering.finishAttempt = () => Promise.reject(new Error("the database is away"));
    const address = await ask();
    store.answering.finishAttempt = finishAttempt;
    expect(core.platform.shows(address).text).toBe(words.battle.answering);
    expect(core.log.at(-1)?.message).toContain("taken up again");
    await core.start();
    core.clock.advance(30_000);
    await core.settled();
    core.clock.advance(15_000);
    await core.settled();
    expect(core.platform.shows(address).buttons).toHaveLength(4);
    expect(kit.server.calls.length).toBeLessThanOrEqual(4);
  });
});

describe("after a restart", () => {
  it("goes on with open battles, and closes those whose time has come", async () => {
    const address = await ask();
    const open = core.platform.shows(address);
    await press("voter", action(open, "A"));
    await core.stop();
    const { platform } = core;
    core = await kit.createCore();
    core.connect(platform);
    core.clock.advance(9 * minute);
    await core.start();
    await press("second", action(open, "A"));
    core.clock.advance(minute);
    await core.settled();
    expect(platform.shows(address).footer).toBe("2 votes: A 2, B 0, tie 0, both bad 0.");
  });

  it("shows the answers of a battle that was opened, but not shown, before the end", async () => {
    const address = await ask();
    const open = core.platform.shows(address);
    const battle = (await kit.store.battles.findBattle(battleOf(open)))!;
    const seal = createDeliverySeal(testKey);
    const delivery = seal.open(battle.delivery!);
    const posts = delivery.posts.map((post) => ({ ...post, shows: "answering" as const }));
    await kit.store.battles.saveDelivery(battle.id, battle.delivery, seal.seal({ ...delivery, posts }), []);
    await core.stop();
    const { platform } = core;
    platform.history.get(address)!.push({ text: words.battle.answering, buttons: [], images: [] });
    core = await kit.createCore();
    core.connect(platform);
    await core.start();
    await core.settled();
    expect(platform.shows(address)).toEqual(open);
  });

  it("shows the end of a battle that closed while its platform was down", async () => {
    const address = await ask();
    const open = core.platform.shows(address);
    await press("voter", action(open, "A"));
    core.platform.broken = true;
    core.clock.advance(10 * minute);
    await core.settled();
    expect(core.platform.shows(address)).toBe(open);
    core.platform.broken = false;
    await core.start();
    await core.settled();
    expect(core.platform.shows(address).text).toContain("This battle is closed.");
    expect((await kit.store.battles.findBattle(battleOf(open)))?.delivery).toBeNull();
  });
});

describe("models out of the draw", () => {
  it("keeps naming those that have left the roster", async () => {
    const open = core.platform.shows(await ask());
    const { platform } = core;
    await core.stop();
    const writers = [open.answers!.a, open.answers!.b].map((text) => text.slice(-2));
    core = await kit.createCore({ models: fourModels.filter((model) => !writers.includes(model.id)) });
    core.connect(platform);
    await press("voter", action(open, "A"));
    const named = await press("voter", `names:${battleOf(open)}`);
    for (const writer of writers) expect(named.text).toContain(`Model ${writer} (Tests)`);
  });
});
