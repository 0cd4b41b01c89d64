/** What whoever runs the arena reads of money. */

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
    dollars,
    /** On what it is spent, by its name. */
    whose: {
      installation: (_name: string) => "the whole arena (BUDGET)",
      endpoint: (name: string) => `the endpoint ${name} (“budget” in models.json)`,
      community: (name: string) => `the community ${name} (COMMUNITY_BUDGET)`,
      model: (name: string) => `the model ${name}`,
    },
    /** To whoever runs the arena: in the terminal, and at the place they chose. `period` is 2026-11-29 or 2026-11. */
    budgetNearlySpent: (whose: string, period: string, spent: number, limit: number) =>
      `80% of what ${whose} may spend in ${period} is spent: ${dollars(spent)} of ${dollars(limit)}. /costs shows on what.`,
    budgetSpent: (whose: string, period: string, spent: number, limit: number, opens: Date) =>
      `What ${whose} may spend in ${period} is used up: ${dollars(spent)} of ${dollars(limit)}, and what is left is not enough for another answer. Questions that would count there are refused until ${moment(opens)}; voting goes on. /costs shows on what it went.`,
  },
};
