/** What a call to a model can cost at most, and what it has cost. Amounts are US dollars. */
import { type CompletionRequest, type FailureKind, ModelFailure, NeverAsked } from "../models/completion.ts";
import type { Model, Price } from "../models/model.ts";

/** What models without a price are counted at unless something else is chosen: as dear as large models commonly are. */
export const usualPrice: Price = { input: 3, output: 15 };

/**
 * What a model is counted at. Demo models cost nothing.
 * @param unpriced for a model without a price; null: that counts nothing.
 */
export function priceOf({ price, league }: Pick<Model, "price" | "league">, unpriced: Price | null): Price | null {
  return league === "demo" ? null : (price ?? unpriced);
}

/** What some tokens cost. */
export function costOfTokens(price: Price, input: number, output: number): number {
  return (input * price.input + output * price.output) / 1_000_000;
}

/** Tokens that a chat's form adds: once, as system prompts of templates do, and for each message. */
const formTokens = { once: 64, message: 16 };

/** More than any common endpoint counts for a picture; gpt-4o-mini counts up to 48,169. */
const tokensPerPicture = 50_000;

/** Tokenizers that work on bytes make at most one token of each, and the others fewer. */
function countBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The most tokens that a request can be counted as, its answer left out. */
function mostInputTokens({ messages, settings, format, model }: CompletionRequest): number {
  const further = [settings.system ?? "", format ? JSON.stringify(format) : "", JSON.stringify(model.body ?? "")];
  const bytes = [...messages.map(({ content }) => content), ...further].reduce((sum, one) => sum + countBytes(one), 0);
  const pictures = messages.reduce((sum, message) => sum + (message.pictures?.length ?? 0), 0);
  return bytes + formTokens.once + messages.length * formTokens.message + pictures * tokensPerPicture;
}

/**
 * The most that a call can cost, as long as its endpoint keeps to the token limit; 0 where nothing is counted.
 * @param unpriced see {@link priceOf}.
 */
export function highestCost(request: CompletionRequest, unpriced: Price | null): number {
  const price = priceOf(request.model, unpriced);
  return price === null ? 0 : costOfTokens(price, mostInputTokens(request), request.settings.maxTokens);
}

/** Failures before a model has written anything. */
const unpaid: ReadonlySet<FailureKind> = new Set([
  "unreachable",
  "unauthorized",
  "rejected",
  "rate-limited",
  "server-error",
  "over-budget",
]);

/** Whether a call that failed so costs nothing. One that broke off may cost something: how much, nobody has told. */
export function isUnpaid(error: unknown): boolean {
  return error instanceof NeverAsked || (error instanceof ModelFailure && unpaid.has(error.kind));
}
