/** What is asked of a model, and what comes back. */
import type { Party } from "../limits/party.ts";
import type { Amounts, Model, Withheld } from "./model.ts";

/** The same for both sides of a battle. */
export type GenerationSettings = { temperature: number; maxTokens: number; system: string | null };

/** A picture that belongs to a question; its media type, such as image/png. */
export type QuestionPicture = { mediaType: string; bytes: Uint8Array<ArrayBuffer> };

/** One message of a conversation with a model. */
export type Message = {
  role: "user" | "assistant";
  content: string;
  /** Only of a user, and only for models whose input includes pictures. */
  pictures?: readonly QuestionPicture[];
};

/** A form the answer must have: JSON by a schema, under a name of letters, digits and `_`. */
export type AnswerFormat = { name: string; schema: Readonly<Record<string, unknown>> };

/** All that a model is asked with. */
export type CompletionRequest = {
  model: Model;
  messages: readonly Message[];
  settings: GenerationSettings;
  seed: number;
  /** Whose turn it is when requests have to wait; left out: the arena's own. */
  party?: Party;
  /** The community it is asked for, a pseudonym: what it costs is counted there as well. */
  community?: string;
  /** Endpoints that do not know such a thing are asked without it: check what comes back. */
  format?: AnswerFormat;
  /** Is told all that has been written so far, each time more has come; another try begins anew. */
  hears?: (text: string) => void;
};

/** A model's whole answer with everything measured about it. Times in milliseconds, cost in US dollars. */
export type Completion = {
  /** What the model said to the reader, without its thinking and without white space around. */
  text: string;
  /**
   * What was received when that is not `text`: the content as it came, and in front of it, in a block `<think>`, the
   * thoughts that came apart from it.
   */
  received: string | null;
  finishReason: "stop" | "length";
  /** The name by which the endpoint called the model, which may be more exact than the roster's. */
  reportedModel: string | null;
  inputTokens: number | null;
  /** Thoughts included. */
  outputTokens: number | null;
  /** Null when the price or the token counts are unknown. */
  cost: number | null;
  /** What the endpoint was not sent, or sent otherwise than meant, because it refuses that. */
  withheld: readonly Withheld[];
  /** How often the endpoint was asked until it answered. The times are those of the last try, queues left out. */
  tries: number;
  /** Until the first sign of a thought came; null: none came. */
  firstThoughtMilliseconds: number | null;
  /** Until the first piece of `text`. */
  firstTextMilliseconds: number;
  totalMilliseconds: number;
};

/** Why a model gave no answer. */
export const failureKinds = [
  "unreachable",
  "unauthorized",
  "rejected",
  "rate-limited",
  "server-error",
  "no-first-token",
  "stalled",
  "too-slow",
  "cut-off",
  "malformed",
  "empty",
  "filtered",
  "aborted",
  "over-budget",
] as const;
/** One of {@link failureKinds}. */
export type FailureKind = (typeof failureKinds)[number];

/** What an endpoint's own words tell beyond the kind: why it does not serve a model to this account, or not so. */
export const failureReasons = [
  "challenge",
  "place",
  "no-credit",
  "too-large",
  "responses-only",
  "no-chat",
  "blocked",
  "no-access",
  "no-provider",
  "no-model",
  "too-long",
  "overloaded",
] as const;
/** One of {@link failureReasons}. */
export type FailureReason = (typeof failureReasons)[number];

/** The one error a provider throws. Its message is for the log and never holds a key. */
export class ModelFailure extends Error {
  override readonly name = "ModelFailure";
  readonly kind: FailureKind;
  readonly reason: FailureReason | null;

  constructor(kind: FailureKind, message: string, options: ErrorOptions & { reason?: FailureReason | null } = {}) {
    super(message, options);
    this.kind = kind;
    this.reason = options.reason ?? null;
  }
}

/** Nothing was sent for a request, so it cannot have cost anything. */
export class NeverAsked extends ModelFailure {}

/** Anything that completes a chat: one request, one whole answer. */
export interface ModelProvider {
  /** What requests for a model do not carry, as far as is known by now. Left out: they always carry everything. */
  withheld?(model: Model): readonly Withheld[];
  /** What a model's endpoint may cost. Left out: as much as is wanted. */
  budget?(model: Model): Amounts | undefined;
  /**
   * Resolves with the whole answer only when the model finished it of its own accord or at its token limit.
   * @throws {ModelFailure} for every other ending, the caller's abort included.
   */
  complete(request: CompletionRequest, signal: AbortSignal): Promise<Completion>;
}
