import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Reply, Request } from "../../core/chat/post.ts";
import { sentences } from "../../core/language/index.ts";
import { ask, type Asked, minute, pass, press, signedAnswer } from "../arena/play.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit } from "../core-kit.ts";

const words = sentences("en");
const day = 24 * 60 * minute;

let kit: CoreKit;
let core: RunningCore;

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  kit.server.script(signedAnswer);
  core = await kit.createCore({ platform: "telegram" });
});

const here = { platform: "telegram", community: "telegram:-1", place: "-1" } as const;
const person = (name: string) => ({ ...sender(name, here), person: `telegram:${name}` });
/** Where the message of a test is. */
let address = "";
let messages = 0;
beforeEach(() => {
  messages += 1;
  address = `-1/${messages}`;
});
const posts = () => core.platform.addresses().length;

/** Says something in answer to a battle. */
async function answer(to: Asked, text: string, name = "asker", more: Partial<Request> = {}) {
  const reply = await core.handle({ ...person(name), text, address, inReplyTo: to.address, ...more });
  await core.settled();
  return reply;
}

const begin = () => ask(core, "asker", { ...here, person: "telegram:asker" });
const pressOffer = (reply: Reply | undefined, name: string, text: string, author = "asker") =>
  core.press({
    ...person(name),
    action: reply?.buttons[0]?.action ?? "",
    shared: true,
    readAnswered: async () => ({ text, address, person: `telegram:${author}` }),
  });

describe("in answer to a battle", () => {
  it("talk moves nothing, and is answered with nothing", async () => {
    const first = await begin();
    for (const name of ["asker", "another"]) expect(await answer(first, "haha, B is funny", name)).toBeUndefined();
    expect(posts()).toBe(1);
    expect(core.platform.shows(first.address)).toEqual(first.post);
  });

  it("what may be a question of its asker's is offered quietly, once a turn, and asked at a press, once", async () => {
    const first = await begin();
    const offer = await answer(first, "And in Celsius, please");
    expect(offer).toMatchObject({ text: words.asking.maybeFollowUp, quiet: true, private: false });
    expect(await answer(first, "And in Kelvin, please")).toBeUndefined();
    await expect(pressOffer(offer, "another", "And in Celsius, please")).rejects.toThrow(words.asking.notYourWords);
    for (let count = 0; count < 2; count += 1) {
      expect(await pressOffer(offer, "asker", "And in Fahrenheit, please")).toMatchObject({
        private: false,
        buttons: [],
      });
      await core.settled();
    }
    expect(posts()).toBe(2);
    const { turns } = (await kit.store.battles.findBattle(first.battle))!;
    expect(turns.map(({ question }) => question)).toEqual(["Why is the sea salty?", "And in Fahrenheit, please"]);
    const second = { ...first, address: core.platform.addresses()[1]! };
    expect(await answer(second, "Shorter, please")).toMatchObject({ text: words.asking.maybeFollowUp });
  });

  it("a press tells when the words are gone, or come too late", async () => {
    const first = await begin();
    const offer = await answer(first, "And in Celsius, please");
    const { action } = offer!.buttons[0]!;
    const gone = { ...person("asker"), action, readAnswered: async () => undefined };
    await expect(core.press(gone)).rejects.toThrow(words.asking.wordsGone);
    await expect(core.press({ ...person("asker"), action })).rejects.toThrow(words.asking.wordsGone);
    await press(core, "voter", `vote:${first.battle}:a`, here);
    await press(core, "voter", `names:${first.battle}`, here);
    await expect(pressOffer(offer, "asker", "And?")).rejects.toThrow(words.refusals.followUpAfterVote);
    expect(await answer(first, "And in Kelvin, please")).toBeUndefined();
  });

  it("others are told once why they cannot ask, alone, and may begin a battle of their own", async () => {
    const first = await begin();
    const refused = { text: words.refusals.followUpNotAsker, quiet: true, private: true };
    expect(await answer(first, "And the rivers?", "another")).toMatchObject(refused);
    expect(await answer(first, "And the lakes?", "another")).toBeUndefined();
    expect(await answer(first, "And the rain?", "third")).toMatchObject(refused);
    expect(posts()).toBe(1);
    expect(await answer(first, "/battle And the rain?", "third")).toBeUndefined();
    expect(await answer(first, "And the snow?", "third", { named: "first" })).toBeUndefined();
    expect(posts()).toBe(3);
    expect((await kit.store.battles.findBattle(first.battle))!.turns).toHaveLength(1);
  });

  it("that has closed, everything is talk", async () => {
    const first = await begin();
    await pass(core, 24 * 60 * minute);
    for (const text of ["wow", "And why not the rivers?", "Make it shorter"])
      expect(await answer(first, text)).toBeUndefined();
    expect(posts()).toBe(1);
  });
});

