/** Well-formed battles, votes and models for the suites of the store. */
import type { NewRestriction } from "../../core/battle/restrictions.ts";
import { randomUUID } from "node:crypto";
import { createQuestionSketcher, type QuestionSketch } from "../../core/answers/question-sketch/sketch.ts";
import {
  type Answer,
  type Attempt,
  type AttemptFailure,
  type DrawSeal,
  type Lease,
  modelOf,
  type NewBattle,
  type Side,
  type Turn,
} from "../../core/battle/battle.ts";
import type { AskingLimits, FollowUp } from "../../core/battle/asking-rules.ts";
import type { Held, Opening } from "../../core/battle/lease.ts";
import { sealDraw } from "../../core/battle/sealed-draw.ts";
import type { Ballot, NewVote } from "../../core/battle/vote.ts";
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
    turn: 1,
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

export function sampleTurn(changes: Partial<Turn> = {}): Turn {
  return {
    number: 1,
    question: "What is 义? 🙂",
    askedAt: atMinute(0),
    openedAt: null,
    failedAt: null,
    ...changes,
  };
}

const sketcher = createQuestionSketcher("a key for samples");

/** By what a question is known again. */
export function sketchOf(question: string): QuestionSketch {
  return sketcher.sketch(question);
}

/** More than any test asks at once. */
export const noLimits: AskingLimits = { questionsAtOnce: 1000, battles: [] };

export const sampleLease: Lease = { holder: "holder", until: atMinute(5) };

export function sampleBattle(changes: Partial<NewBattle> & { attempts: Attempt[] }): NewBattle {
  return {
    id: freshId(),
    league: "real",
    platform: "discord",
    community: "community-hash",
    asker: "asker-hash",
    private: false,
    ageRestricted: false,
    task: "question-answering",
    taskRule: "guess",
    language: "zh",
    bankQuestion: null,
    drawRule: "uniform",
    pair: null,
    generation: { temperature: 0.7, maxTokens: 1024, system: null },
    closeAfter: 50 * 60_000,
    closeAtVotes: null,
    createdAt: atMinute(0),
    delivery: "encrypted-address",
    lease: sampleLease,
    turns: [sampleTurn()],
    ...changes,
  };
}

/** What the holder of {@link sampleLease} says about a battle. */
export function heldBattle({ id }: Pick<NewBattle, "id">, holder = sampleLease.holder): Held {
  return { battle: id, holder };
}

/** The seal of a battle as it stands. */
export function sealOf(battle: Pick<NewBattle, "id" | "attempts">): DrawSeal {
  return sealDraw(
    { battle: battle.id, a: modelOf(battle, "a"), b: modelOf(battle, "b") },
    "0123456789abcdef".repeat(2),
  );
}

export const sampleSeal: DrawSeal = { salt: "0123456789abcdef".repeat(2), drawHash: "f".repeat(64) };

/** A first opening, a minute after the question, for a day. */
export function sampleOpening(changes: Partial<Opening> = {}): Opening {
  return { at: atMinute(1), closesAt: atMinute(24 * 60), masked: false, seal: null, last: null, ...changes };
}

/** Another question to the pair of a battle that still has its first attempts. */
export function sampleFollowUp(battle: NewBattle, changes: Partial<FollowUp> & { number?: number } = {}): FollowUp {
  const { number = 2, ...others } = changes;
  const again = { turn: number, probability: 1, startedAt: atMinute(3) };
  return {
    battle: battle.id,
    asker: battle.asker,
    turn: sampleTurn({ number, question: "And 仁?", askedAt: atMinute(3) }),
    attempts: battle.attempts.map(({ side, model }) => sampleAttempt(side, model, again)),
    lease: { holder: sampleLease.holder, until: atMinute(8) },
    limits: { turnsPerBattle: 4, questionsAtOnce: 1000, battles: [] },
    ...others,
  };
}

export const sampleAnswer: Answer = {
  text: "义 means *righteousness*, says ExampleModel.\n\n```js\n1 < 2\n```",
  shown: "义 means *righteousness*, says ▒▒▒.\n\n```js\n1 < 2\n```",
  received: "<think>义?</think>义 means *righteousness*, says ExampleModel.\n\n```js\n1 < 2\n```",
  finishReason: "stop",
  reportedModel: "some-model-2026-01-01",
  inputTokens: 12,
  outputTokens: 34,
  cost: 0.000_123,
  withheld: ["seed", "temperature"],
  tries: 2,
  firstThoughtMilliseconds: 90,
  firstTextMilliseconds: 210,
  totalMilliseconds: 1834,
};

export const sampleFailure: AttemptFailure = {
  failure: "stalled",
  detail: "no byte for 20 s",
};

/** Where a ballot is for: a battle as it is saved or found. */
type BallotBattle = Pick<NewBattle, "id" | "community">;

export function sampleBallot({ id, community }: BallotBattle, voter: string): Ballot {
  return { battle: id, voter, community };
}

export function sampleVote(battle: BallotBattle, voter: string, changes: Partial<NewVote> = {}): NewVote {
  return {
    ...sampleBallot(battle, voter),
    platform: "discord",
    choice: "a",
    means: "button",
    seen: false,
    at: atMinute(10),
    ...changes,
  };
}

/** Made by hand, until it is lifted. */
export function sampleRestriction(changes: Partial<NewRestriction> = {}): NewRestriction {
  return {
    ...{ community: "community", kind: "votes-aside", about: "voter", reason: "by-hand", found: null },
    ...{ by: "manager", at: atMinute(2), until: null },
    ...changes,
  };
}
