/** A chaos run: three processes on one PostgreSQL, people on all three platforms, and harm done to everything. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { systemClock } from "../../../core/index.ts";
import { type DiscordPeer, startDiscordPeer } from "../../peers/discord/discord-peer.ts";
import { startTelegramPeer, type TelegramPeer } from "../../peers/telegram/telegram-peer.ts";
import type { PeerChat } from "../../peers/telegram/world.ts";
import { createSeededRandom } from "../../seeded-random.ts";
import { type Check, check, findUnfinished } from "./checks.ts";
import { startChaosDatabase } from "./database.ts";
import { createDiscordPerson } from "./discord-people.ts";
import { doHarm, type FaultKind, faults, type Plan, type Victims } from "./faults.ts";
import { type FullDiskResult, runFullDisk } from "./full-disk.ts";
import { createMemory, type Memory } from "./memory.ts";
import { startChaosModels } from "./models.ts";
import { createPagePerson } from "./page-people.ts";
import { type ChaosPerson, live, waitFor } from "./people.ts";
import { keepProcess, type Misdeeds } from "./processes.ts";
import { createTelegramPerson } from "./telegram-people.ts";

/** What to do, and for how long. Milliseconds. */
export type ChaosOptions = {
  seed: number;
  time: number;
  plan: Plan;
  /** How long people wait for an answer. */
  personPatience: number;
  /** For how long to wait at the end until nothing is left to do. */
  patience: number;
  /** Whether to fill the disk of another arena at the end. */
  fullDisk: boolean;
  progress(line: string): void;
};

export type ChaosResult = {
  seed: number;
  seconds: number;
  faults: Partial<Record<FaultKind, number>>;
  presses: Memory["presses"];
  /** Presses acknowledged on each platform, and why others changed nothing. */
  platforms: Memory["platforms"];
  reasons: Memory["reasons"];
  /** What those were told whose questions became no battle. */
  refused: Record<string, number>;
  questions: number;
  quietAfter: number | null;
  checks: Check[];
  /** Null where it was not wanted, or no disk may be mounted. */
  fullDisk: FullDiskResult | null;
  passed: boolean;
};

/** As often and as hard as in the bench. */
export const usualPlan: Plan = {
  meanInterval: 5_000,
  longestOutage: 30_000,
  kinds: Object.keys(faults) as FaultKind[],
};

const key = "the one key of all processes of a chaos run";
const perPlace = 4;
/** In milliseconds. */
const startPatience = 20_000;
/** No harm is done before so many presses have been acknowledged; for so many milliseconds at most. */
const [firstPresses, longestCalm] = [10, 30_000];

const environment = {
  ...{ PSEUDONYM_KEY: key, DATABASE_URL: "", TELEGRAM_TOKEN: "", DISCORD_TOKEN: "", LC_ALL: "en_US.UTF-8" },
  ...{ DEMO: "", HOST: "", PAGE_JOIN_CODE: "", PUBLIC_URL: "", PRIVACY_URL: "", TRUST_PROXY: "", NOTICE_PLACE: "" },
  // People here ask more often than others.
  ...{ ROLES: "", MODERATION_URL: "", PERSON_LIMIT: "1000/minute" },
};

/** Runs it, and looks at what is left. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, plan, progress } = options;
  const folder = mkdtempSync(join(tmpdir(), "doubleblind-chaos-run-"));
  const scene = await setScene(folder, options);
  const { memory, victims, misdeeds, begin, leave } = scene;
  const begun = performance.now();
  const told: ChaosResult["faults"] = {};
  const report = setInterval(() => progress(lineOf(memory, told, performance.now() - begun)), 5_000);
  let end = Number.POSITIVE_INFINITY;
  const lives = begin(() => performance.now() > end);
  await waitFor(longestCalm, () => (memory.presses.acknowledged > firstPresses ? true : undefined));
  end = performance.now() + options.time;
  await doHarm(victims, plan, createSeededRandom(seed), {
    isOver: () => performance.now() > end,
    tell: (kind) => void (told[kind] = (told[kind] ?? 0) + 1),
  });
  await lives;
  clearInterval(report);
  const quietAfter = await becomeQuiet({ key, ...victims }, options);
  const unfinished = quietAfter === null ? await findUnfinished({ key, ...victims }) : [];
  for (const one of victims.processes) await one.retire();
  const checks = [
    ...(await check({ key, dataDirectory: folder, memory, misdeeds, ...victims })),
    { what: "it becomes quiet", looked: 1, wrong: unfinished },
  ];
  await leave();
  const fullDisk = options.fullDisk ? await runFullDisk(seed, key, environment) : null;
  const passed = [...checks, ...(fullDisk?.checks ?? [])].every(({ wrong }) => wrong.length === 0);
  if (passed) rmSync(folder, { recursive: true, force: true });
  else keepTrace(folder, misdeeds, progress);
  const seconds = Math.round((performance.now() - begun) / 1_000);
  const { presses, asked, platforms, reasons } = memory;
  return {
    seed,
    seconds,
    faults: told,
    presses,
    platforms,
    reasons,
    refused: countRefused(memory),
    questions: asked.length,
    quietAfter,
    checks,
    fullDisk,
    passed,
  };
}

/** What failed is to be understood: the logs of the processes, and what they said. */
function keepTrace(folder: string, { said }: Misdeeds, progress: ChaosOptions["progress"]): void {
  writeFileSync(join(folder, "said.txt"), said.join("\n"));
  progress(`What the processes logged is kept in ${folder}.`);
}

