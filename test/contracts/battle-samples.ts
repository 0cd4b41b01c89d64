/** Well-formed battles, votes and models for the suites of the store. */
import { randomUUID } from "node:crypto";
import type { Answer, Attempt, AttemptFailure, NewBattle, Side } from "../../core/arena/battle.ts";
import type { NewVote } from "../../core/arena/vote.ts";
import type { Model } from "../../core/models/model.ts";

/** An identifier nobody has used. */
export function freshId(): string {
  return randomUUID().replaceAll("-", "").slice(0, 16);
}

/** `minutes` after a fixed moment whose milliseconds are not round. */
export function atMinute(minutes: number): Date {
  return new Date(Date.UTC(2026, 2, 14, 15, 9, 26, 535) + minutes * 60_000);
}

export function sampleModel(id: string, changes: Partial<Model> = {}): Model {
  return {
    id,
    name: `Model ${id}`,
    organization: "Example",
    endpoint: "local",
    model: `${id}-2026`,
    input: ["text"],
    price: { input: 0.5, output: 1.5 },
    status: "active",
    league: "real",
    unsupported: [],
    ...changes,
  };
}

export function sampleAttempt(side: Side, model: string, changes: Partial<Attempt> = {}): Attempt {
  return {
    side,
    number: 1,
    model,
    endpoint: "local",
    endpointModel: `${model}-2026`,
    probability: 0.25,
    seed: 1234,
    startedAt: atMinute(0),
    endedAt: null,
    ending: null,
    ...changes,
  };
}

export function sampleBattle(changes: Partial<NewBattle> & { attempts: Attempt[] }): NewBattle {
  return {
    id: freshId(),
    league: "real",
    platform: "discord",
    community: "community-hash",
    asker: "asker-hash",
    private: false,
    question: "What is 义? 🙂",
    task: "question-answering",
    taskRule: "guess",
    language: "zh",
    drawRule: "uniform",
    generation: { temperature: 0.7, maxTokens: 1024, system: null },
    createdAt: atMinute(0),
    delivery: "encrypted-address",
    ...changes,
  };
}

export const sampleAnswer: Answer = {
  text: "义 means *righteousness*.\n\n```js\n1 < 2\n```",
  received: "<think>义?</think>义 means *righteousness*.\n\n```js\n1 < 2\n```",
  finishReason: "stop",
  reportedModel: "some-model-2026-01-01",
  inputTokens: 12,
  outputTokens: 34,
  cost: 0.000_123,
  withheld: ["seed", "temperature"],
  tries: 2,
  firstTextMilliseconds: 210,
  totalMilliseconds: 1834,
};

export const sampleFailure: AttemptFailure = {
  failure: "stalled",
  detail: "no byte for 20 s",
};

export function sampleVote(battle: string, voter: string, changes: Partial<NewVote> = {}): NewVote {
  return {
    battle,
    voter,
    platform: "discord",
    choice: "a",
    means: "button",
    at: atMinute(10),
    closesAt: atMinute(60),
    ...changes,
  };
}
