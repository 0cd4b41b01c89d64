/** The whole product without a platform and without models that take time: everything in it that a crowd may wait for. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  type Core,
  type CoreOptions,
  createCore,
  createPseudonyms,
  createRenderer,
  openStore,
  type Post,
  systemClock as clock,
  systemRandom as random,
} from "../../../core/index.ts";

/** A product, and what its crowd does in it. */
export interface CrowdedArena {
  /** Votes on any of the open battles. */
  press(): Promise<unknown>;
  /** Asks a question; its answers follow by themselves. */
  ask(): Promise<unknown>;
  /** Asks for a board: all there are in turn, so that it is seldom one that somebody has just asked for. */
  board(): Promise<unknown>;
  /** How often something went wrong that is no refusal. */
  readonly failures: number;
  close(): Promise<void>;
}

const battles = 12;
/** How many battles have ended, and so count in the boards; and by how many people each. */
const [closed, voters] = [4, 20];
const people = 2_000;
const choices = ["a", "b", "tie", "both-bad"] as const;
const scopes = ["everywhere", "here"].flatMap((where) => ["", "7d", "30d"].map((time) => `${where} ${time}`));
const boards = scopes.flatMap((scope) => ["", "matrix", "history"].map((form) => `/leaderboard ${scope} ${form}`));
const pseudonymKey = "a key that protects nothing but a bench";

const models = ["one", "two", "three"].map((id): CoreOptions["models"][number] => ({
  ...{ id, name: id, organization: "Bench", endpoint: "bench", model: id, input: ["text"], price: null },
  ...{ status: "active", league: "real", unsupported: [] },
}));

/** Answers at once: how long models take is not the arena's cost. */
const provider: CoreOptions["provider"] = {
  complete: async ({ messages }) => ({
    ...{ text: `It depends on the question, and this one has ${messages[0]?.content.length} characters.` },
    ...{ received: null, finishReason: "stop", reportedModel: null, inputTokens: 1, outputTokens: 1, cost: null },
    ...{ withheld: [], tries: 1, firstThoughtMilliseconds: null, firstTextMilliseconds: 0, totalMilliseconds: 0 },
  }),
};

/** Opens one with a database of its own and battles to vote on. */
export async function openCrowdedArena(engine: "pglite" | "postgres"): Promise<CrowdedArena> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "doubleblind-load-"));
  const keyFingerprint = createPseudonyms(pseudonymKey).fingerprint;
  const { store, alone, place } = await openStore({ dataDirectory, keyFingerprint, pglite: engine === "pglite" });
  const renderer = createRenderer();
  let failures = 0;
  const fail = () => void (failures += 1);
  const log = { info: () => {}, warn: fail, error: fail };
  const generation = { temperature: 0, maxTokens: 16, system: null };
  const given = { store, renderer, clock, random, log, models, generation, provider, pseudonymKey, alone, place };
  const core = await createCore(given);
  const posts = new Map<string, Post>();
  core.connect(keepPosts(posts));
  await core.start();
  const all = battles + closed;
  for (let asker = 0; asker < all; asker += 1) await core.handle({ ...somebody(asker), text: `Why, ${asker}?` });
  while (posts.size < all || [...posts.values()].some(({ buttons }) => buttons.length === 0)) await wait(10);
  const open = [...posts.values()].flatMap(({ buttons }) => battleOf(buttons[0]?.action));
  await voteAndClose(core, open.splice(0, closed));
  return {
    ...createCrowd(core, open),
    get failures() {
      return failures;
    },
    async close() {
      await core.stop();
      await Promise.all([renderer.close(), store.close()]);
      await rm(dataDirectory, { recursive: true });
    },
  };
}

function battleOf(action = ""): string[] {
  const [kind, battle] = action.split(":");
  return kind === "vote" && battle ? [battle] : [];
}

/** Each was asked by whoever has its number. */
async function voteAndClose(core: Core, ids: readonly string[]): Promise<void> {
  for (const [asker, battle] of ids.entries()) {
    for (let voter = 0; voter < voters; voter += 1)
      await core.press({ ...somebody(100 + voter), action: `vote:${battle}:${choices[voter % 3]}` });
    await core.press({ ...somebody(asker), action: `close:${battle}` });
  }
}

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

function somebody(number: number) {
  const person = `discord:${number}`;
  const where = { platform: "discord", community: "discord:bench", place: `channel ${number % 100}` } as const;
  return { ...where, person, private: false, manages: false, language: "en" } as const;
}

/** Each does what somebody else did the last time, so that nobody reaches a limit of their own. */
function createCrowd(core: Core, open: readonly string[]): Pick<CrowdedArena, "press" | "ask" | "board"> {
  let turn = 0;
  const next = () => somebody((turn += 1) % people);
  return {
    press() {
      const from = next();
      const battle = open[(turn * 7) % open.length] ?? "";
      return core.press({ ...from, action: `vote:${battle}:${choices[turn % 4]}` });
    },
    ask() {
      const from = next();
      return core.handle({ ...from, text: `Why is the sea salty, for the time ${turn}?` });
    },
    board() {
      const from = next();
      return core.handle({ ...from, text: boards[turn % boards.length] ?? "" });
    },
  };
}
