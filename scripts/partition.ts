/**
 * `npm run -s partition [-- --yes] [--json]`: says how large the tables of battles, votes and attempts are, whether dividing them by
 * month is worth it, and what would be done; with `--yes` does it, also while the arena is running. For a record on a PostgreSQL
 * server (DATABASE_URL). What breaks off can be run again. Ends with 0 when it has told or done it, with 1 when it cannot be done,
 * with 2 for arguments it does not understand.
 */
import { parseArgs } from "node:util";
import {
  partitionRecord,
  planPartition,
  type PartitionPlan,
  type PartitionStep,
  sentences,
  systemClock,
  worthDividing,
} from "../core/index.ts";
import { configFromEnvironment } from "../bots/config.ts";
import { carrying, configuredPlace } from "./verb/carrying.ts";
import { language, runAsVerb } from "./verb/run-as-verb.ts";

const words = sentences(language).copies.partition;

function describe({ where, tables }: PartitionPlan): string[] {
  return [
    words.where(where),
    ...tables.map(({ name, rows, bytes, parts }) => `  ${words.size(name, rows, bytes, parts?.length ?? null)}`),
  ];
}

/** Whether it is worth it, and what would be done. */
function advise({ tables, votes }: PartitionPlan): string[] {
  const left = tables.filter(({ parts }) => parts === null).map(({ name }) => name);
  if (left.length === 0) return [words.nothingLeft];
  return [
    votes < worthDividing ? words.notYet(votes, worthDividing) : words.worthIt(votes, worthDividing),
    words.would(left.join(", ")),
    words.doIt("npm run -s partition -- --yes"),
  ];
}

function tell({ kind, table }: PartitionStep): void {
  console.log(words.steps[kind](table));
}

await runAsVerb(async () => {
  const { values } = parseArgs({
    options: { yes: { type: "boolean", default: false }, json: { type: "boolean", default: false } },
  });
  const place = configuredPlace(configFromEnvironment());
  const say = (plan: PartitionPlan, lines: readonly string[]): void =>
    console.log(values.json ? JSON.stringify(plan) : [...describe(plan), ...lines].join("\n"));
  if (!values.yes) {
    const plan = await carrying(planPartition(place));
    say(plan, advise(plan));
    return 0;
  }
  const quiet = (): void => {};
  say(await carrying(partitionRecord(place, systemClock, values.json ? quiet : tell)), [words.done]);
  return 0;
});