type Scene = {
  memory: Memory;
  victims: Victims;
  misdeeds: Misdeeds;
  /** Lets people live. Resolves when all have stopped. */
  begin(isOver: () => boolean): Promise<unknown>;
  /** Ends everything that is not a process of the arena. */
  leave(): Promise<void>;
};

async function setScene(folder: string, { seed, personPatience }: ChaosOptions): Promise<Scene> {
  const database = await startChaosDatabase();
  const models = await startChaosModels(createSeededRandom(seed + 1));
  const telegram = await startTelegramPeer(systemClock);
  const discord = await startDiscordPeer({ ...systemClock, advance() {}, set() {}, pending: () => [] });
  const misdeeds: Misdeeds = { ended: [], said: [] };
  const own = {
    ...{ DATABASE_URL: database.url, ROSTER: models.writeRoster(join(folder, "models.json")) },
    ...{ TELEGRAM_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.apiUrl },
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
  };
  // A start that falls into an outage gives up, and may do so a little later.
  const isExcused = () => !database.isUp() || performance.now() - database.upSince() < startPatience;
  const parts = { environment: { ...environment, ...own }, misdeeds, isExcused };
  const processes = await Promise.all(
    ["first", "second", "third"].map((name) => keepProcess(name, join(folder, name), parts)),
  );
  const memory = createMemory(seed, personPatience);
  let left = false;
  const addresses = processes.map(({ address }) => address);
  const { people, chats } = await gather({ telegram, discord, memory, addresses, isOver: () => left });
  return {
    ...{ memory, misdeeds, victims: { processes, database, models, telegram, chats, discord } },
    begin: (isOver) =>
      Promise.all(people.map((one, index) => live(one, memory, createSeededRandom(seed * 1_000 + index), isOver))),
    async leave() {
      left = true;
      for (const part of [telegram, discord, models]) await part.close();
      await database.remove();
    },
  };
}

type World = {
  telegram: TelegramPeer;
  discord: DiscordPeer;
  memory: Memory;
  addresses: string[];
  isOver: () => boolean;
};

/** Some in a group and one alone on each of the two platforms, and one at the page of each process. */
async function gather({
  telegram,
  discord,
  memory,
  addresses,
  isOver,
}: World): Promise<{ people: ChaosPerson[]; chats: PeerChat[] }> {
  const onTelegram = Array.from({ length: perPlace + 1 }, (_, index) => telegram.person(`telegram ${index}`));
  const group = telegram.group(onTelegram.slice(0, perPlace));
  const channel = discord.channel(discord.guild());
  const onDiscord = Array.from({ length: perPlace + 1 }, (_, index) => discord.person(`discord ${index}`));
  const people = [
    ...onTelegram.map((self, index) =>
      createTelegramPerson(telegram, memory, self, index < perPlace ? group : self.private),
    ),
    ...onDiscord.map((self, index) =>
      createDiscordPerson(discord, memory, self, index < perPlace ? channel : discord.direct(self)),
    ),
    ...(await Promise.all(addresses.map((address) => createPagePerson(address, memory, isOver)))),
  ];
  return { people, chats: [group, onTelegram[perPlace]!.private] };
}

/** @returns after how many seconds nothing was left to do; null: something still was. */
async function becomeQuiet(
  remains: Parameters<typeof findUnfinished>[0],
  { patience, progress }: ChaosOptions,
): Promise<number | null> {
  const begun = performance.now();
  let quiet = 0;
  while (performance.now() - begun < patience) {
    const left = await findUnfinished(remains).catch((error: unknown) => [String(error)]);
    quiet = left.length === 0 ? quiet + 1 : 0;
    if (quiet >= 3) return Math.round((performance.now() - begun) / 1_000);
    if (left.length > 0) progress(`Not quiet yet: ${left.slice(0, 3).join(", ")}.`);
    await pause(1_000);
  }
  return null;
}

function countRefused({ asked }: Memory): Record<string, number> {
  const counts: Record<string, number> = {};
  const words = asked.flatMap(({ posts, refusals }) => [
    ...refusals(),
    ...posts().filter((one) => !one.includes("A\n")),
  ]);
  for (const text of words) {
    const name = text.replaceAll(/question-\d+-\w+/gu, "…").slice(0, 70);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function lineOf({ presses, asked }: Memory, told: ChaosResult["faults"], time: number): string {
  const harm = Object.values(told).reduce((sum, count) => sum + count, 0);
  return `${Math.round(time / 1_000)} s: ${harm} faults, ${asked.length} questions, ${presses.acknowledged} presses acknowledged, ${presses.unanswered} unanswered`;
}
