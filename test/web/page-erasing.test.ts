import { readdir } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { Person, type RunningPage, startPage } from "./page-kit.ts";
import { startWholeArena, type WholeArena } from "./whole-arena.ts";

const words = sentences("en");
const { erased } = words.battle;
const hour = 60 * 60_000;

let arena: WholeArena;
beforeEach(async () => {
  arena = await startWholeArena();
});
afterEach(() => arena.end());

/** Says something, with a file if wanted, and waits for what becomes of it. */
async function say(person: Person, text: string, file?: string): Promise<void> {
  const form = new FormData();
  form.set("text", text);
  if (file !== undefined) form.append("files", new File([file], "notes.txt", { type: "text/plain" }));
  const response = await fetch(`${arena.address}/api/messages`, {
    method: "POST",
    headers: { Cookie: person.cookie },
    body: form,
  });
  expect(response.status).toBe(202);
  await arena.settled();
}

const archivedIn = async ({ archive }: RunningPage) => JSON.stringify(await archive.after(-1, 100));
const seenBy = async (person: Person) => (await person.sees()).map(({ data }) => data);

describe("a question that is being answered", () => {
  it("stays as it is until then", async () => {
    const page = await startPage();
    const ann = await Person.enter(page.address);
    await ann.say("Why is my house salty?");
    const forget = () => page.core.platform().forget?.(page.core.requests[0]!.person, [], "en");
    await forget();
    expect(await archivedIn(page)).toContain("my house");
    await page.core.close(page.core.battles[0]!, { a: "the sea", b: "the salt" });
    await forget();
    expect(await archivedIn(page)).not.toMatch(/my house|the sea|the salt/u);
    await page.end();
  });
});

describe("erasing on the page", () => {
  it("takes a person and their words out of posts, archive and files, but for open battles", async () => {
    const [ann, bob] = [await Person.enter(arena.address), await Person.enter(arena.address)];
    await say(ann, "Why is my house salty?", "I live in Sea Street");
    await say(bob, "Why is Bob's house salty?");
    const battles = (await seenBy(bob)).filter(({ answers }) => answers.length > 0);
    for (const { id, buttons } of battles) await ann.press(id, buttons[0]!.action);
    await arena.pass(25 * hour);
    await say(ann, "/privacy");
    await say(ann, "Why is it still open?");
    const closed = (await seenBy(bob)).find(({ id }) => id === battles[0]!.id)!;
    const author = (await seenBy(bob)).find(({ text }) => text === "Why is my house salty?")!.author;
    const written = (JSON.parse(await arena.archived()) as { content: string }[]).map(
      ({ content }) => JSON.parse(content) as { author: string | null; text: string },
    );
    const pseudonym = written.find(({ text }) => text === "Why is my house salty?")!.author!;
    const pictures = async () => (await readdir(arena.filesDirectory)).filter((name) => name.endsWith(".png"));
    await say(ann, "/leaderboard private");
    // For light screens and for dark ones.
    expect(await pictures()).toHaveLength(2);
    await say(ann, "/privacy erase");
    const asked = (await seenBy(ann)).find(({ text }) => text.includes(words.privacy.sure))!;
    const { body: done } = await ann.press(asked.id, "privacy:erase-now");
    expect(done.text).toContain(words.privacy.erased(2, 1));
    expect(done.text).not.toContain("Not reached");
    await arena.settled();

    const now = await seenBy(bob);
    const post = now.find(({ id }) => id === closed.id)!;
    expect(post).toMatchObject({ answers: [], reveal: null, footer: closed.footer, draw: closed.draw });
    expect(post.intro).toBe(`${erased}\n\n${closed.intro}`);
    expect(now.find(({ id }) => id === closed.replyTo)).toMatchObject({ from: "arena", text: erased, files: [] });
    expect(JSON.stringify(now)).not.toMatch(/my house|notes\.txt/u);
    expect(now.map(({ text }) => text)).toContain("Why is Bob's house salty?");
    expect(now.filter(({ author: by }) => by === author).map(({ text }) => text)).toEqual(["Why is it still open?"]);
    const archive = await arena.archived();
    expect(archive).not.toMatch(/my house|notes\.txt/u);
    // Of the open battle: its question, and its post, which tells whom it answers.
    expect(archive.split(pseudonym)).toHaveLength(3);
    expect((await seenBy(ann)).map(({ text }) => text)).not.toContain(words.privacy.sure);

    expect((await readdir(arena.filesDirectory)).filter((name) => name.endsWith(".txt"))).toEqual([]);

    expect(await pictures()).toEqual([]);

    await arena.pass(25 * hour);
    await say(ann, "/privacy erase");
    const again = (await seenBy(ann)).find(({ text }) => text.includes(words.privacy.sure))!;
    await ann.press(again.id, "privacy:erase-now");
    expect((await arena.archived()).includes(pseudonym)).toBe(false);
  });
});

describe("words that are kept for some days", () => {
  it("leave the page with their question, its file and whose it was", async () => {
    await arena.end();
    arena = await startWholeArena(false, { keepWords: 7 * 24 * hour });
    const [ann, bob] = [await Person.enter(arena.address), await Person.enter(arena.address)];
    await say(ann, "Why is my house salty?", "I live in Sea Street");
    const battle = (await seenBy(bob)).find(({ answers }) => answers.length > 0)!;
    await ann.press(battle.id, battle.buttons[0]!.action);
    await arena.pass(25 * hour);
    const closed = (await seenBy(bob)).find(({ id }) => id === battle.id)!;
    await say(bob, "/leaderboard");
    await arena.pass(8 * 24 * hour);
    const now = await seenBy(bob);
    const post = now.find(({ id }) => id === battle.id)!;
    expect(post).toMatchObject({ answers: [], reveal: null, footer: closed.footer, draw: closed.draw });
    expect(post.intro).toBe(`${words.privacy.forgotten}\n\n${closed.intro}`);
    const question = { from: "arena", text: words.privacy.forgotten, files: [] };
    expect(now.find(({ id }) => id === closed.replyTo)).toMatchObject(question);
    expect(await arena.archived()).not.toMatch(/my house|Sea Street/u);
    expect((await readdir(arena.filesDirectory)).filter((name) => name.endsWith(".txt"))).toEqual([]);
  });
});
