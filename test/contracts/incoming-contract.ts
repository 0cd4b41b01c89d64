/**
 * What every chat platform makes of what happens there: one table of events, and the request, press or reaction that core
 * must be told of each. A platform plays every case by its own raw events, or says why it has no such thing.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AttachedFile, PlatformName, Press, Reaction, Request } from "../../core/chat/post.ts";

/** What core was told of one event. */
export type Told =
  | { kind: "request"; event: Request }
  | { kind: "press"; event: Press }
  | { kind: "reaction"; event: Reaction };

/** A platform with the bot in it, and what core has been told by it. */
export type Scene = {
  platform: PlatformName;
  /** What was told since the last call of {@link Scene.forget}, oldest first. */
  told(): Told[];
  forget(): void;
  /** Waits until all that has happened has been told. */
  settled(): Promise<void>;
};

/** What core must be told besides what the table says, in the platform's own words. */
export type Played = Partial<Omit<Request & Press & Reaction, "files">> & {
  /** Whether the reaction that was told of still stands there. */
  stands?: (() => boolean) | undefined;
};

/** Lets an event happen, or says why there is none. */
export type Play<Here extends Scene> = ((here: Here) => Promise<Played>) | { none: string };

/** A play for each case; one that is left out does not compile, and fails. */
export type Plays<Here extends Scene> = Record<IncomingCase, Play<Here>>;

/** The question of most cases. */
export const question = "Why is the sea salty?";
/** As long as a message may be on the platform with the shortest ones, but for the command before it. */
export const longQuestion = "Why is the sea salty, and the lake not? ".repeat(85).trim();
/** What is attached in the cases with files; a platform may name pictures as it likes. */
export const picture = Buffer.from("\u0089PNG a picture", "latin1");
/** Another picture. */
export const otherPicture = Buffer.from("\u0089PNG another picture", "latin1");
/** A text document. */
export const notes = { name: "notes.txt", bytes: Buffer.from("salt\nwater") };

type Expected =
  | { request: Partial<Omit<Request, "files">>; files?: readonly Buffer[]; named?: string; once?: true }
  | { press: Partial<Press>; once?: true }
  | { reaction: Partial<Omit<Reaction, "takeAway">>; takeAway?: "works" | null; besides?: Partial<Reaction>[] }
  | "nothing";

const asked = { request: { text: question, private: false, manages: false, language: "en" } } as const;
const pressed = { press: { action: "vote:tie", private: false, manages: false, language: "en" } } as const;
const tie = { choice: "tie", change: "added" } as const;

/** Every event that core must be told of in the same way, whatever the platform. */
export const incomingCases = {
  "a question in a private chat": { request: { text: question, private: true, manages: true, language: "en" } },
  "a question by a command": { request: { ...asked.request, text: `/battle ${question}` } },
  "a question by a command with a task": { request: { ...asked.request, text: `/battle #math ${question}` } },
  "a question that mentions the bot": asked,
  "an answer to a post": asked,
  "a follow-up by a form": { request: { ...asked.request, text: `/battle ${question}` } },
  "a message chosen from its menu": { request: { ...asked.request, text: `/battle ${question}` } },
  "another command": { request: { text: "/leaderboard 7d", private: false, manages: false } },
  "a command that names somebody": { request: { private: false } },
  "a long question": { request: { text: `/battle ${longQuestion}` } },
  "a question with a picture": { ...asked, files: [picture] },
  "a question with a text document": { ...asked, files: [notes.bytes], named: notes.name },
  "several pictures sent together": { ...asked, files: [picture, otherPicture] },
  "a picture without words": { request: { text: "", private: false }, files: [picture] },
  "a question in a thread": { request: { private: false } },
  "a question of somebody who reads Chinese": { request: { text: `/battle ${question}`, language: "zh" } },
  "a question of somebody who manages the community": { request: { private: false, manages: true } },
  "a question of somebody with a role": { request: { private: false, manages: false } },
  "a question where the bot is no member": { request: { private: true, text: `/battle ${question}` } },
  "a message that is told twice": { ...asked, once: true },
  "words that are not for the bot": "nothing",
  "a message of another bot": "nothing",
  "a message in the name of a group": "nothing",
  "a message that was edited": { request: { ...asked.request, edited: true } },
  "a message that only looks different": "nothing",
  "news of the group itself": "nothing",
  "a message in which there is nothing to read": "nothing",

  "a press in a shared post": pressed,
  "a press in a reply that everybody sees": pressed,
  "a press in a reply that one person sees": { press: { action: "names", private: false } },
  "a press in a private chat": { press: { action: "vote:tie", private: true, manages: true } },
  "a press of somebody who reads Chinese": { press: { ...pressed.press, language: "zh" } },
  "a press of somebody who manages the community": { press: { action: "settings:open", manages: true } },
  "a press on a button of an earlier version": pressed,
  "a press with an unknown action": { press: { action: "no-such-verb:1", private: false } },
  "a press that was never offered": "nothing",
  "a press that is told twice": { ...pressed, once: true },

  "a reaction added": { reaction: tie },
  "a reaction for one of the answers": { reaction: { choice: "a", change: "added" } },
  "a reaction changed": { reaction: { choice: "both-bad", change: "added" } },
  "a reaction removed": { reaction: { choice: "tie", change: "removed" } },
  "a reaction that may be taken away": { reaction: tie, takeAway: "works" },
  "a reaction that may not be taken away": { reaction: tie, takeAway: null },
  "a reaction in a private chat": { reaction: { ...tie, private: true } },
  "a reaction that stands for nothing": "nothing",
  "a reaction with an emoji of one's own": "nothing",
  "the bot's own reaction": "nothing",
  "a reaction of another bot": "nothing",
  "a reaction in the name of a group": "nothing",
  "numbers of reactions without names": "nothing",
  "a reaction made in an absence": { reaction: tie },
  "two reactions made in an absence": { reaction: { choice: "a", change: "added" }, besides: [tie] },
} as const satisfies Record<string, Expected>;
/** The name of a case. */
export type IncomingCase = keyof typeof incomingCases;

