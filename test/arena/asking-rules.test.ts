import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AskingRules, battleLimits, usualRules } from "../../core/battle/asking-rules.ts";
import { type BattlesAllowed, defaultRules } from "../../core/battle/rules.ts";
import { fetchAttached, Refusal, sentences } from "../../core/index.ts";
import type { Request, Sender } from "../../core/chat/post.ts";
import { largePng } from "../images/pictures.ts";
import { buildModel } from "../models/fixtures.ts";
import { answerWithoutEnd } from "../peers/scripted-model-server.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { press, say, signedAnswer } from "./play.ts";

const words = sentences("en");
const { asking } = words;

let kit: CoreKit;
let core: RunningCore;
let community: string;
let communities = 0;
beforeAll(async () => {
  kit = await startCoreKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());
beforeEach(async () => {
  communities += 1;
  community = `web:community-${communities}`;
  core = await kit.createCore();
});

const request = (more: Partial<Request> = {}): Request => ({
  ...sender(`ann-${communities}`, { community }),
  ...{ text: "Why?", ...more },
});
const set = (text: string, more: Partial<Request> = {}) =>
  core.handle(request({ manages: true, text: `/settings ${text}`, ...more }));

describe("what a community decides about asking", () => {
  it("pauses everything but votes", async () => {
    const { post } = await say(core, request());
    await set("paused on");
    await expect(core.handle(request())).rejects.toThrow(asking.paused);
    await press(core, "bob", post.buttons[0]!.action, { community });
    await set("paused off");
    await core.handle(request());
  });

  it("lets ask managers alone, or the members of a role with them", async () => {
    await set("askers managers");
    await expect(core.handle(request())).rejects.toThrow(asking.notAmongAskers);
    await core.handle(request({ manages: true }));
    await set("askers <@&77>");
    await expect(core.handle(request({ groups: ["76"] }))).rejects.toThrow(asking.notAmongAskers);
    await core.handle(request({ groups: ["76", "77"] }));
  });

  it("lets ask in some places, and in their threads", async () => {
    await set("allow <#11> allow 12");
    await expect(core.handle(request())).rejects.toThrow(asking.notHere);
    await core.handle(request({ place: "12" }));
    await core.handle(request({ place: "99", within: "11" }));
    await set("forbid 11");
    await expect(core.handle(request({ place: "11" }))).rejects.toThrow(asking.notHere);
    await set("allow here", { place: "13" });
    await core.handle(request({ place: "13" }));
    await set("forbid here", { place: "12" });
    await expect(core.handle(request({ place: "12" }))).rejects.toThrow(asking.notHere);
    // It would open all the others.
    await expect(set("forbid 13")).rejects.toThrow(words.askingSettings.nothingForbidden);
    await set("allow all");
    // Nobody may have more than three questions unanswered.
    await core.settled();
    await core.handle(request());
  });

  /** Until midnight. */
  const spent = (battles: number) => {
    const now = core.clock.now().getTime();
    return asking.limits.community(battles, 24 * 60 * 60_000 - (now % (24 * 60 * 60_000)));
  };

  it("spends so many battles a day", async () => {
    await set("budget 2");
    await core.handle(request());
    await core.handle(request());
    await expect(core.handle(request())).rejects.toThrow(spent(2));
    await core.settled();
    await set("budget 3");
    await core.handle(request());
    await set("budget 1");
    await expect(core.handle(request())).rejects.toThrow(spent(1));
    await core.settled();
  });

  it("spends it on follow-ups, too, as a person's limit is, and says how long to wait", async () => {
    const battles = { person: { minute: 3 }, community: {}, installation: {} };
    core = await kit.createCore({ rules: { battles } });
    const { address } = await say(core, request());
    const followUp = request({ text: "And why?", inReplyTo: address, followUp: true });
    await set("budget 1");
    await expect(core.handle(followUp)).rejects.toThrow(spent(1));
    await set("budget off");
    core.clock.advance(15_000);
    for (let turn = 0; turn < 2; turn += 1) await say(core, followUp);
    await expect(core.handle(followUp)).rejects.toThrow(words.refusals.tooFast(45));
    await expect(core.handle(request())).rejects.toThrow(words.refusals.tooFast(45));
    core.clock.advance(45_000);
    await say(core, followUp);
    await expect(core.handle(request())).rejects.toThrow(words.refusals.tooFast(15));
  });

  it("counts a day from midnight to midnight, UTC, and nowhere in private", () => {
    const rules = { ...usualRules, dailyBudget: 2 };
    const limitsAt = (at: string, own: AskingRules = rules, more = {}) =>
      battleLimits(new Date(at), defaultRules, own, request(more)).map(({ most, from, until }) => ({
        most,
        from,
        until,
      }));
    const first = { most: 2, from: new Date("2030-01-01T00:00:00Z"), until: new Date("2030-01-02T00:00:00Z") };
    expect(limitsAt("2030-01-01T00:00:00Z")).toEqual([first]);
    expect(limitsAt("2030-01-01T23:59:59.999Z")).toEqual([first]);
    expect(limitsAt("2030-01-02T00:00:00Z")[0]?.from).toEqual(first.until);
    expect(limitsAt("2030-01-01T00:00:00Z", usualRules)).toEqual([]);
    expect(limitsAt("2030-01-01T00:00:00Z", rules, { private: true })).toEqual([]);
  });

  it("spends not one battle more, however many people ask at once", async () => {
    await set("budget 5");
    const before = core.platform.addresses().length;
    const asked = Array.from({ length: 30 }, (_, number) => core.handle(request({ person: `web:person-${number}` })));
    const refused = (await Promise.allSettled(asked)).filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(25);
    for (const { reason } of refused as PromiseRejectedResult[]) expect(reason).toEqual(new Refusal(spent(5)));
    expect(core.platform.addresses()).toHaveLength(before + 5);
    await core.settled();
  });

  it("shows the names to nobody before the close", async () => {
    await set("reveal at-close");
    const { post, battle } = await say(core, request());
    await press(core, "bob", post.buttons[0]!.action, { community });
    await expect(press(core, "bob", `names:${battle}`, { community })).rejects.toThrow(asking.namesAtClose);
  });

  it("names the thread of each battle by its question", async () => {
    await set("threads on");
    const before = core.platform.addresses().length;
    await say(core, request());
    expect(core.platform.history.get(core.platform.addresses()[before]!)![0]!.thread).toBe("Why?");
  });

  it("is logged for those who run it", async () => {
    await expect(core.handle(request({ text: "/settings log" }))).rejects.toThrow(words.settings.notYours);
    expect((await set("log"))?.text).toBe(words.askingSettings.noChanges);
    await set("minutes 5 paused on");
    await set("minutes 6", { person: "web:other" });
    const log = (await set("log"))!.text.split("\n").slice(2);
    expect(log[0]).toContain("`minutes` 5 → 6 (by another manager)");
    expect(log.slice(1).join()).toContain("`paused` off (default) → on (by you)");
  });

  it.each(["paused perhaps", "reveal never", "budget 0", "askers <script>", "allow"])("refuses %s", async (text) => {
    await expect(set(text)).rejects.toThrow();
    expect((await set("log"))?.text).toBe(words.askingSettings.noChanges);
  });
});

describe("what is attached to a question", () => {
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAIAAAA8r+mnAAAAD0lEQVR4nGNowAEYqCcBAGDrMAFyJYzIAAAAAElFTkSuQmCC",
    "base64",
  );
  const file = (name: string, content: Buffer) => ({
    ...{ name, size: content.length },
    read: async () => new Uint8Array(content),
  });
  const models = ["m1", "m2", "m3", "m4"].map((id) =>
    buildModel({ id, name: `Model ${id}`, model: id, input: id < "m3" ? ["text", "image"] : ["text"] }),
  );

  it("reaches models that take pictures, and only those", async () => {
    core = await kit.createCore({ models });
    for (let turn = 0; turn < 6; turn += 1) {
      const before = kit.server.calls.length;
      await say(core, request({ text: "What is this?", files: [file("it.png", png)] }));
      const asked = kit.server.calls.slice(before);
      expect(new Set(asked.map(({ body }) => body.model))).toEqual(new Set(["m1", "m2"]));
      for (const { body } of asked) {
        const [message] = body.messages as [{ content: unknown }];
        expect(message.content).toEqual([
          { type: "text", text: "What is this?" },
          { type: "image_url", image_url: { url: `data:image/png;base64,${png.toString("base64")}` } },
        ]);
      }
    }
  });

  it("asks nothing that nobody could see", async () => {
    await expect(core.handle(request({ files: [file("it.png", png)] }))).rejects.toThrow(asking.nobodySees);
  });

  it("is read where it is text", async () => {
    const before = kit.server.calls.length;
    await say(core, request({ text: "Mend this:", files: [file("a.py", Buffer.from("print('```')\n"))] }));
    const [message] = kit.server.calls[before]!.body.messages as [{ content: string }];
    expect(message.content).toBe("Mend this:\n\na.py:\n````\nprint('```')\n````");
  });

  it("is refused in a sentence where it is neither", async () => {
    const program = file("setup.exe", Buffer.from([77, 90, 0, 1]));
    await expect(core.handle(request({ files: [program] }))).rejects.toThrow(asking.unreadableFile("setup.exe"));
    const huge = { ...file("huge.png", png), size: 21 * 1024 * 1024 };
    await expect(core.handle(request({ files: [huge] }))).rejects.toThrow(asking.fileTooLarge("huge.png", 20));
    const { server } = kit;
    server.script(answerWithoutEnd({ "content-type": "image/png" }, "png"));
    const read = async () => new Uint8Array(await (await fetchAttached(server.baseURL)).arrayBuffer());
    const endless = { name: "small.png", size: 10, read };
    await expect(core.handle(request({ files: [endless] }))).rejects.toThrow(asking.fileTooLarge("small.png", 20));
    server.script(signedAnswer);
    const lost = { ...file("lost.png", png), read: () => Promise.reject(new Error("Forbidden")) };
    await expect(core.handle(request({ files: [lost] }))).rejects.toThrow(asking.fileNotFetched("lost.png"));
    expect(core.log.some(({ message }) => /could not be fetched/u.test(message))).toBe(true);
  });

  it("is made smaller where it is too large for models, or refused in a sentence where it cannot be", async () => {
    core = await kit.createCore({ models });
    const before = kit.server.calls.length;
    const photograph = file("photograph.png", largePng(3_000, 1_000, 6_000_000));
    await say(core, request({ text: "What is this?", files: [photograph] }));
    const [message] = kit.server.calls[before]!.body.messages as [{ content: { image_url?: { url: string } }[] }];
    const { url = "" } = message.content[1]!.image_url ?? {};
    expect(url).toMatch(/^data:image\/jpeg;base64,/u);
    expect(url.length).toBeLessThan(200_000);
    const bomb = file("bomb.png", largePng(60_000, 60_000, 6_000_000));
    await expect(core.handle(request({ files: [bomb] }))).rejects.toThrow(asking.tooManyPixels("bomb.png", 25));
    const broken = file("broken.png", largePng(100, 100, 6_000_000).fill(0, 40, 100));
    await expect(core.handle(request({ files: [broken] }))).rejects.toThrow(asking.unreadableFile("broken.png"));
  });

  it("is fetched no further than is needed to see that it is too much", async () => {
    let fetched = 0;
    const counted = { ...file("it.png", png), read: async () => ((fetched += 1), new Uint8Array(png)) };
    const many = Array.from({ length: 10 }, () => counted);
    await expect(core.handle(request({ files: many }))).rejects.toThrow(asking.tooManyPictures(4));
    expect(fetched).toBe(5);
  });

  it("waits its turn where it is large, two questions at a time and no more than two of one person", async () => {
    const { promise, resolve } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
    let fetching = 0;
    const slow = { name: "slow.png", size: 6_000_000, read: () => ((fetching += 1), promise) };
    const ask = (person: string) =>
      core.handle({ ...request({ files: [slow] }), person: `web:${person}` }).catch((error: Error) => error.message);
    const asked = ["a", "a", "a", "b"].map(ask);
    expect(await asked[2]).toBe(words.refusals.tooBusy(30));
    expect(fetching).toBe(2);
    resolve(new Uint8Array(png));
    expect(await Promise.all(asked)).toEqual([
      asking.nobodySees,
      asking.nobodySees,
      expect.any(String),
      asking.nobodySees,
    ]);
    expect(fetching).toBe(3);
  });
});

