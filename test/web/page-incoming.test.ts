import { afterAll, beforeAll, expect } from "vitest";
import {
  describeIncomingContract,
  longQuestion,
  notes,
  otherPicture,
  picture,
  type Plays,
  question,
  type Scene,
  type Told,
} from "../contracts/incoming-contract.ts";
import { Person, type RunningPage, startPage } from "./page-kit.ts";

type PageScene = Scene & {
  page: RunningPage;
  ann: Person;
  /** Opens a battle that somebody has asked for. @returns its address. */
  battle(): Promise<string>;
};

const answers = { a: "It is the rivers.", b: "It is the rocks." };
const buttons = ["vote:tie", "settings:open"].map((action) => ({ label: action, action }));
let page: RunningPage;
beforeAll(async () => {
  page = await startPage();
  page.core.reactionMode = "open";
});
afterAll(() => page.end());

function told(): Told[] {
  const { requests, presses, reactions } = page.core;
  return [
    ...requests.map((event): Told => ({ kind: "request", event })),
    ...presses.map((event): Told => ({ kind: "press", event })),
    ...reactions.map((event): Told => ({ kind: "reaction", event })),
  ];
}

function forget(): void {
  for (const list of [page.core.requests, page.core.presses, page.core.reactions]) list.splice(0);
}

async function openScene(): Promise<PageScene> {
  const ann = await Person.enter(page.address);
  return {
    ...{ platform: "web", page, ann, told, forget, settled: async () => {} },
    async battle() {
      await send(await ann.say("What is salt?"));
      const address = page.core.battles.at(-1)!;
      await page.core.open(address, answers, { reactions: true, buttons });
      forget();
      return address;
    },
  };
}

/** Reads the answer to what was sent. @throws when it was refused. */
async function send(response: Response): Promise<{ id: string }> {
  expect(response.status).toBeLessThan(300);
  return (await response.json()) as { id: string };
}

async function attach(person: Person, text: string, files: { name: string; bytes: Buffer }[]): Promise<Response> {
  const form = new FormData();
  form.set("text", text);
  for (const { name, bytes } of files) form.append("files", new File([new Uint8Array(bytes)], name));
  const headers = { Cookie: person.cookie };
  return fetch(`${page.address}/api/messages`, { method: "POST", headers, body: form });
}

async function react(person: Person, post: string, choice: string, change: string): Promise<Response> {
  return person.post("/api/reactions", { post, choice, change });
}

const room = { community: "web:local", place: "web:page" };
const oneRoom = { none: "the page is one room that all its people see" };
const noForms = { none: "the page has no forms of the bot's: an answer to a post is a follow-up" };
const noMenus = { none: "messages on the page have no menu" };
const noBots = { none: "the page is used by people, and the arena alone speaks beside them" };
const noGroups = { none: "nobody on the page writes or reacts in the name of a group" };
const noAbsence = { none: "nobody can react while there is no page" };