const entries: readonly (readonly [string, Expected])[] = Object.entries(incomingCases);

/**
 * @param open gives a scene for each case, with a place and people of its own; what it is part of, such as a running bot,
 * may be the same for all.
 */
export function describeIncomingContract<Here extends Scene>(open: () => Promise<Here>, plays: Plays<Here>): void {
  const played = entries.flatMap(([name, expected]) => {
    const play = plays[name as IncomingCase];
    return typeof play === "function" ? [[name, expected, play] as const] : [];
  });
  let here: Here;
  beforeEach(async () => {
    here = await open();
    here.forget();
  });
  afterEach(() => here.settled());

  describe("what core is told of", () => {
    it.each(played)("%s", async (_name, expected, play) => {
      const own = await play(here);
      await here.settled();
      if (expected === "nothing") expect(here.told()).toEqual([]);
      else await expectTold(here, expected, own);
    });
  });

  it("is said for every case, or why there is none", () => {
    expect(Object.keys(plays).toSorted()).toEqual(Object.keys(incomingCases).toSorted());
    const reasons = Object.values<Play<Here>>(plays).flatMap((play) => (typeof play === "function" ? [] : [play.none]));
    for (const reason of reasons) expect(reason).toMatch(/\w+ \w+/u);
  });
}

async function expectTold(here: Scene, expected: Exclude<Expected, "nothing">, own: Played): Promise<void> {
  const told = here.told();
  for (const { event } of told) {
    expect(event.platform).toBe(here.platform);
    for (const name of [event.person, event.community]) expect(name).toMatch(new RegExp(`^${here.platform}:.`, "u"));
  }
  if ("once" in expected && expected.once) expectOnce(told);
  const { stands, ...words } = own;
  if ("request" in expected) {
    const request = told.findLast((one) => one.kind === "request")?.event;
    expect(request).toMatchObject({ ...expected.request, ...words });
    await expectFiles(request?.files ?? [], expected.files ?? [], expected.named);
  } else if ("press" in expected) {
    const press = told.findLast((one) => one.kind === "press")?.event;
    expect(press).toMatchObject({ ...expected.press, ...words });
  } else await expectReaction(here, expected, { stands, ...words });
}

/** What was told twice must bear the same name both times, so that core does it once. */
function expectOnce(told: Told[]): void {
  const names = told.map(({ event }, index) => event.event ?? index);
  expect(new Set(names).size).toBe(1);
}

async function expectFiles(files: readonly AttachedFile[], wanted: readonly Buffer[], name?: string): Promise<void> {
  const read = await Promise.all(files.map(async (file) => Buffer.from(await file.read()).toString("latin1")));
  expect(read).toEqual(wanted.map((bytes) => bytes.toString("latin1")));
  expect(files.map(({ size }) => size)).toEqual(wanted.map((bytes) => bytes.length));
  if (name !== undefined) expect(files.map((file) => file.name)).toEqual([name]);
}

type ExpectedReaction = Extract<Expected, { reaction: unknown }>;

async function expectReaction(here: Scene, expected: ExpectedReaction, { stands, ...own }: Played): Promise<void> {
  const { takeAway, besides = [] } = expected;
  const reactions = here.told().flatMap((one) => (one.kind === "reaction" ? [one.event] : []));
  for (const wanted of [expected.reaction, ...besides])
    expect(reactions).toContainEqual(expect.objectContaining({ ...wanted, ...own }));
  const reaction = reactions.find(({ choice, change }) =>
    [choice, change].every((one) => Object.values(expected.reaction).includes(one)),
  )!;
  // What was put there in place of another holds, and nothing else.
  expect(reactions).not.toContainEqual(expect.objectContaining({ ...expected.reaction, change: opposite(reaction) }));
  if (takeAway === null) expect(reaction.takeAway).toBeNull();
  if (takeAway !== "works") return;
  expect(stands?.()).toBe(true);
  await reaction.takeAway?.();
  await here.settled();
  expect(stands?.()).toBe(false);
}

function opposite({ change }: Reaction): Reaction["change"] {
  return change === "added" ? "removed" : "added";
}