describe("a question that was edited", () => {
  const told = (text: string, more: Partial<Request> = {}) =>
    core.handle({ ...person("asker"), text, address, event: address, ...more });
  const edit = (text: string, more: Partial<Request> = {}) => told(text, { edited: true, ...more });
  const beginEdited = async () => {
    await told("Why is the see salty?");
    await core.settled();
  };

  it("is offered to be asked again, quietly and once, and is asked as it reads then", async () => {
    await beginEdited();
    expect(await edit("Why is the see salty?")).toBeUndefined();
    const offer = await edit("/battle #programming Why is the sea salty?");
    expect(offer).toMatchObject({ text: words.asking.edited, quiet: true, private: false });
    expect(await edit("Why is the sea so salty?")).toBeUndefined();
    await pressOffer(offer, "asker", "/battle #programming Why is the sea so salty?");
    await core.settled();
    const post = core.platform.shows(core.platform.addresses()[1]!);
    const battle = await kit.store.battles.findBattle(post.buttons[0]!.action.split(":")[1]!);
    expect(battle).toMatchObject({ task: "programming", turns: [{ question: "Why is the sea so salty?" }] });
  });

  it("is offered where it has only become one, and answers what is heard", async () => {
    expect(await told("haha", { inReplyTo: "-1/board" })).toBeUndefined();
    expect(await edit("Why?", { inReplyTo: "-1/board" })).toBeUndefined();
    const offer = await edit("Why is the sea salty?", { inReplyTo: "-1/board", named: "first" });
    expect(offer).toMatchObject({ text: words.asking.maybeQuestion, quiet: true });
    const first = await begin();
    expect(await edit("haha", { inReplyTo: first.address })).toBeUndefined();
    const followUp = await edit("And at night?", { inReplyTo: first.address });
    expect(followUp).toMatchObject({ text: words.asking.maybeFollowUp, quiet: true });
    expect(posts()).toBe(1);
    await pressOffer(followUp, "asker", "And at night?");
    await core.settled();
    expect(posts()).toBe(2);
  });

  it("is left alone where it asks nothing new", async () => {
    await beginEdited();
    for (const text of ["", "/settings paused on", " Why is the see salty? "]) expect(await edit(text)).toBeUndefined();
    expect(await edit("Why?", { person: "telegram:another" })).toBeUndefined();
    expect(posts()).toBe(1);
  });
});

describe("what people have been told", () => {
  it("is forgotten after a while, at the next start", async () => {
    const { notes } = kit.store;
    const [old, young] = [8, 6].map((days) => ({ name: `told-${days}`, at: core.clock.now().getTime() - days * day }));
    for (const { name, at } of [old!, young!]) await notes.keepNote(name, "x", new Date(at));
    await core.start();
    expect([await notes.findNote("told-8"), await notes.findNote("told-6")]).toEqual([undefined, "x"]);
  });
});

describe("characters of no width", () => {
  it.each(["/\u200bmodels", "\ufeff/models", "/mo\u2060dels", "／模\u200b型"])(
    "%j is the command it looks like",
    async (text) => {
      expect((await core.handle({ ...person("asker"), text }))?.text).toContain("Model m1");
    },
  );

  it("are taken out of questions, but for those that join letters and emoji", async () => {
    await core.handle({ ...person("asker"), text: "Why\u200b is 👩\u200d🚀 می\u200cخواهم?" });
    await core.settled();
    const post = core.platform.shows(core.platform.addresses()[0]!);
    const found = await kit.store.battles.findBattle(post.buttons[0]!.action.split(":")[1]!);
    expect(found!.turns[0]!.question).toBe("Why is 👩\u200d🚀 می\u200cخواهم?");
  });
});
