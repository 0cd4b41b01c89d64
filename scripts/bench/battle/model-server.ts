/**
 * The models that the bench asks, in a process of their own, so that what they cost is not counted. Speaks OpenAI's
 * protocol: some 300 tokens an answer, each in an event of its own as such servers send them, at the pace it is told.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { createSeededFraction } from "../../rate/seeded-fraction.ts";
import { monotonic } from "./shared-clock.ts";

/** What it is told: how many tokens a second each answer has from now on, or to say which answers have ended. */
export type ToModels = { pace: number } | "tell";

/** What it tells: its address, or by the numbers of questions when the last of their answers ended, by the shared clock. */
export type FromModels = { address: string } | { ends: [question: number, at: number][] };

/** In milliseconds: no answer has two tokens in so short a time at any pace that is measured. */
const tick = 2;
/** Before its first token a model reads the question for as long as so many tokens take it. */
const tokensBeforeFirst = 20;
const fewestTokens = 250;
const tokensMore = 100;

const sentences = [
  "The water of every river carries a little salt, and the sea keeps nearly all of it.",
  "When rain falls it takes up carbon dioxide from the air, which makes it a weak acid.",
  "Over **millions of years** this acid dissolves minerals in the rocks, and sodium is the one that stays longest.",
  '1. Chlorine, on the other hand, comes mostly from volcanoes: "outgassing", as geologists say.\n',
  "2. Since water evaporates and salt does not, what arrives can only leave by way of the sediment.\n",
  "A kilogram of sea water holds about 35 grams of salt (3.5 %), though the Baltic has far less.\n\n",
  "```python\nsalt = 0.035 * mass_of_water\n```\n",
  "In short: the balance between what comes and what goes has hardly changed since the Cambrian – 我们叫它盐度.",
];

type Answer = { response: ServerResponse; question: number; id: string; tokens: string[]; next: number; due: number };

const chance = createSeededFraction(20);
const answers = new Set<Answer>();
const ends = new Map<number, number>();
let pace = 100;

function speak(): string[] {
  const length = fewestTokens + Math.floor(chance() * tokensMore);
  const tokens: string[] = [];
  while (tokens.length < length) {
    const sentence = sentences[Math.floor(chance() * sentences.length)] ?? "";
    tokens.push(...(` ${sentence}`.match(/\s*[^\s]{1,6}|\s+/gu) ?? []));
  }
  return tokens.slice(0, length);
}

function send({ response, id }: Answer, rest: object): void {
  const head = { id, object: "chat.completion.chunk", created: 1_766_000_000, model: "vendor/model-2026-01-01" };
  response.write(
    `data: ${JSON.stringify({ ...head, service_tier: "default", system_fingerprint: "fp_1", ...rest })}\n\n`,
  );
}

function sendDelta(answer: Answer, delta: object, finish: string | null = null): void {
  const choice = { index: 0, delta, logprobs: null, finish_reason: finish };
  send(answer, { choices: [choice], usage: null, obfuscation: "q8fW2nLx".slice(answer.next % 8) });
}

function finish(answer: Answer): void {
  answers.delete(answer);
  sendDelta(answer, {}, "stop");
  const usage = { prompt_tokens: 30, completion_tokens: answer.tokens.length, total_tokens: 30 + answer.tokens.length };
  send(answer, { choices: [], usage });
  ends.set(answer.question, monotonic());
  answer.response.end("data: [DONE]\n\n");
}

function goOn(): void {
  const now = monotonic();
  for (const answer of answers) {
    while (answer.due <= now && answers.has(answer)) {
      const token = answer.tokens[answer.next];
      if (token === undefined) finish(answer);
      else sendDelta(answer, { content: token });
      answer.next += 1;
      // Late by a tick in one place, early in another: the answer as a whole keeps its pace.
      answer.due += (1000 / pace) * (0.5 + chance());
    }
  }
}

async function begin(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const question = Number(/#(\d+)/u.exec(await readText(request))?.[1] ?? -1);
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  const answer = { response, question, id: `chatcmpl-${question}`, tokens: speak(), next: 0, due: 0 };
  answer.due = monotonic() + (1000 * tokensBeforeFirst) / pace;
  sendDelta(answer, { role: "assistant", content: "", refusal: null });
  answers.add(answer);
  response.on("close", () => answers.delete(answer));
}

process.on("message", (message: ToModels) => {
  if (message !== "tell") pace = message.pace;
  else process.send?.({ ends: [...ends] } satisfies FromModels);
});
process.on("disconnect", () => process.exit());

const server = createServer({ keepAliveTimeout: 0 }, (request, response) => void begin(request, response));
server.listen(0, "127.0.0.1", () => {
  process.send?.({ address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` } satisfies FromModels);
});
setInterval(goOn, tick);