describe("limits that all processes share", () => {
  const day = 24 * 60 * 60_000;
  const together = async (battles: Partial<BattlesAllowed>, place: string) => {
    const rules = { battles: { ...defaultRules.battles, ...battles } };
    return [await kit.createCore({ rules }), await kit.createCore({ rules, place, alone: false })] as const;
  };
  const askIn = async (one: RunningCore, person: string, more: Partial<Sender> = {}) => {
    await one.handle({ ...sender(person, { community: "web:limited", ...more }), text: "Why?" });
    await one.settled();
  };

  it("let a person ask so often within a minute, and say in words how long to wait", async () => {
    const [here, there] = await together({ person: { minute: 2 } }, "elsewhere");
    await askIn(here, "quick");
    here.clock.advance(20_000);
    there.clock.advance(20_000);
    await askIn(there, "quick", { community: "web:limited too" });
    for (const [one, language] of [
      [here, "en"],
      [there, "zh"],
    ] as const)
      await expect(askIn(one, "quick", { language })).rejects.toThrow(sentences(language).refusals.tooFast(40));
    await askIn(here, "somebody else");
    here.clock.advance(40_000);
    await askIn(here, "quick");
  });

  it.each(["en", "zh"] as const)("let a person ask so often in a day (%s)", async (language) => {
    const [here, there] = await together({ person: { day: 2 } }, "far away");
    await askIn(here, `daily ${language}`);
    await askIn(there, `daily ${language}`);
    const left = day - (here.clock.now().getTime() % day);
    const refusal = sentences(language).asking.limits.person(2, left);
    await expect(askIn(here, `daily ${language}`, { language })).rejects.toThrow(refusal);
    await expect(askIn(here, `daily ${language}`, { language, private: true })).rejects.toThrow(refusal);
    here.clock.advance(left);
    await askIn(here, `daily ${language}`, { language });
  });

  it("hold for everybody together where they are the installation's", async () => {
    const own = await startCoreKit();
    const rules = { battles: { ...defaultRules.battles, installation: { minute: 3 } } };
    const [here, there] = [await own.createCore({ rules }), await own.createCore({ rules, place: "b", alone: false })];
    const asked = Array.from({ length: 8 }, (_, number) => askIn([here, there][number % 2]!, `person ${number}`));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    const reasons = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason as Error] : []));
    for (const reason of reasons) expect(reason).toMatchObject({ message: sentences("en").refusals.tooBusy(60) });
    await own.close();
  });
});
