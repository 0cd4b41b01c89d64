/** How the arena is doing, in words. */
import type { Standing } from "../../chat/reaching.ts";
import type { Sentences } from "../../language/index.ts";
import type { PlatformName } from "../../language/platforms.ts";
import type { ArenaStatus } from "./arena-status.ts";

/** More ways to fail than anybody reads. */
const mostFailures = 6;

/** A title, and a list of what runs, what waits, what fails and what is spent; the same in a chat and in a terminal. */
export function describeStatus(status: ArenaStatus, words: Sentences): string {
  const { version, since, battles, waiting, models, spent } = status;
  const told = words.status;
  const inLine = Object.values(waiting).reduce((sum, count) => sum + count, 0);
  const lines = [
    describeBots(status, words),
    battles ? told.battles(battles.open, battles.answering) : told.silent,
    told.waiting(inLine, models.underway),
    told.models(models.playing, describeResting(status, words)),
    describeFailures(status, words),
  ].map((line) => `- ${line}`);
  const money = spent ? [words.costs.spent("day", spent.today, spent.limit)] : [];
  return [told.title(version, new Date(since)), [...lines, ...money].join("\n")].join("\n\n");
}

function describeBots({ platforms, troubles }: ArenaStatus, { status, boards, platformNames }: Sentences): string {
  const bots = (Object.entries(platforms) as [PlatformName, Standing["state"]][]).map(([name, state]) =>
    status.bot[state](platformNames[name].called, troubles?.[name]),
  );
  return bots.length === 0 ? status.noBots : status.bots(bots.join(boards.listSeparator));
}

function describeResting({ models }: ArenaStatus, { status, boards, roster }: Sentences): string {
  return models.resting
    .map(({ name, why, minutes }) => status.resting(name, roster.why[why], minutes))
    .join(boards.listSeparator);
}

function describeFailures({ failures }: ArenaStatus, { status, boards }: Sentences): string {
  if (failures.length === 0) return status.noFailures;
  const newest = failures.slice(0, mostFailures);
  const told = newest.map(({ endpoint, kind, count, last }) => status.failure(endpoint, kind, count, new Date(last)));
  return status.failures(told.join(boards.listSeparator));
}
