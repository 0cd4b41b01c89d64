/** How much may be asked, what may be spent on answers, and for how long their words are kept, as the environment says it. */
import { z } from "zod";
import {
  type ArenaRules,
  defaultRules,
  type Price,
  readAmounts,
  readDollars,
  type SpendingLimits,
  usualPrice,
} from "../core/index.ts";

function amountsKey<Result>(read: (text: string) => Result | undefined, problem: string) {
  return z
    .string()
    .transform((text, context) => {
      const amounts = read(text);
      if (!amounts) context.addIssue(problem);
      return amounts ?? z.NEVER;
    })
    .optional();
}

const budget = amountsKey(
  readDollars,
  "must be US dollars a day, a month or both, such as 2/day, 30/month or 2/day 30/month",
);
const limit = amountsKey(
  (text) => readAmounts(text, /^\d{1,6}$/u, ["minute", "day"]),
  "must be a number of questions a minute, a day or both, such as 5/minute, 100/day or 5/minute 100/day",
);

const refuses = "refuse";
const price = /^(?<input>\d{1,4}(?:\.\d{1,6})?)\/(?<output>\d{1,4}(?:\.\d{1,6})?)$/u;

const dayMilliseconds = 24 * 60 * 60_000;
const days = z
  .string()
  .regex(/^[1-9]\d{0,3}$/u, "must be a number of days from 1 to 9999, such as 90")
  .transform(Number)
  .optional();

/** Their keys. */
export const limitKeys = {
  KEEP_TEXTS_DAYS: days,
  PERSON_LIMIT: limit,
  COMMUNITY_LIMIT: limit,
  LIMIT: limit,
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

/** What was decided. `pricesRequired`: models without a price are refused. */
export type LimitSettings = { rules: ArenaRules; spending: SpendingLimits; pricesRequired: boolean };

function readPrice(text: string): Price | undefined {
  const { input, output } = price.exec(text)?.groups ?? {};
  return input === undefined ? undefined : { input: Number(input), output: Number(output) };
}

/** Reads the keys that were found well-formed. */
export function readLimits(data: z.output<z.ZodObject<typeof limitKeys>>): LimitSettings {
  const { BUDGET: installation = {}, COMMUNITY_BUDGET: community = {}, DEFAULT_PRICE: text = "" } = data;
  const { PERSON_LIMIT: person = {}, COMMUNITY_LIMIT, LIMIT: all = {} } = data;
  const usual = defaultRules.questionsPerMinute;
  // What each process counts for itself must not be in the way of what they count together.
  const questionsPerMinute = {
    ...usual,
    person: person.minute ?? usual.person,
    all: Math.max(usual.all, all.minute ?? 0),
  };
  const battles = { person, community: COMMUNITY_LIMIT ?? {}, installation: all };
  const keepWords = data.KEEP_TEXTS_DAYS === undefined ? null : data.KEEP_TEXTS_DAYS * dayMilliseconds;
  return {
    rules: { ...defaultRules, questionsPerMinute, battles, keepWords },
    spending: { installation, community, unpriced: readPrice(text) ?? usualPrice },
    pricesRequired: text === refuses,
  };
}
