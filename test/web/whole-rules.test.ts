/** The rules of the arena as people meet them at the page: the whole product over HTTP. */
import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PagePost } from "../../bots/web/encode.ts";
import { type PublishedDraw, sentences } from "../../core/index.ts";
import { describeSharedPostsContract } from "../contracts/shared-posts-contract.ts";
import { Person } from "./page-kit.ts";
import { startWholeArena, type WholeArena } from "./whole-arena.ts";

const words = sentences("en");
const minute = 60_000;

let arena: WholeArena;
let asker: Person;
let other: Person;

beforeEach(async () => {
  arena = await startWholeArena();
  asker = await Person.enter(arena.address);
  other = await Person.enter(arena.address);
});

afterEach(() => arena.end());

const refusalOf = async (response: Response) => [response.status, ((await response.json()) as { error: string }).error];

/** Says something and waits for what becomes of it. */
async function say(person: Person, text: string, inReplyTo?: string): Promise<void> {
  expect((await person.say(text, inReplyTo)).status).toBe(202);
  await arena.settled();
}

/** Every battle's post, oldest first, as somebody sees it. */
async function battles(person: Person): Promise<PagePost[]> {
  return (await person.sees()).map(({ data }) => data).filter((post) => post.answers.length > 0);
}

async function lastBattle(person = asker): Promise<PagePost> {
  return (await battles(person)).at(-1)!;
}

async function vote(person: Person, place = 0) {
  const battle = await lastBattle(person);
  return person.press(battle.id, battle.buttons[place]!.action);
}

it("keeps a question with personal data masked, for its asker alone, until it is asked so", async () => {
  await say(asker, "Who is anna.k@posteo.de?");
  const seen = (await asker.sees()).map(({ data }) => data);
  expect(seen.map(({ text }) => text)).toEqual(["Who is [e-mail address]?", expect.stringContaining("personal data")]);
  await asker.press(seen[1]!.id, seen[1]!.buttons[0]!.action);
  await arena.settled();
  expect((await lastBattle(other)).text).toContain("> Who is [e-mail address]?");
  expect(JSON.stringify([await asker.sees(), await other.sees()])).not.toContain("anna.k");
});

describe("a follow-up", () => {
  beforeEach(() => say(asker, "Why is the sea salty?"));

  it("goes on below, in the same thread, and takes the ballot with it", async () => {
    const before = await lastBattle();
    expect(before.followUp).toBe(true);
    await say(asker, "And why not the rivers?", before.id);
    const [first, second] = await battles(asker);
    const seen = (await asker.sees()).map(({ data }) => data);
    const message = seen.find((post) => post.text === "And why not the rivers?")!;
    expect(message).toMatchObject({ from: "person", own: true, replyTo: before.id });
    expect(second).toMatchObject({ replyTo: message.id, followUp: true, draw: before.draw });
    expect(second!.buttons).toHaveLength(4);
    expect(second!.footer).toContain(words.battle.oneVote);
    expect(first).toMatchObject({ id: before.id, intro: words.battle.continued, answers: before.answers });
    expect(first).toMatchObject({ followUp: false, buttons: [], draw: null });
  });

  it("is its asker's alone", async () => {
    const { id, followUp } = await lastBattle(other);
    expect(followUp).toBe(false);
    expect(await refusalOf(await other.say("And why not the rivers?", id))).toEqual([
      422,
      words.refusals.followUpNotAsker,
    ]);
    expect(await other.sees()).toHaveLength(2);
  });

  it("is a battle of its own once anybody has voted, of which nobody is told the names before both close", async () => {
    const voted = await vote(other);
    const { id } = await lastBattle();
    await say(asker, "And why not the rivers?", id);
    const [first, second] = await battles(other);
    expect(first!.intro).toContain(words.battle.open);
    expect(second!.intro).toContain(words.battle.samePair);
    expect(voted.status).toBe(200);
    await vote(other);
    await arena.pass(10 * minute);
    for (const one of await battles(other)) expect(one.footer).toBe(words.battle.votes(1, 0, 0, 0));
  });

  it("shares one vote, and one close, with what it follows", async () => {
    await say(asker, "And why not the rivers?", (await lastBattle()).id);
    const voted = await vote(other);
    expect(voted.status).toBe(200);
    // What the clock on the page runs down to.
    const countsAt = new Date(arena.clock.now().getTime() + 10 * minute).toISOString();
    expect(voted.body.countsAt).toBe(countsAt);
    const names = voted.body.buttons.find(({ label }) => label === words.battle.buttons.names)!;
    const told = await other.press((await lastBattle(other)).id, names.action);
    expect(told.body).toMatchObject({ reveal: expect.anything(), countsAt });
    await arena.pass(10 * minute);
    const [first, second] = await battles(other);
    expect(first!.intro).toBe(words.battle.continued);
    expect(second!.footer).toBe(words.battle.votes(1, 0, 0, 0));
  });
});