const plays: Plays<PageScene> = {
  "a question in a private chat": oneRoom,
  "a question by a command": async ({ ann }) => {
    const { id } = await send(await ann.say(`/battle ${question}`));
    return { ...room, address: id };
  },
  "a question by a command with a task": async ({ ann }) => {
    await send(await ann.say(`/battle #math ${question}`));
    return room;
  },
  "a question that mentions the bot": async ({ ann }) => {
    // Whatever is said on the page is said to the arena.
    const { id } = await send(await ann.say(question));
    return { ...room, address: id };
  },
  "an answer to a post": async ({ ann, battle }) => {
    const address = await battle();
    await send(await ann.say(question, address));
    return { ...room, inReplyTo: address, followUp: true };
  },
  "a follow-up by a form": noForms,
  "a message chosen from its menu": noMenus,
  "another command": async ({ ann }) => {
    await send(await ann.say("/leaderboard 7d"));
    return room;
  },
  "a command that names somebody": async ({ ann }) => {
    const bob = await Person.enter(page.address);
    const { id } = await send(await bob.say("hello"));
    const { author } = (await ann.sees()).find(({ data }) => data.id === id)!.data;
    const { person } = page.core.requests.at(-1)!;
    const text = `@${author.slice(-4)}`;
    await send(await ann.say(`/profile ${text}`));
    return { text: `/profile ${text}`, mentions: [{ text, person, name: text }] };
  },
  "a long question": async ({ ann }) => {
    await send(await ann.say(`/battle ${longQuestion}`));
    return {};
  },
  "a question with a picture": async ({ ann }) => {
    await send(await attach(ann, question, [{ name: "sea.png", bytes: picture }]));
    return {};
  },
  "a question with a text document": async ({ ann }) => {
    await send(await attach(ann, question, [notes]));
    return {};
  },
  "several pictures sent together": async ({ ann }) => {
    const files = [picture, otherPicture].map((bytes, index) => ({ name: `${index}.png`, bytes }));
    await send(await attach(ann, question, files));
    return {};
  },
  "a picture without words": async ({ ann }) => {
    await send(await attach(ann, "", [{ name: "sea.png", bytes: picture }]));
    return {};
  },
  "a question in a thread": oneRoom,
  "a question of somebody who reads Chinese": async () => {
    const li = await Person.enter(page.address, { "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8" });
    await send(await li.say(`/battle ${question}`));
    return {};
  },
  "a question of somebody who manages the community": async ({ ann }) => {
    await operate(ann);
    await send(await ann.say(question));
    return {};
  },
  "a question of somebody with a role": { none: "people on the page have no roles" },
  "a question where the bot is no member": oneRoom,
  "a message that is told twice": async ({ ann }) => {
    const message = { text: question, key: "key-of-the-message" };
    const [first, second] = [await ann.post("/api/messages", message), await ann.post("/api/messages", message)];
    expect((await send(second)).id).toBe((await send(first)).id);
    return {};
  },
  "words that are not for the bot": { none: "whatever is said on the page is said to the arena" },
  "a message of another bot": noBots,
  "a message in the name of a group": noGroups,
  "a message that was edited": { none: "messages on the page cannot be edited" },
  "a message that only looks different": { none: "messages on the page cannot be edited" },
  "news of the group itself": { none: "the page tells its people nothing but what is said" },
  "a message in which there is nothing to read": async ({ ann }) => {
    expect((await ann.say(" \n")).status).toBe(400);
    return {};
  },

  "a press in a shared post": async ({ ann, battle }) => {
    const { status } = await ann.press(await battle(), "vote:tie");
    expect(status).toBe(200);
    return room;
  },
  "a press in a reply that everybody sees": { none: "on the page, what everybody sees is a post" },
  "a press in a reply that one person sees": async ({ ann, battle }) => {
    const address = await battle();
    const { body } = await ann.press(address, "vote:tie");
    // It carries proof that it was offered.
    await ann.press(address, body.buttons[0]!.action);
    return room;
  },
  "a press in a private chat": oneRoom,
  "a press of somebody who reads Chinese": async ({ battle }) => {
    const li = await Person.enter(page.address, { "Accept-Language": "zh-TW" });
    await li.press(await battle(), "vote:tie");
    return {};
  },
  "a press of somebody who manages the community": async ({ ann, battle }) => {
    await operate(ann);
    await ann.press(await battle(), "settings:open");
    return {};
  },
  "a press on a button of an earlier version": async ({ ann, battle }) => {
    const address = await battle();
    await page.core.close(address, answers);
    await ann.press(address, "vote:tie");
    return {};
  },
  "a press with an unknown action": { none: "the page passes on only what it has offered" },
  "a press that was never offered": async ({ ann, battle }) => {
    const { status } = await ann.press(await battle(), "names");
    expect(status).toBe(404);
    return {};
  },
  "a press that is told twice": async ({ ann, battle }) => {
    const press = { post: await battle(), action: "vote:tie", key: "key-of-the-press" };
    for (const _ of [1, 2]) await send(await ann.post("/api/actions", press));
    return {};
  },

  "a reaction added": async ({ ann, battle }) => {
    const post = await battle();
    await send(await react(ann, post, "tie", "added"));
    return { ...room, post };
  },
  "a reaction for one of the answers": async ({ ann, battle }) => {
    const post = await battle();
    await send(await react(ann, post, "a", "added"));
    return { post };
  },
  "a reaction changed": async ({ ann, battle }) => {
    const post = await battle();
    for (const choice of ["tie", "both-bad"]) await send(await react(ann, post, choice, "added"));
    return { post };
  },
  "a reaction removed": async ({ ann, battle }) => {
    const post = await battle();
    await send(await react(ann, post, "tie", "added"));
    forget();
    await send(await react(ann, post, "tie", "removed"));
    return { post };
  },
  "a reaction that may be taken away": { none: "core is asked before anybody sees a reaction on the page" },
  "a reaction that may not be taken away": { none: "the page may take away any" },
  "a reaction in a private chat": oneRoom,
  "a reaction that stands for nothing": async ({ ann, battle }) => {
    expect((await react(ann, await battle(), "fire", "added")).status).toBe(404);
    return {};
  },
  "a reaction with an emoji of one's own": { none: "the page offers four reactions, and no other" },
  "the bot's own reaction": noBots,
  "a reaction of another bot": noBots,
  "a reaction in the name of a group": noGroups,
  "numbers of reactions without names": { none: "the page knows who reacts" },
  "a reaction made in an absence": noAbsence,
  "two reactions made in an absence": noAbsence,
};

async function operate(person: Person): Promise<void> {
  const added = await page.operators.add(null);
  if (added === "taken") throw new Error("there is such an operator already");
  await person.operate(added.token);
}

describeIncomingContract(openScene, plays);
