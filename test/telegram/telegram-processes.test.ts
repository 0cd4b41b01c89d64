/** One bot in two processes on one database: one of them fetches what is new, the other takes its place. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTelegram, type TelegramBot } from "../../bots/telegram/bot.ts";
import { goneAfter } from "../../core/chat/connection-lease.ts";
import type { Standing } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import type { RunningCore } from "../core-kit.ts";
import type { PeerPerson } from "../peers/telegram/people.ts";
import { startTelegramPeer, type TelegramPeer } from "../peers/telegram/telegram-peer.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { until } from "../until.ts";
import { buttonsOf, startTelegramKit, type TelegramKit } from "./telegram-kit.ts";

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());

type Process = {
  core: RunningCore;
  telegram: TelegramBot;
  states: string[];
  stop(): Promise<void>;
  die(): Promise<void>;
};

async function start(peer: TelegramPeer, place: string): Promise<Process> {
  const core = await kit.createCore({ platform: "telegram", alone: false, place });
  const states: string[] = [];
  let dead = false;
  const memory: typeof core.record.memory = (platform) => {
    const kept = core.record.memory(platform);
    const lease = (key: string) => {
      const own = kept.lease(key);
      return own && { ...own, end: async () => (dead ? undefined : own.end()) };
    };
    return { ...kept, lease };
  };
  const telegram = createTelegram({
    core: { ...core, record: { ...core.record, memory } },
    ...{ clock: core.clock, random: createSeededRandom(1), log: { info: () => {}, warn: () => {}, error: () => {} } },
    ...{ token: peer.token, apiUrl: peer.apiUrl, webhook: null },
    onStanding: (standing: Standing) => {
      states.push(standing.state === "trying" ? standing.trouble : standing.state);
      if (standing.state === "up") core.connect(telegram.platform);
    },
  });
  core.connect(telegram.platform);
  await core.start();
  await telegram.open();
  const stop = async () => {
    await telegram.stopListening();
    await core.stop();
    await telegram.close();
  };
  return { core, telegram, states, stop, die: () => ((dead = true), stop()) };
}

/** Moves time on for a process that waits, until it is connected. */
async function takesOver({ core, states }: Process): Promise<void> {
  for (let passed = 0; passed <= goneAfter && states.at(-1) !== "up"; passed += 5_000) {
    await until(() => core.clock.pending().some((due) => due <= 5_000));
    core.clock.advance(5_000);
    await until(() => states.at(-1) === "up" || core.clock.pending().some((due) => due <= 5_000));
  }
  await until(() => states.at(-1) === "up");
}

async function ballotsOf(peer: TelegramPeer, person: PeerPerson, count: number): Promise<number> {
  const ballots = () => peer.messagesIn(person.private).filter((message) => buttonsOf(message).includes("Both bad"));
  await until(() => ballots().length >= count && peer.updates.pending() === 0);
  return ballots().length;
}

describe("two processes", () => {
  it.each(["stops", "dies"] as const)(
    "fetch one after the other; when the first %s nothing is lost or twice",
    async (how) => {
      const peer = await startTelegramPeer();
      const callsBefore = kit.server.calls.length;
      const person = peer.person("ann");
      const [first, second] = [await start(peer, `${how} first`), await start(peer, `${how} second`)];
      expect([first.states, second.states]).toEqual([["up"], ["waiting"]]);
      person.direct("Why is the sea salty?");
      expect(await ballotsOf(peer, person, 1)).toBe(1);
      const told = peer.updates.all.at(-1)!;
      await (how === "stops" ? first.stop() : first.die());
      person.direct("Why is the sky blue?");
      // Whoever dies has confirmed nothing of late.
      if (how === "dies") peer.updates.repeat(told);
      await takesOver(second);
      expect(await ballotsOf(peer, person, 2)).toBe(2);
      await second.core.settled();
      expect(kit.server.calls.length - callsBefore).toBe(4);
      expect(second.states).toEqual(["waiting", "up"]);
      await second.stop();
      await peer.close();
      expect(peer.faults).toEqual([]);
    },
  );
});
