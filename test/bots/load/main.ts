/**
 * `node test/bots/load/main.ts RATE SECONDS webhook|polling`: so many presses a second, a third of them on each platform, at two
 * processes on one PostgreSQL. What came of it as JSON to stdout.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { systemClock } from "../../../core/index.ts";
import { processorTime, processorTimeOf } from "../../../scripts/bench/measure/processor-time.ts";
import { quantile } from "../../../scripts/bench/measure/quantile.ts";
import { startDiscordPeer } from "../../peers/discord/discord-peer.ts";
import { startTelegramPeer } from "../../peers/telegram/telegram-peer.ts";
import { startChaosDatabase } from "../chaos/database.ts";
import { type ChaosProcess, keepProcess } from "../chaos/processes.ts";
import { divideConnections } from "./divide-connections.ts";
import { gatherOnDiscord, gatherOnPages, gatherOnTelegram, type Press, type Voters } from "./voters.ts";

const [rate = 1_000, seconds = 30] = process.argv.slice(2, 4).map(Number);
const [, , , , byWhat = "webhook"] = process.argv;
/** How long the last answers may take, in milliseconds. */
const patience = 30_000;
/** How often it is looked whether a press was answered, in milliseconds: no time is known better. */
const lookEvery = 4;

const load = loadavg()[0];
const folder = mkdtempSync(join(tmpdir(), "doubleblind-load-"));
const database = await startChaosDatabase();
const telegram = await startTelegramPeer(systemClock);
const discord = await startDiscordPeer({ ...systemClock, advance() {}, set() {}, pending: () => [] });
const environment = {
  ...{ PSEUDONYM_KEY: "the one key of all processes of a run", DATABASE_URL: database.url, LC_ALL: "en_US.UTF-8" },
  ...{ DEMO: "1", HOST: "", ROSTER: "", PAGE_JOIN_CODE: "", PUBLIC_URL: "", PRIVACY_URL: "", TRUST_PROXY: "" },
  ...{ NOTICE_PLACE: "", ROLES: "", MODERATION_URL: "", PERSON_LIMIT: "1000/minute" },
  ...{ TELEGRAM_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.apiUrl },
  ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
};
const misdeeds = { ended: [], said: [] };
const divided = byWhat === "webhook" ? await divideConnections(2) : undefined;
const processes: ChaosProcess[] = [];
for (const [index, name] of ["first", "second"].entries()) {
  const webhook = {
    TELEGRAM_WEBHOOK_URL: divided?.url ?? "",
    TELEGRAM_WEBHOOK_PORT: String(divided?.ports[index] ?? ""),
  };
  const parts = { environment: { ...environment, ...webhook }, misdeeds, isExcused: () => false };
  processes.push(await keepProcess(name, join(folder, name), parts));
}

/** Presses before any is measured, so that what has just been started is not: a quarter of the rate for ten seconds. */
const warmUp = { rate: rate / 4, presses: 3 * Math.ceil((rate * 2.5) / 3) };
const perPlatform = Math.ceil((rate * seconds) / 3) + warmUp.presses / 3;
const battles = 20;
const crowd = { people: Math.ceil(perPlatform / battles), battles };
const pages = processes.map(({ address }) => address);
const platforms = [
  await gatherOnPages(pages, crowd),
  await gatherOnDiscord(discord, crowd),
  await gatherOnTelegram(telegram, crowd),
];
await pause(1_000);
const queue = Array.from({ length: perPlatform }, (_, index) => index).flatMap((index) =>
  platforms.flatMap(({ platform, votes }) => (votes[index] ? [{ platform, vote: votes[index] }] : [])),
);
await press(queue.slice(0, warmUp.presses), warmUp.rate);
const earlier = await countVotes();
const before = await processorTimes();
const times = await press(queue.slice(warmUp.presses), rate);
const [ofDatabase, peers, ...arenas] = (await processorTimes()).map(
  (time, index) => (time - before[index]!) / (3 * perPlatform - warmUp.presses),
);
const kept = (await countVotes()) - earlier;
for (const one of processes) await one.retire();
await Promise.all([telegram.close(), discord.close()]);
divided?.close();
await database.remove();
rmSync(folder, { recursive: true, force: true });

const all = [...times.values()].flat();
const answered = all.filter((time) => time !== null);
const result = {
  ...{ rate, seconds, telegram: byWhat, load, presses: all.length, answered: answered.length, kept },
  platforms: Object.fromEntries([...times].map(([platform, waits]) => [platform, describe(waits)])),
  ...describe(all),
  processorMs: { arenas, database: ofDatabase, peers },
  ended: misdeeds.ended,
};
console.log(JSON.stringify(result));
process.exit(0);

async function countVotes(): Promise<number> {
  const [counted] = await database.rows<{ count: number }>(`SELECT count(*)::int AS "count" FROM "Vote"`);
  return counted!.count;
}

function describe(waits: readonly (number | null)[]) {
  const known = waits.map((time) => time ?? Number.POSITIVE_INFINITY);
  return { p50Ms: Math.round(quantile(known, 0.5)), p99Ms: Math.round(quantile(known, 0.99)) };
}

/** In milliseconds: of the database, of this process, and of each arena. */
async function processorTimes(): Promise<number[]> {
  const arenas = await Promise.all(processes.map(({ id }) => processorTimeOf(id() ?? 0)));
  const { user, system } = process.cpuUsage();
  const peers = (user + system) / 1_000;
  return [(await processorTime()) - peers - arenas.reduce((sum, time) => sum + time, 0), peers, ...arenas];
}

type Due = { platform: string; vote: Voters["votes"][number] };

/** Presses at the rate, whether or not there are answers. @returns how long each waited, in milliseconds; null: for ever. */
async function press(queue: readonly Due[], rate: number): Promise<Map<string, (number | null)[]>> {
  const waits = new Map(queue.map(({ platform }) => [platform, [] as (number | null)[]]));
  let waiting: { platform: string; at: number; press: Press }[] = [];
  let made = 0;
  const begun = performance.now();
  let last = begun;
  while (made < queue.length || (waiting.length > 0 && performance.now() - last < patience)) {
    const due = Math.min(queue.length, Math.floor(((performance.now() - begun) * rate) / 1_000));
    for (; made < due; made += 1) {
      const { platform, vote } = queue[made]!;
      last = performance.now();
      waiting.push({ platform, at: last, press: vote() });
    }
    const now = performance.now();
    const still: typeof waiting = [];
    for (const one of waiting)
      if (one.press.answered()) waits.get(one.platform)!.push(now - one.at);
      else still.push(one);
    waiting = still;
    await pause(lookEvery);
  }
  for (const { platform } of waiting) waits.get(platform)!.push(null);
  return waits;
}
