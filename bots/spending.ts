/** What may be spent on answers, as the environment says it. */
import { z } from "zod";
import { type Amounts, type Price, type SpendingLimits, usualPrice } from "../core/index.ts";

const budgetProblem = "must be US dollars a day, a month or both, such as 2/day, 30/month or 2/day 30/month";

/** @returns undefined where it is no budget. */
function readAmounts(text: string): Amounts | undefined {
  const parts = text
    .split(/[\s,]+/u)
    .map((part) => /^(?<dollars>\d{1,6}(?:\.\d{1,4})?)\/(?<period>day|month)$/u.exec(part));
  const amounts: Amounts = {};
  for (const part of parts) {
    const { dollars, period } = part?.groups ?? {};
    if (dollars === undefined || (period !== "day" && period !== "month") || amounts[period] !== undefined)
      return undefined;
    amounts[period] = Number(dollars);
  }
  return amounts;
}

const budget = z
  .string()
  .transform((text, context) => {
    const amounts = readAmounts(text);
    if (!amounts) context.addIssue(budgetProblem);
    return amounts ?? z.NEVER;
  })
  .optional();

const refuses = "refuse";
const price = /^(?<input>\d{1,4}(?:\.\d{1,6})?)\/(?<output>\d{1,4}(?:\.\d{1,6})?)$/u;

/** The keys about money. */
export const spendingKeys = {
  BUDGET: budget,
  COMMUNITY_BUDGET: budget,
  DEFAULT_PRICE: z
    .string()
    .refine(
      (text) => text === refuses || price.test(text),
      "must be US dollars for a million tokens in and out, such as 3/15, or refuse",
    )
    .optional(),
};

/** What was decided about money. `pricesRequired`: models without a price are refused. */
export type SpendingSettings = { spending: SpendingLimits; pricesRequired: boolean };

function readPrice(text: string): Price | undefined {
  const { input, output } = price.exec(text)?.groups ?? {};
  return input === undefined ? undefined : { input: Number(input), output: Number(output) };
}

/** Reads the keys that were found well-formed. */
export function readSpending(data: z.output<z.ZodObject<typeof spendingKeys>>): SpendingSettings {
  const { BUDGET: installation = {}, COMMUNITY_BUDGET: community = {}, DEFAULT_PRICE: text = "" } = data;
  const unpriced = readPrice(text) ?? usualPrice;
  return { spending: { installation, community, unpriced }, pricesRequired: text === refuses };
}
