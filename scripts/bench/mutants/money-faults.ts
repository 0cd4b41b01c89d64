/** Faults in what may be spent. */
import type { Fault } from "./scratch.ts";

const ledgers = ["test/costs/ledgers.test.ts"];

/** Faults in what may be spent. */
export const moneyFaults: readonly Fault[] = [
  {
    rule: "what is set aside for calls under way counts",
    file: "core/costs/budget.ts",
    from: "!fits(dollars, spent + reserved, most)",
    to: "!fits(dollars, spent, most)",
    tests: ledgers,
  },
  {
    rule: "whoever sets money aside on a budget waits for whoever does the same",
    file: "core/store/cost-records.ts",
    from: "await takeTurn(client, ...[...new Set(turns)].toSorted());",
    to: "",
    tests: ["test/store/costs-between-processes.test.ts"],
  },
  {
    rule: "a call of unknown cost counts as the most it can cost",
    file: "core/store/cost-records.ts",
    from: `sum(coalesce("cost", "most"))`,
    to: `sum(coalesce("cost", 0))`,
    tests: ledgers,
  },
  {
    rule: "a call that broke off may have cost something",
    file: "core/costs/price.ts",
    from: `  "over-budget",
]);`,
    to: `  "over-budget",
  "cut-off",
]);`,
    tests: ledgers,
  },
  {
    rule: "a token may be a single byte",
    file: "core/costs/price.ts",
    from: "return new TextEncoder().encode(text).length;",
    to: "return text.length;",
    tests: ["test/costs/price.test.ts"],
  },
  {
    rule: "somebody is told once of a share of a budget",
    file: "core/store/cost-records.ts",
    from: `WHERE "Spending"."told" < EXCLUDED."told" RETURNING "scope"`,
    to: `RETURNING "scope"`,
    tests: ["test/store/costs-between-processes.test.ts"],
  },
  {
    rule: "a limit of a minute counts what has begun in the same moment",
    file: "core/battle/asking-rules.ts",
    from: "until: new Date(at.getTime() + minute), rolling: true",
    to: "until: at, rolling: true",
    tests: ["test/arena/asking-rules.test.ts"],
  },
  {
    rule: "of a community's and the operator's limit the lower one counts",
    file: "core/battle/asking-rules.ts",
    from: "Math.min(...days)",
    to: "Math.max(...days)",
    tests: ["test/battle/asking-rules.test.ts"],
  },
  {
    rule: "those who run a community may only lower what it may spend",
    file: "core/commands/costs/change-budget.ts",
    from: "day > (most.day ?? Infinity)",
    to: "day > Infinity",
    tests: ["test/commands/costs.test.ts"],
  },
  {
    rule: "a community's own budget holds for its questions",
    file: "core/costs/spending.ts",
    from: "communityAmounts(limits.community, (await budgetOf?.(community)) ?? null)",
    to: "communityAmounts(limits.community, (await budgetOf?.(community)) ? null : null)",
    tests: ["test/arena/budgets.test.ts"],
  },
  {
    rule: "follow-ups count in limits",
    file: "core/battle/asking-rules.ts",
    from: '  if (full) return { outcome: "limit-reached", full };\n',
    to: "",
    tests: ["test/battle/asking-rules.test.ts"],
  },
  {
    rule: "whoever asks where there is a limit waits for others who do",
    file: "core/store/asking-statements.ts",
    from: "    await wait(client);\n",
    to: "",
    tests: ["test/store/battles-between-processes.test.ts"],
  },
  {
    rule: "models without a price count in a mutual evaluation",
    file: "core/mutual/run/calls.ts",
    from: "most: highestCost(request, unpriced)",
    to: "most: highestCost(request, null)",
    tests: ["test/mutual/evaluations.heavy.test.ts"],
  },
  {
    rule: "operators are told of what they have granted alone",
    file: "core/costs/spending.ts",
    from: "  if (await isLowered(options, budget)) return;\n",
    to: "",
    tests: ["test/commands/costs.test.ts"],
    name: "has whoever runs the arena told",
  },
];
