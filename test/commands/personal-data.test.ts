/** Questions with personal data: masked or not asked at all, as their askers decide, and nowhere in clear. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AttachedFile, bytesOf, type Reply } from "../../core/chat/post.ts";
import { sentences } from "../../core/language/index.ts";
import { ask, press, signedAnswer } from "../arena/play.ts";
import { type CoreKit, fourModels, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { findIn, readAllTables } from "../safety/record-reading.ts";

const words = sentences("en").personal;
const data = ["anna.k@posteo.de", "13912345678", "4532015112830366"];
const question = `Who is ${data[0]}, with ${data[1]} and the card ${data[2]}?`;
const masked = "Who is [e-mail address], with [phone number] and the card [card number]?";
const where = { platform: "discord", community: "discord:1", place: "11" } as const;

let kit: CoreKit;
let core: RunningCore;

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  kit.server.script(signedAnswer);
  core = await kit.createCore({ platform: "discord" });
});

const person = (name: string) => sender(name, { ...where, person: `discord:${name}` });
const asked = () => JSON.stringify(kit.server.calls.map(({ body }) => body.messages));
const action = (reply: Reply | undefined, label: string) =>
  reply?.buttons.find((button) => button.label === label)?.action ?? "";

async function say(name: string, text: string, more: object = {}): Promise<Reply | undefined> {
  const reply = await core.handle({ ...person(name), text, ...more });
  await core.settled();
  return reply;
}

async function decide(name: string, reply: Reply | undefined, label: string, more: object = {}) {
  const done = await core.press({ ...person(name), action: action(reply, label), ...more });
  await core.settled();
  return done;
}

describe("a question with personal data", () => {
  it("is shown masked to its asker alone, and asked nobody until they have decided", async () => {
    const before = kit.server.calls.length;
    const reply = await say("first", question, { address: "11/1", event: "11/1" });
    expect(reply).toMatchObject({ private: true, said: masked });
    expect(reply?.text).toBe(`${words.found("e-mail address, phone number, card number")}\n\n> ${masked}`);
    expect(reply?.buttons.map(({ label }) => label)).toEqual([words.sendMasked, words.dontSend]);
    for (const one of reply?.buttons ?? []) expect(Buffer.byteLength(one.action)).toBeLessThanOrEqual(64);
    expect([kit.server.calls.length, core.platform.addresses()]).toEqual([before, []]);
  });

  it("is asked masked, once, after a restart as well, and shown masked in its battle's post", async () => {
    const reply = await say("second", question, { address: "11/2", event: "11/2" });
    core = await kit.createCore({ platform: "discord" });
    for (let count = 0; count < 2; count += 1) {
      if (count === 0) await decide("second", reply, words.sendMasked);
      else await expect(decide("second", reply, words.sendMasked)).rejects.toThrow(words.gone);
    }
    expect(core.platform.addresses()).toHaveLength(1);
    expect(core.platform.shows(core.platform.addresses()[0]!).question).toBe(masked);
    expect(asked()).toContain(masked);
    // Its message as it was edited since then: the same words, masked, are no other question.
    expect(await say("second", question, { address: "11/2", event: "11/2", edited: true })).toBeUndefined();
    // Told of once more, it has been asked.
    expect(await say("second", question, { address: "11/2", event: "11/2" })).toBeUndefined();
    expect(core.platform.addresses()).toHaveLength(1);
  });

  it("is forgotten when its asker says so", async () => {
    const reply = await say("third", question);
    expect(await decide("third", reply, words.dontSend)).toMatchObject({ private: true, text: words.dropped });
    await expect(decide("third", reply, words.sendMasked)).rejects.toThrow(words.gone);
    expect(core.platform.addresses()).toEqual([]);
  });

  it("is nobody else's to decide, and gives way to the asker's next one", async () => {
    const reply = await say("fourth", question);
    await expect(decide("somebody", reply, words.sendMasked)).rejects.toThrow(words.gone);
    const next = await say("fourth", `And ${data[0]}?`);
    await expect(decide("fourth", reply, words.sendMasked)).rejects.toThrow(words.gone);
    await decide("fourth", next, words.sendMasked);
    expect(asked()).toContain("And [e-mail address]?");
  });

  it("has the same buttons when the platform tells of it twice", async () => {
    const [once, again] = [await say("fifth", question, { event: "5" }), await say("fifth", question, { event: "5" })];
    expect(again).toEqual(once);
  });

  it("is asked where it was written, though its asker decides in a private chat", async () => {
    const reply = await say("sixth", question);
    const alone = { community: "discord:@sixth", place: "dm", private: true };
    expect(await decide("sixth", reply, words.sendMasked, alone)).toMatchObject({ private: true });
    const [address] = core.platform.addresses();
    const battle = await kit.store.battles.findBattle(core.platform.shows(address!).buttons[0]!.action.split(":")[1]!);
    expect(battle).toMatchObject({ private: false });
    expect(address).toMatch(/^11#/u);
  });

  it("follows up on the battle that it answers", async () => {
    const first = await ask(core, "seventh", { ...where, person: "discord:seventh" });
    const reply = await say("seventh", `And to ${data[0]}?`, { inReplyTo: first.address });
    await decide("seventh", reply, words.sendMasked);
    const { turns } = (await kit.store.battles.findBattle(first.battle))!;
    expect(turns.map((turn) => turn.question)).toEqual(["Why is the sea salty?", "And to [e-mail address]?"]);
  });

  it("takes what is attached along: texts masked, pictures whole; too many of them do not wait", async () => {
    const sees = fourModels.map((model) => ({ ...model, input: ["text", "image"] as const }));
    core = await kit.createCore({ platform: "discord", models: sees as unknown as typeof fourModels });
    const notes = fileOf("notes.txt", new TextEncoder().encode(`Call ${data[1]}`));
    const picture = (size: number) => fileOf("picture.png", pngOf(size));
    const reply = await say("eighth", "What does it say?", { files: [notes, picture(2_000)] });
    await decide("eighth", reply, words.sendMasked);
    expect(asked()).toContain("Call [phone number]");
    expect(asked()).toContain(Buffer.from(pngOf(2_000)).toString("base64"));
    const many = { files: [notes, picture(3_000_000), picture(3_000_000)] };
    await expect(say("eighth", "What does it say?", many)).rejects.toThrow(words.tooLargeToWait("phone number"));
  });

  it("is masked when it is to be one of the bank's", async () => {
    await say("ninth", `/bank add Write to ${data[0]}`, { manages: true });
    expect(await readAllTables(kit)).toContain("Write to [e-mail address]");
  });

  it("that waits is listed by /privacy, to its asker alone, and exported as it is kept; decided, it is neither", async () => {
    const { waiting } = sentences("en").privacy;
    const listed = async (name: string) => (await say(name, "/privacy"))!.text.includes(waiting);
    const exported = async () => {
      const { files } = (await say("eleventh", "/privacy export"))!;
      const { waitingQuestion } = JSON.parse(bytesOf(files![0]!).toString()) as { waitingQuestion: unknown };
      return waitingQuestion;
    };
    const reply = await say("eleventh", question, { files: [fileOf("picture.png", pngOf(2_000))] });
    expect([await listed("eleventh"), await listed("somebody")]).toEqual([true, false]);
    expect(await exported()).toMatchObject({
      ...{ question: masked, pictures: [{ mediaType: "image/png", size: 2_000 }] },
      ...{ platform: "discord", community: "discord:1", place: "11" },
    });
    await decide("eleventh", reply, words.dontSend);
    expect([await listed("eleventh"), await exported()]).toEqual([false, null]);
  });

  it("that waits is forgotten with its asker", async () => {
    const reply = await say("tenth", question);
    const offer = await core.handle({ ...person("tenth"), text: "/privacy erase" });
    for (const button of offer?.buttons ?? [])
      await press(core, "tenth", button.action, { ...where, person: "discord:tenth" });
    await core.settled();
    const { files } = (await say("tenth", "/privacy export"))!;
    expect(bytesOf(files![0]!).toString()).toContain('"waitingQuestion": null');
    await expect(decide("tenth", reply, words.sendMasked)).rejects.toThrow(words.gone);
  });

  it("stands nowhere in clear: not with the models, not in the record, not in the log", async () => {
    // Its files are looked at when it has closed, which no other test could use.
    const shared = kit;
    kit = await startCoreKit();
    core = await kit.createCore({ platform: "discord" });
    await say("last", question);
    await core.stop();
    const [tables, log] = [await readAllTables(kit), JSON.stringify(core.log)];
    for (const datum of data) {
      expect(asked()).not.toContain(datum);
      expect(tables).not.toContain(datum);
      expect(log).not.toContain(datum);
    }
    await kit.closeStore();
    const found = findIn(kit.dataDirectory, data);
    await kit.close();
    kit = shared;
    expect(found).toEqual([]);
  });
});

function fileOf(name: string, bytes: Uint8Array<ArrayBuffer>): AttachedFile {
  return { name, size: bytes.length, read: async () => bytes };
}

function pngOf(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size).fill(7);
  bytes.set(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"));
  return bytes;
}
