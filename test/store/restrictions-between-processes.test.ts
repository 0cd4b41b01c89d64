/** Votes that are set aside and restored by several processes at once, beside closes, folding and rebuilding. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { NewBattle } from "../../core/battle/battle.ts";
import type { Store } from "../../core/store/store.ts";
import { atMinute, freshId, sampleRestriction } from "../contracts/battle-samples.ts";
import { createStage } from "../contracts/store/stage.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { describePostgres } from "../skips.ts";
import { times } from "../thorough.ts";
import { openTwoProcesses, type TwoProcesses } from "./two-processes.ts";

const voters = ["one", "two", "three"] as const;

describePostgres("restrictions from several processes", (serverUrl) => {
  let processes: TwoProcesses;
  const { openBattle, cast, cells } = createStage(() => processes.left);

  beforeAll(async () => {
    processes = await openTwoProcesses(serverUrl);
  });

  afterAll(() => processes.close());

  it("are made once, whoever comes first", async () => {
    const battle = await openBattle();
    await cast(battle, "one", "a");
    await processes.left.battles.closeBattle(battle.id, atMinute(60), "time");
    await processes.left.boards.fold();
    const restrict = (store: Store) => () =>
      store.restrictions.restrict([sampleRestriction({ community: battle.community, about: "one" })]);
    const made = await processes.meet(battle, restrict(processes.left), restrict(processes.right));
    expect(made.map(({ length }) => length)).toEqual([1, 0]);
    expect(await cells(battle)).toEqual([]);
  });

  it("leave cells as a rebuild makes them, whatever they meet", async () => {
    const { left, right } = processes;
    const random = createSeededRandom(20_261_129);
    const community = freshId();
    const first = await openBattle({ community });
    const battles: NewBattle[] = [first];
    while (battles.length < 6) battles.push(await openBattle({ community, attempts: first.attempts }));
    for (const battle of battles) for (const voter of voters) await cast(battle, voter, "a");
    const pick = <One>(all: readonly One[]): One => all[Math.floor(random.fraction() * all.length)]!;
    const toggle = async (store: Store, kind: "votes-aside" | "left-out", about: string) => {
      const [held] = await store.restrictions.restrictions(community, { limit: 1, unlifted: true, about });
      if (held) return void (await store.restrictions.lift(community, held.number, "boss", atMinute(90)));
      await store.restrictions.restrict([sampleRestriction({ community, kind, about })]);
    };
    const steps = Array.from({ length: times(30, 15) }, () => async () => {
      const store = pick([left, right]);
      const step = pick(["aside", "aside", "out", "close", "fold", "rebuild"]);
      if (step === "aside") return toggle(store, "votes-aside", pick(voters));
      if (step === "out") return toggle(store, "left-out", pick(battles).id);
      if (step === "fold") return void (await store.boards.fold());
      if (step === "close") return void (await store.battles.closeBattle(pick(battles).id, atMinute(60), "time"));
      const { cells: found, voterCells, tallies } = await store.rebuild();
      expect([found.corrected, voterCells.corrected, tallies.corrected]).toEqual([0, 0, 0]);
    });
    await Promise.all(steps.map((step) => step()));
    for (const battle of battles) await left.battles.closeBattle(battle.id, atMinute(60), "time");
    const held = await left.restrictions.restrictions(community, { limit: 99, unlifted: true });
    const about = new Set(held.map((one) => one.about));
    const counted = battles.filter(({ id }) => !about.has(id)).length * voters.filter((one) => !about.has(one)).length;
    expect((await cells(first)).reduce((sum, { a }) => sum + a, 0)).toBe(counted);
    expect(await right.rebuild()).toMatchObject({
      tallies: { corrected: 0 },
      cells: { corrected: 0 },
      voterCells: { corrected: 0 },
    });
  });
});
