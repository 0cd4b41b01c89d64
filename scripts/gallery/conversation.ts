/** A conversation with the arena, played for real with the demo models, to see everything it says on the way. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Button,
  type Core,
  createCore,
  createModelProvider,
  createRenderer,
  findParticipants,
  type Language,
  openInstallation,
  type Post,
  Refusal,
  type Reply,
  systemClock as clock,
  systemRandom as random,
} from "../../core/index.ts";

/** Something the arena said, and in answer to what. */
export type Said = { to: string; language: Language } & ({ post: Post } | { reply: Reply });

/** English for a language that has none here. */
const questions: Readonly<Partial<Record<Language, string>> & { en: string }> = {
  en: "What is 17% of 2,340, and how do you work it out in your head?",
  zh: "用三句话解释什么是光合作用，并举一个例子。",
};
function questionIn(language: Language): string {
  return questions[language] ?? questions.en;
}

const commands = ["/help", "/models", "/bank", "/battle", "/language", "/settings", "/privacy", "/history", "/mutual"];
const boards = [
  "/leaderboard",
  "/leaderboard me",
  "/profile",
  "/profile me",
  "/profile set",
  "/leaderbord",
  "/battle #x",
];

/** Somebody who writes and presses, and notes what comes of it. */
type Guest = {
  write(text: string): Promise<void>;
  press(button: Button): Promise<Reply | undefined>;
};

/** @param said gets every reply, and refusals as replies. */
function createGuest(core: Core, name: string, language: Language, said: Said[]): Guest {
  const from = {
    platform: "discord" as const,
    person: `discord:${name}`,
    community: "discord:gallery",
    place: "hall",
    private: false,
    manages: true,
    language,
  };
  const note = async (to: string, work: Promise<Reply | undefined>): Promise<Reply | undefined> => {
    const reply = await work.catch((error: unknown) => {
      if (error instanceof Refusal) return { ...refused, text: error.message };
      throw error;
    });
    if (reply) said.push({ to, language, reply });
    return reply;
  };
  return {
    write: async (text) => void (await note(text, core.handle({ ...from, text }))),
    press: ({ label, action }) => note(label, core.press({ ...from, action })),
  };
}

/** Plays it in a language. @returns what was said, in order. */
async function converse(core: Core, language: Language, posts: Map<string, Post>): Promise<Said[]> {
  const said: Said[] = [];
  const [ann, ben] = ["ann", "ben"].map((name) => createGuest(core, name, language, said)) as [Guest, Guest];
  for (const command of [...commands, ...boards]) await ann.write(command);
  const before = new Set(posts.keys());
  const question = questionIn(language);
  await ann.write(question);
  await core.settled();
  const address = [...posts.keys()].find((key) => !before.has(key)) ?? "";
  const ballot = posts.get(address);
  if (!ballot) throw new Error("the battle was not posted");
  said.push({ to: question, language, post: ballot });
  for (const button of ballot.buttons) {
    const receipt = await ben.press(button);
    for (const next of receipt?.buttons.slice(0, 2) ?? []) await ben.press(next);
  }
  const [first] = ballot.buttons;
  const mine = first && (await ann.press(first));
  for (const button of mine?.buttons.toReversed() ?? []) await ann.press(button);
  await core.settled();
  const closed = posts.get(address);
  if (closed && closed !== ballot) said.push({ to: "", language, post: closed });
  for (const command of ["/leaderboard", "/history", "/profile me"]) await ann.write(command);
  return said;
}

const refused: Reply = { text: "", buttons: [], images: [], private: true };

/** A platform that shows nothing and keeps all posts. */
function keepPosts(posts: Map<string, Post>): Parameters<Core["connect"]>[0] {
  return {
    name: "discord",
    async post(_place, post, key) {
      posts.set(key, post);
      return key;
    },
    edit: async (address, post) => void posts.set(address, post),
  };
}

/** Everything said in these languages. */
export async function playConversations(languages: readonly Language[]): Promise<Said[]> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "doubleblind-gallery-"));
  const secret = () => undefined;
  const { roster, close } = await findParticipants({ rosterPath: "", rosterRequired: false, demo: true, secret });
  const installation = await openInstallation({ dataDirectory, databaseUrl: null, pseudonymKey: null });
  const { store, alone, place } = installation.database;
  const { models, generation, endpoints } = roster;
  const renderer = createRenderer();
  const quiet = () => {};
  const core = await createCore({
    store,
    renderer,
    clock,
    random,
    models,
    generation,
    alone,
    place,
    provider: createModelProvider({ endpoints, clock }),
    pseudonymKey: installation.key,
    log: { info: quiet, warn: quiet, error: (details) => console.error(details) },
  });
  const posts = new Map<string, Post>();
  core.connect(keepPosts(posts));
  await core.start();
  try {
    const said: Said[] = [];
    for (const language of languages) said.push(...(await converse(core, language, posts)));
    return said;
  } finally {
    await core.stop();
    await Promise.all([renderer.close(), store.close(), close()]);
    await rm(dataDirectory, { recursive: true });
  }
}
