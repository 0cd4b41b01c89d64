/** Those who ask two models the same question: the bare client, and the whole arena. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI from "openai";
import {
  type ChatPlatform,
  createCore,
  createModelProvider,
  createPseudonyms,
  createRenderer,
  defaultRules,
  type Log,
  openStore,
  type Post,
  systemClock,
  systemRandom,
} from "../../../core/index.ts";
import { monotonic } from "./shared-clock.ts";

/** Somebody who asks. */
export type Asker = {
  /**
   * Asks two models, and has both answers whole, as a ballot if there are ballots.
   * @returns when that was so, by {@link monotonic}; null: it failed.
   */
  ask(question: number): Promise<number | null>;
  close(): Promise<void>;
};

const maxTokens = 1024;
const temperature = 0.7;

/** Different enough for every battle; the number tells the models which one it is. */
function wordQuestion(question: number): string {
  return `Why is the sea salty, although rivers are not? Explain it to a pupil of ${8 + (question % 9)} years. (#${question})`;
}

/** The `openai` client as its users use it. */
export function createBareClient(address: string): Asker {
  const client = new OpenAI({ baseURL: address, apiKey: "none", maxRetries: 0 });
  async function read(question: number): Promise<boolean> {
    const stream = await client.chat.completions.create({
      model: "vendor/model",
      messages: [{ role: "user", content: wordQuestion(question) }],
      ...{ temperature, max_tokens: maxTokens, seed: question, stream: true, stream_options: { include_usage: true } },
    });
    let text = "";
    let finish: string | null = null;
    for await (const chunk of stream) {
      const [choice] = chunk.choices;
      text += choice?.delta.content ?? "";
      finish = choice?.finish_reason ?? finish;
    }
    return text !== "" && finish === "stop";
  }
  return {
    async ask(question) {
      const whole = await Promise.all([read(question), read(question)]).catch(() => [false]);
      return whole.every(Boolean) ? monotonic() : null;
    },
    close: async () => {},
  };
}

const key = "a pseudonym key made for a bench";
const modelCount = 8;

/** The whole arena on an embedded database; every question comes from somebody else. */
export async function createWholeArena(address: string, atOnce: number, pglite: boolean): Promise<Asker> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "doubleblind-battle-"));
  const keyFingerprint = createPseudonyms(key).fingerprint;
  const { store, alone, place } = await openStore({ dataDirectory, keyFingerprint, pglite });
  const endpoint = { baseURL: address, apiKey: null, concurrency: 2 * atOnce, requestsPerMinute: null };
  const renderer = createRenderer();
  const platform = createWaitingPlatform();
  const many = 1_000_000;
  const core = await createCore({
    ...{ store, alone, place, renderer, pseudonymKey: key, clock: systemClock, random: systemRandom, log: troubleLog },
    provider: createModelProvider({ endpoints: { local: endpoint }, clock: systemClock }),
    models: Array.from({ length: modelCount }, (_, index) => buildModel(index + 1)),
    generation: { temperature, maxTokens, system: null },
    rules: { ...defaultRules, questionsPerMinute: { person: many, origin: many, all: many } },
  });
  core.connect(platform);
  await core.start();
  return {
    async ask(question) {
      const ballot = platform.ballotOf(question);
      await core.handle({
        ...{ platform: "discord", person: `discord:${question}`, community: `discord:${question % 10}` },
        ...{ place: `channel-${question % 50}`, private: false, manages: false, language: "en" },
        ...{ text: wordQuestion(question), address: `question/${question}`, event: `message:${question}` },
      });
      return ballot;
    },
    async close() {
      await core.stop();
      await renderer.close();
      await store.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

function buildModel(number: number): Parameters<typeof createCore>[0]["models"][number] {
  return {
    ...{
      id: `m${number}`,
      name: `Model ${number}`,
      organization: "Bench",
      endpoint: "local",
      model: `vendor/${number}`,
    },
    ...{ input: ["text"], price: null, status: "active", league: "real", unsupported: [] },
  };
}

const troubleLog: Log = {
  info() {},
  warn: (details, message) => console.error(message, details),
  error: (details, message) => console.error(message, details),
};

type WaitingPlatform = ChatPlatform & { ballotOf(question: number): Promise<number | null> };

/** Shows nothing, and notes when a battle's post is shown for good: with a ballot, or without one. */
function createWaitingPlatform(): WaitingPlatform {
  const waiting = new Map<string, (at: number | null) => void>();
  function show(address: string, post: Post): void {
    if (post.progress) return;
    waiting.get(address)?.(post.buttons.length > 0 && post.answers ? monotonic() : null);
    waiting.delete(address);
  }
  return {
    name: "discord",
    ballotOf: (question) => new Promise((resolve) => void waiting.set(`question/${question}`, resolve)),
    // A post has the address of the question it answers, so that both are found by it.
    async post(_place, post, battle, replyTo = battle) {
      show(replyTo, post);
      return replyTo;
    },
    edit: async (address, post) => show(address, post),
  };
}