describe("a sealed draw", () => {
  const drawOf = async (battle: string) => fetch(`${arena.address}/api/draws/${battle}`);

  it("can be recomputed by anybody after the close, from nothing but what is told", async () => {
    await say(asker, "Why is the sea salty?");
    const open = (await lastBattle()).draw!;
    expect(open).toEqual({
      battle: expect.any(String),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      statement: null,
    });
    expect(await (await drawOf(open.battle)).json()).toEqual(open);
    await vote(other);
    await arena.pass(10 * minute);

    const response = await drawOf(open.battle);
    expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
    const told = (await response.json()) as PublishedDraw & { statement: string };
    expect(told).toMatchObject({ battle: open.battle, hash: open.hash, fits: true });
    expect(createHash("sha256").update(told.statement).digest("hex")).toBe(open.hash);

    const closed = await lastBattle();
    expect(closed.draw).toEqual(told);
    expect(closed.buttons.map((button) => button.label)).toEqual([words.battle.buttons.draw]);
    const { body } = await other.press(closed.id, closed.buttons[0]!.action);
    expect(body.draw).toEqual(told);
    expect(body.text).toContain(words.draw.fits);
  });

  it("is not told before the close, whatever is pressed", async () => {
    await say(asker, "Why is the sea salty?");
    const { id, draw } = await lastBattle();
    expect((await asker.press(id, `draw:${draw!.battle}`)).status).toBe(404);
  });

  it("is told of no battle there never was", async () => {
    for (const battle of ["0123456789abcdef", "x"]) {
      expect(await refusalOf(await drawOf(battle))).toEqual([404, words.page.errors.notFound]);
    }
  });
});

it("lets nobody run the page but its operator, and tells others how one becomes that", async () => {
  const { becomeOperator } = words.page.errors;
  for (const [text, refusal] of [
    ["/settings votes 1", words.settings.notYours],
    ["/settings paused on", words.settings.notYours],
    ["/settings log", words.settings.notYours],
  ] as const)
    expect(await refusalOf(await other.say(text))).toEqual([422, `${refusal} ${becomeOperator}`]);
  expect((await asker.operate(arena.token)).status).toBe(200);
  expect((await asker.say("/settings askers managers")).status).toBe(202);
  expect(await refusalOf(await other.say("Why?"))).toEqual([422, `${words.asking.notAmongAskers} ${becomeOperator}`]);
  expect((await asker.say("/settings askers everyone")).status).toBe(202);
});

it("lets the settings decide how the next battle closes, and leaves the open one alone", async () => {
  await say(asker, "Why is the sea salty?");
  await asker.operate(arena.token);
  await say(asker, "/settings minutes 3 votes 2");
  await say(asker, "/settings");
  const shown = (await asker.sees()).at(-1)!.data;
  expect(shown).toMatchObject({ private: true, text: expect.stringContaining("**3**") });

  await say(asker, "And why not the rivers?");
  const [earlier, next] = await battles(asker);
  expect(earlier!.footer).toBe(words.battle.closing(10, 24, null));
  expect(next!.footer).toBe(words.battle.closing(3, 24, 2));
  await vote(asker);
  expect((await lastBattle()).buttons).toHaveLength(4);
  expect((await vote(other, 1)).body.text).toContain(words.battle.lastVote);
  await arena.settled();
  expect((await lastBattle()).footer).toBe(words.battle.votes(1, 1, 0, 0));

  await say(asker, "And the lakes?");
  await vote(other);
  await arena.pass(3 * minute);
  expect((await lastBattle()).footer).toBe(words.battle.votes(1, 0, 0, 0));
  expect((await battles(asker))[0]!.buttons).toHaveLength(4);
});

describe("a post on the page", () => {
  const shown = ({ text, buttons, images }: Pick<PagePost, "text" | "buttons" | "images">) => ({
    text: [text, ...images.map(({ alt }) => alt)].join("\n"),
    buttons: buttons.map(({ label }) => label),
  });

  describeSharedPostsContract(async () => {
    const li = await Person.enter(arena.address, { "Accept-Language": "zh-CN" });
    const posts = async () => (await asker.sees()).map(({ data }) => data).filter(({ from }) => from === "arena");
    const shared = async () => (await posts()).findLast(({ images }) => images.length > 0)!;
    let last: Pick<PagePost, "text" | "buttons" | "images">;
    const press = async (post: Pick<PagePost, "buttons">, label: string) => {
      const { action = "" } = post.buttons.find((one) => one.label === label) ?? {};
      return shown((last = (await li.press((await shared()).id, action)).body));
    };
    return {
      ask: (command) => say(asker, `/${command}`),
      async shared() {
        const post = await shared();
        return { ...shown(post), picture: JSON.stringify(post.images) };
      },
      count: async () => (await posts()).length,
      press: async (label) => press(await shared(), label),
      pressAgain: (label) => press(last, label),
    };
  }, false);
});
