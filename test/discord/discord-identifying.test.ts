import { describe, expect, it } from "vitest";
import { createIdentifyTurns, type SessionsLeft } from "../../bots/discord/identifying.ts";
import { createRecordingCore } from "../contracts/recording-core.ts";
import { createManualClock } from "../manual-clock.ts";
import { until } from "../until.ts";

const day = 86_400_000;
const plenty: SessionsLeft = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 };
const { signal } = new AbortController();
const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** The processes of a bot: what they share is the time, and what is noted. */
function createBot(left: Partial<SessionsLeft> = {}) {
  const clock = createManualClock();
  const memory = createRecordingCore().record.memory("discord");
  const warned: string[] = [];
  const log = {
    info: () => {},
    warn: (_details: unknown, message: string) => void warned.push(message),
    error: () => {},
  };
  const fetchLeft = async () => ({ ...plenty, ...left });
  return {
    ...{ clock, memory, warned },
    begin: (noted = memory) => createIdentifyTurns({ fetchLeft, memory: noted, bot: "bot", clock, log }),
    /** Waits for a turn, and tells how long that took. */
    async turn(turns: ReturnType<typeof createIdentifyTurns>, shard: number): Promise<number> {
      const before = clock.now().getTime();
      let over = false;
      const waiting = turns.waitForIdentify(shard, signal).then(() => (over = true));
      while (!over) {
        await until(() => over || clock.pending().length > 0);
        const [next = 0] = clock.pending();
        if (!over) clock.advance(next);
      }
      await waiting;
      return clock.now().getTime() - before;
    },
  };
}

describe("turns at the gateway", () => {
  it("come one every five seconds", async () => {
    const { begin, turn } = createBot();
    const turns = begin();
    expect([await turn(turns, 0), await turn(turns, 1), await turn(turns, 2)]).toEqual([0, 5_000, 5_000]);
  });

  it("come to as many shards at once as Discord allows", async () => {
    const { begin, turn } = createBot({ max_concurrency: 16 });
    const turns = begin();
    for (let shard = 0; shard < 16; shard += 1) expect(await turn(turns, shard)).toBe(0);
    expect(await turn(turns, 16)).toBe(5_000);
  });

  it("come one every five seconds to all processes of a bot", async () => {
    const { begin, turn, clock } = createBot();
    const [one, other] = [begin(), begin()];
    clock.advance(4_000);
    expect(await turn(one, 0)).toBe(0);
    expect(await turn(other, 1)).toBe(5_000);
    clock.advance(1_000);
    expect(await turn(one, 2)).toBe(4_000);
  });

  it("come later and later to a process that starts again and again, up to five minutes", async () => {
    const { begin, turn, clock } = createBot();
    const waits: number[] = [];
    for (let start = 0; start < 20; start += 1) {
      const turns = begin();
      const told = await turns.waitOf(0);
      const waited = await turn(turns, 0);
      expect(waited).toBe(told);
      waits.push(waited / 1_000);
      clock.advance(1_000);
    }
    expect(waits.slice(0, 9)).toEqual([0, 4, 4, 4, 9, 19, 39, 79, 159]);
    expect(waits.at(-1)).toBe(299);
  });

  it("wait no longer for what a clock has noted that was ahead", async () => {
    const { begin, turn, memory } = createBot();
    const ahead = createManualClock(new Date("2030-01-01T00:10:00.000Z"));
    const fetchLeft = async () => plenty;
    await createIdentifyTurns({ fetchLeft, memory, bot: "bot", clock: ahead, log: silent }).waitForIdentify(0, signal);
    expect(await begin().waitOf(0)).toBe(5_000);
    expect(await turn(begin(), 0)).toBe(5_000);
  });

  it("wait no longer when their own clock is set back", async () => {
    const { begin, turn, clock } = createBot();
    const turns = begin();
    await turns.waitForIdentify(0, signal);
    clock.set(new Date("2029-12-31T23:00:00.000Z"));
    expect(await turn(turns, 1)).toBe(5_000);
  });

  it("are a few, not hundreds, while a gateway hangs up on whoever identifies", async () => {
    const { begin, turn, clock } = createBot();
    const turns = begin();
    const end = clock.now().getTime() + 42 * 60_000;
    let identified = 0;
    for (; clock.now().getTime() < end; identified += 1) await turn(turns, 0);
    expect(identified).toBeLessThan(20);
  });

  it("come at once again after a session that has lasted", async () => {
    const { begin, turn, clock } = createBot();
    for (let start = 0; start < 5; start += 1) await turn(begin(), 0);
    clock.advance(5 * 60_000);
    expect(await turn(begin(), 0)).toBe(0);
    clock.advance(5_000);
    expect(await turn(begin(), 0)).toBe(0);
  });

  it("become rarer when few are left, so that a bot that keeps falling over is not locked out", async () => {
    const { begin, turn } = createBot({ remaining: 100, reset_after: day });
    const turns = begin();
    expect([await turn(turns, 0), await turn(turns, 1)]).toEqual([0, day / 100]);
  });

  it("are counted by each process alone while the database is away", async () => {
    const { begin, turn, memory, warned } = createBot();
    const away = async () => Promise.reject(new Error("away"));
    const turns = begin({ ...memory, find: away, keep: away, replace: away });
    expect([await turn(turns, 0), await turn(turns, 1), await turn(turns, 1)]).toEqual([0, 5_000, 5_000]);
    expect([await turn(turns, 1), await turn(turns, 1), await turn(turns, 1)]).toEqual([5_000, 5_000, 10_000]);
    expect(warned.length).toBeGreaterThan(0);
  });

  it("are given up together with the connection", async () => {
    const { begin, turn, clock } = createBot();
    const turns = begin();
    await turn(turns, 0);
    const controller = new AbortController();
    const waiting = turns.waitForIdentify(0, controller.signal);
    await until(() => clock.pending().length === 1);
    controller.abort(new Error("hung up"));
    await expect(waiting).rejects.toThrow("hung up");
    expect(clock.pending()).toEqual([]);
  });
});
