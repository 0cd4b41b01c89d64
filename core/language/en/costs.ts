/** What whoever runs the arena reads of money. */
import { asSaid } from "../said.ts";

const number = (value: number) => value.toLocaleString("en");
/** US dollars: to the cent, or to the two figures that count of less. */
const dollars = (value: number) =>
  `$${value === 0 || value >= 1 ? value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 }) : value.toLocaleString("en", { maximumSignificantDigits: 2 })}`;
const moment = (at: Date) =>
  `${new Intl.DateTimeFormat("en", { day: "numeric", month: "long", timeZone: "UTC" }).format(at)}, 00:00 UTC`;

/** Sentences about money. */
export const costs = {
  costs: {
    number,
    /** On what it is spent, by its name. */
    whose: {
      installation: (_name: string) => "the whole arena (BUDGET)",
      endpoint: (name: string) => `the endpoint ${name} (“budget” in models.json)`,
      community: (name: string) => `the community ${name} (COMMUNITY_BUDGET)`,
      model: (name: string) => `the model ${name}`,
    },
    notYours: "Only those who run the arena see what it costs; those who run this community see its own part.",
    title: (at: Date) =>
      `**Costs in ${new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" }).format(at)}**, by the prices in models.json. Days are those of UTC.`,
    ofCommunity:
      "**What the answers in this community have cost**, by the prices of their models. Days are those of UTC.",
    limited: (community: string | null) =>
      `**Changed.** ${community === null ? "What the answers in this community may cost" : `What the answers in the community \`${community}\` may cost`}, and what they have cost. Days are those of UTC.`,
    badLimit: (usage: string) =>
      `That is no limit. Write US dollars a day, a month or both, or off for the usual limit: ${usage}`,
    onlyLess: (most: string) =>
      `Only those who run the arena can let this community spend more than ${most} (US dollars). Write that or less, or off to take back what was lowered here.`,
    notOfOthers:
      "Only those who run the arena set what another community may spend. Leave its name out to lower what this one may.",
    unknownCommunity: (name: string) =>
      `No community \`${asSaid(name)}\` has spent anything this month, or there are several. /costs lists those that have spent most, by their names there.`,
    spent: (period: "day" | "month", spent: number, limit: number | null) =>
      `- ${period === "day" ? "Today" : "This month"}: ${dollars(spent)}${limit === null ? ", no limit" : ` of ${dollars(limit)}`}`,
    projection: (spent: number) =>
      `If it goes on as in the last seven days, the month will have cost about ${dollars(spent)}.`,
    by: {
      installation: "**In all**",
      model: "**By model**",
      endpoint: "**By endpoint**",
      community: "**By community** (as pseudonyms)",
      day: "**By day**",
    },
    here: (name: string) => `\`${name}\` (this one)`,
    line: (name: string, spent: number, calls: number, tokens: number) =>
      `- ${name}: ${dollars(spent)}, ${calls === 1 ? "1 call" : `${number(calls)} calls`}, ${number(tokens)} tokens`,
    others: (spent: number) => `- everything else: ${dollars(spent)}`,
    people: (people: number, most: string) =>
      `**Tokens by person** this month, without saying who: ${people === 1 ? "1 person" : `${number(people)} people`}; the most anybody used: ${most}`,
    reserved: (calls: number, most: number) =>
      `Set aside for ${calls === 1 ? "1 call" : `${number(calls)} calls`} under way: ${dollars(most)}. What is left behind by a process that was killed counts as spent after an hour.`,
    unknown: (calls: number) =>
      calls === 1
        ? "1 call counts as the most it could cost, because it broke off or its endpoint did not tell its tokens."
        : `${number(calls)} calls count as the most they could cost, because they broke off or their endpoints did not tell their tokens.`,
    unpriced: (models: string, input: number, output: number) =>
      `Counted at $${input} in and $${output} out for a million tokens, because models.json has no price for them: ${models}.`,
    /** To whoever runs the arena: in the terminal, and at the place they chose. `period` is 2026-11-29 or 2026-11. */
    budgetNearlySpent: (whose: string, period: string, spent: number, limit: number) =>
      `80% of what ${whose} may spend in ${period} is spent: ${dollars(spent)} of ${dollars(limit)}. /costs shows on what.`,
    budgetSpent: (whose: string, period: string, spent: number, limit: number, opens: Date) =>
      `What ${whose} may spend in ${period} is used up: ${dollars(spent)} of ${dollars(limit)}, and what is left is not enough for another answer. Questions that would count there are refused until ${moment(opens)}; voting goes on. /costs shows on what it went.`,
  },
};
