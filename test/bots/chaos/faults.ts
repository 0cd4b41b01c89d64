/** What befalls the processes of a chaos run, their database, their models and their platforms: drawn by chance, counted. */
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../../core/machine/random.ts";
import type { DiscordPeer } from "../../peers/discord/discord-peer.ts";
import type { Call as DiscordCall } from "../../peers/discord/rest.ts";
import type { Call as TelegramCall } from "../../peers/telegram/read-call.ts";
import type { TelegramPeer } from "../../peers/telegram/telegram-peer.ts";
import type { PeerChat } from "../../peers/telegram/world.ts";
import type { ChaosDatabase } from "./database.ts";
import type { ChaosModels } from "./models.ts";
import type { ChaosProcess } from "./processes.ts";

/** What faults are done to. */
export type Victims = {
  processes: readonly ChaosProcess[];
  database: ChaosDatabase;
  models: ChaosModels;
  telegram: TelegramPeer;
  chats: readonly PeerChat[];
  discord: DiscordPeer;
};

type Fault = (victims: Victims, random: Random, longestOutage: number) => Promise<void>;

const between = (random: Random, least: number, most: number) => least + random.fraction() * (most - least);
const pick = <One>(random: Random, all: readonly One[]): One => all[Math.floor(random.fraction() * all.length)]!;

/** Calls that bring people something. */
const writes = ({ method }: TelegramCall) => /^(?:send|edit|answer|delete|getUpdates)/u.test(method);
const speaks = ({ method, path }: DiscordCall) => method !== "GET" && /messages|interactions|webhooks/u.test(path);

async function troubleModels(victims: Victims, random: Random, kind: "cut" | "stalled" | "too-many"): Promise<void> {
  victims.models.trouble(kind);
  await pause(between(random, 1_000, 4_000));
  victims.models.trouble(null);
}

/** Each kind, and how often it is drawn. */
export const faults = {
  "kill -9": [4, async ({ processes }, random) => pick(random, processes).end("SIGKILL", between(random, 200, 6_000))],
  "process frozen": [
    2,
    async ({ processes }, random, longest) => pick(random, processes).freeze(between(random, longest / 10, longest)),
  ],
  "ordered restart": [
    2,
    async ({ processes }, random) => pick(random, processes).end("SIGTERM", between(random, 200, 2_000)),
  ],
  "database restart": [
    1,
    async ({ database }) => {
      await database.stop("fast");
      await database.start();
    },
  ],
  "database crash": [
    2,
    async ({ database }) => {
      await database.stop("immediate");
      await database.start();
    },
  ],
  "database outage": [
    1,
    async ({ database }, random, longest) => {
      await database.stop("fast");
      await pause(between(random, longest / 6, longest));
      await database.start();
    },
  ],
  "connections cut": [3, async ({ database }, random) => database.cut(between(random, 0.3, 1))],
  "model streams cut": [2, (victims, random) => troubleModels(victims, random, "cut")],
  "model streams stalled": [2, (victims, random) => troubleModels(victims, random, "stalled")],
  "429 from models": [2, (victims, random) => troubleModels(victims, random, "too-many")],
  "429 from Telegram": [
    2,
    async ({ telegram, chats }, random) =>
      telegram.api.floods.close(pick(random, chats), Math.ceil(between(random, 1, 8))),
  ],
  "Telegram cut": [
    3,
    async ({ telegram }, random) =>
      telegram.api.plan(
        writes,
        { kind: random.fraction() < 0.5 ? "reset-before" : "bad-gateway" },
        Math.ceil(between(random, 1, 5)),
      ),
  ],
  "Telegram's answers lost": [
    1,
    async ({ telegram }, random) =>
      telegram.api.plan(writes, { kind: "reset-after" }, Math.ceil(between(random, 1, 3))),
  ],
  "429 from Discord": [
    2,
    async ({ discord }, random) =>
      discord.rest.plan(
        speaks,
        { kind: "rate-limited", seconds: between(random, 0.2, 3) },
        Math.ceil(between(random, 1, 6)),
      ),
  ],
  "Discord cut": [
    3,
    async ({ discord }, random) => {
      if (random.fraction() < 0.5) discord.gateway.drop();
      else
        discord.rest.plan(
          speaks,
          { kind: random.fraction() < 0.5 ? "reset-before" : "reset-after" },
          Math.ceil(between(random, 1, 4)),
        );
    },
  ],
  "clock jump": [
    3,
    async ({ processes }, random) => {
      const shift = Math.round(between(random, -2 * 60_000, 2 * 60_000));
      // That of a whole machine, or of one process as if it had one of its own.
      const jumping = random.fraction() < 0.5 ? processes : [pick(random, processes)];
      for (const one of jumping) one.shiftClock(shift);
    },
  ],
} as const satisfies Record<string, readonly [weight: number, fault: Fault]>;

export type FaultKind = keyof typeof faults;

/** One of the kinds, by their weights. */
function draw(random: Random, allowed: readonly FaultKind[]): FaultKind {
  const sum = allowed.reduce((all, kind) => all + faults[kind][0], 0);
  let left = random.fraction() * sum;
  for (const kind of allowed) {
    left -= faults[kind][0];
    if (left < 0) return kind;
  }
  return allowed[0]!;
}

/** How often, and what may happen. Times in milliseconds. */
export type Plan = { meanInterval: number; longestOutage: number; kinds: readonly FaultKind[] };

/** Does harm until told to stop. @param tell is told of each fault as it begins. */
export async function doHarm(
  victims: Victims,
  plan: Plan,
  random: Random,
  until: { isOver: () => boolean; tell: (kind: FaultKind) => void },
): Promise<void> {
  const underway = new Set<Promise<void>>();
  let database = Promise.resolve();
  while (!until.isOver()) {
    // Exponential: faults come in clusters, as they do.
    await pause(Math.min(-Math.log(1 - random.fraction()) * plan.meanInterval, 4 * plan.meanInterval));
    if (until.isOver()) break;
    const kind = draw(random, plan.kinds);
    until.tell(kind);
    const [, fault] = faults[kind];
    const doing = () => (fault as Fault)(victims, random, plan.longestOutage);
    // There is one database: what befalls it comes one after another.
    const done = kind.startsWith("database") ? (database = database.then(doing)) : doing();
    const settled = done.catch((error: unknown) => {
      // A connection to cut, where there is no server just now.
      if (victims.database.isUp() && kind !== "connections cut") throw error;
    });
    underway.add(settled);
    void settled.finally(() => underway.delete(settled));
  }
  await Promise.all(underway);
  victims.models.trouble(null);
  victims.telegram.api.calm();
  victims.discord.rest.calm();
  for (const one of victims.processes) one.shiftClock(0);
}
