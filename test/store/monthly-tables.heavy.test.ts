/** Tables divided by month on a PostgreSQL server, while an arena goes on. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { firstBattleIdOf, newBattleId } from "../../core/battle/battle-id.ts";
import type { NewBattle } from "../../core/battle/battle.ts";
import { copyRecord } from "../../core/store/copy-record.ts";
import { findTables, sumTable, type TableSum } from "../../core/store/carrying/rows.ts";
import type { Engine } from "../../core/store/engine.ts";
import { type OpenStore, openStore } from "../../core/store/index.ts";
import { keepMonthsReady } from "../../core/store/monthly/keep-months-ready.ts";
import { findParts, monthlyTables } from "../../core/store/monthly/monthly-tables.ts";
import { partitionRecord, type PartitionStep, planPartition } from "../../core/store/monthly/partition.ts";
import { openPostgresEngine } from "../../core/store/postgres-engine.ts";
import { freshId, sampleVote } from "../contracts/battle-samples.ts";
import { createStage } from "../contracts/store/stage.ts";
import { startCoreKit } from "../core-kit.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import { describePostgres } from "../skips.ts";
import { until } from "../until.ts";
import { type FreshPlace, makeFreshPlace } from "./fresh-place.ts";

const quietly = (): void => {};
const firstSteps = ["divided Battle", "proved Attempt", "proved BattlePost", "proved BattleTrace", "proved JuryBallot"];
const lastSteps = [
  "proved Picture",
  "proved QuestionSketch",
  "proved Report",
  "proved Tally",
  "proved Turn",
  "proved Vote",
];
const allSteps = [...firstSteps, ...lastSteps, "divided Vote", "divided Attempt"];

describePostgres("tables divided by month", () => {
  let place: FreshPlace;
  let open: OpenStore;
  let engine: Engine;
  let clock: ManualClock;
  const { openBattle, cast } = createStage(() => open.store);

  const asked = (month: string): Promise<NewBattle> =>
    openBattle({ id: newBattleId(new Date(`${month}-17T12:00:00Z`), { id: freshId }) });
  const here = () => ({ url: place.databaseUrl });
  const partition = (told: (step: PartitionStep) => void = quietly) => partitionRecord(here(), clock, told);

  beforeEach(async () => {
    clock = createManualClock(new Date("2026-11-30T12:00:00Z"));
    place = await makeFreshPlace();
    open = await openStore({ ...place, keyFingerprint: "key" });
    engine = await openPostgresEngine(place.databaseUrl);
  });

  afterEach(async () => {
    await engine.close();
    await open.store.close();
    await place.remove();
  });

  /** What is in all tables. */
  async function sums(): Promise<TableSum[]> {
    return await engine.transaction(async (session) => {
      const all: TableSum[] = [];
      for (const table of await findTables(session)) all.push(await sumTable(session, table));
      return all;
    });
  }

  async function partOf(table: string, key: string, battle: NewBattle): Promise<string[]> {
    const rows = await engine.rows<{ part: string }>(
      `SELECT DISTINCT tableoid::regclass::text AS part FROM "${table}" WHERE "${key}" = $1`,
      [battle.id],
    );
    return rows.map(({ part }) => part.replaceAll('"', ""));
  }

  async function partsOf(battle: NewBattle): Promise<string[]> {
    const parts = await Promise.all(monthlyTables.map(({ name, key }) => partOf(name, key, battle)));
    return parts.flat();
  }

  it("hold the same rows, under the same keys, and take those of later months apart", async () => {
    const [old, dated] = [await openBattle(), await asked("2026-11")];
    for (const battle of [old, dated]) await cast(battle, "one", "a");
    const before = await sums();
    const steps: string[] = [];
    const done = await partition(({ kind, table }) => void steps.push(`${kind} ${table}`));
    expect(steps).toEqual(allSteps);
    expect(await sums()).toEqual(before);
    expect(done.tables.map(({ parts }) => parts?.length)).toEqual([5, 5, 5]);
    const [december, june] = [await asked("2026-12"), await asked("2027-06")];
    for (const battle of [old, dated, december, june]) {
      await cast(battle, "one", "b");
      await cast(battle, "two", "b");
      expect(await open.store.ballots.findVote(battle.id, "one")).toMatchObject({ choice: "b" });
    }
    expect(await partsOf(old)).toEqual(["Battle_before", "Vote_before", "Attempt_before"]);
    expect(await partsOf(dated)).toEqual(["Battle_before", "Vote_before", "Attempt_before"]);
    expect(await partsOf(december)).toEqual(["Battle_202612", "Vote_202612", "Attempt_202612"]);
    expect(await partsOf(june)).toEqual(["Battle_other", "Vote_other", "Attempt_other"]);
    // What hangs on a battle goes with it, wherever both lie.
    await engine.rows(`DELETE FROM "Battle"`);
    expect((await sums()).filter(({ rows }) => rows > 0).map(({ table }) => table)).not.toContain("Vote");
    await expect(engine.rows(`INSERT INTO "Tally" ("battleId") VALUES ($1)`, [december.id])).rejects.toThrow(
      "Tally_battleId_fkey",
    );
  });

  it("go on where it broke off, after any step, also in another month", async () => {
    await cast(await openBattle(), "one", "a");
    const before = await sums();
    const done: string[] = [];
    const breakOff = ({ kind, table }: PartitionStep): void => {
      done.push(`${kind} ${table}`);
      throw new Error("broken off");
    };
    for (const step of allSteps) {
      await expect(partition(breakOff)).rejects.toThrow("broken off");
      expect(done.at(-1)).toBe(step);
      expect(await sums()).toEqual(before);
      if (step === "proved Vote") {
        clock.set(new Date("2026-12-31T12:00:00Z"));
        await asked("2026-12");
        before.splice(0, before.length, ...(await sums()));
      }
    }
    const { tables } = await partition(({ kind }) => expect(kind).toBe("nothing left"));
    expect(tables.map(({ parts }) => parts?.length)).toEqual([6, 5, 5]);
    const unproved = `SELECT conname FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND NOT convalidated`;
    expect(await engine.rows(unproved)).toEqual([]);
  });

  it("wait for nobody for long, and try again", async () => {
    const other = await openPostgresEngine(place.databaseUrl);
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => void (letGo = resolve));
    let isHeld = (): void => {};
    const holding = new Promise<void>((resolve) => void (isHeld = resolve));
    const reading = other.transaction(async (session) => {
      await session.run(`LOCK TABLE "Report" IN ACCESS SHARE MODE`);
      isHeld();
      await held;
    });
    await holding;
    const steps: string[] = [];
    await partition(({ kind, table }) => {
      steps.push(`${kind} ${table}`);
      if (kind !== "waiting") return;
      letGo();
      void reading.then(() => clock.advance(1_000));
    });
    expect(steps).toEqual(["waiting Battle", ...allSteps]);
    await other.close();
  });

  it("lose no vote that is cast meanwhile, by sessions that know the old table", async () => {
    const battles = [await openBattle(), await asked("2026-11"), await asked("2026-12")];
    let [goesOn, votes] = [true, 0];
    async function vote(battle: NewBattle, voter: string): Promise<void> {
      for (let number = 0; goesOn || number === 0; number += 1) {
        const { outcome } = await open.store.ballots.castVote(sampleVote(battle, `${voter} ${number}`));
        expect(outcome).toBe("cast");
        votes += 1;
      }
    }
    const voting = Promise.all(battles.flatMap((battle) => ["one", "two"].map((voter) => vote(battle, voter))));
    await partition();
    goesOn = false;
    await voting;
    expect(await engine.rows(`SELECT sum("a")::int AS "a" FROM "Tally"`)).toEqual([{ a: votes }]);
    expect((await sums()).find(({ table }) => table === "Vote")?.rows).toBe(votes);
  });

  it("get their coming months from whoever runs, also from several at once", async () => {
    expect(await open.store.keepMonths(clock.now())).toEqual({ made: [], left: [] });
    await partition();
    expect(await open.store.keepMonths(clock.now())).toEqual({ made: [], left: [] });
    const late = await asked("2027-03");
    const at = new Date("2027-01-01T00:00:00Z");
    const kept = await Promise.all([1, 2].map(() => open.store.keepMonths(at)));
    // Battles of March came before its part: they stay among the others, and nothing that points to them is lost.
    expect(kept.flatMap(({ made }) => made).toSorted()).toEqual([
      "Attempt_202704",
      "Battle_202704",
      "Vote_202703",
      "Vote_202704",
    ]);
    expect(kept.every(({ left }) => left.join() === "Battle_202703,Attempt_202703")).toBe(true);
    await cast(late, "one", "a");
    expect(await partsOf(late)).toEqual(["Battle_other", "Vote_202703", "Attempt_other"]);
  });

  it("are made by a running arena, at its start and every day", async () => {
    const kit = await startCoreKit();
    await partitionRecord({ url: kit.databaseUrl }, createManualClock(new Date("2029-12-31T12:00:00Z")), quietly);
    const core = await kit.createCore();
    const made = () => core.log.flatMap(({ details }) => (details["made"] ? [details["made"]] : []));
    await core.start();
    expect(made()).toEqual([["Battle_203004", "Vote_203004", "Attempt_203004"]]);
    core.clock.set(new Date("2030-02-01T00:00:00Z"));
    // What others keep from being done, as on a busy machine, is done on one of the next days.
    const failures = () =>
      core.log.filter(({ message }) => message === "tables for the months to come were not made").length;
    for (let day = 1; day <= 5 && made().length === 1; day += 1) {
      const failed = failures();
      core.clock.advance(24 * 60 * 60_000);
      await until(() => made().length > 1 || failures() > failed);
    }
    expect(made()[1]).toEqual(["Battle_203005", "Vote_203005", "Attempt_203005"]);
    await core.stop();
    await kit.closeStore();
    const warned: string[] = [];
    const end = await keepMonthsReady(kit.store, core.clock, {
      info: quietly,
      error: quietly,
      warn: (_, said) => void warned.push(said),
    });
    expect(warned).toEqual(["tables for the months to come were not made"]);
    end();
    await kit.close();
  });

  it("are one table each where the record is copied, and whole ones in the copy", async () => {
    await partition();
    await cast(await openBattle(), "one", "a");
    await cast(await asked("2026-12"), "one", "a");
    const there = await makeFreshPlace();
    const target = await openPostgresEngine(there.databaseUrl);
    const copied = await copyRecord(engine, target, {
      before: async (_from, to) => to.run(`TRUNCATE "Folding", "PageRevision"`),
    });
    expect(copied).toEqual(await sums());
    const parts = await Promise.all(monthlyTables.map((table) => findParts(target, table)));
    expect(parts).toEqual([null, null, null]);
    await target.close();
    await there.remove();
  });

  it("keep the rights that were given on them", async () => {
    await engine.rows(`GRANT SELECT ON "Vote" TO PUBLIC`);
    await partition();
    const [row] = await engine.rows(`SELECT has_table_privilege('pg_monitor', '"Vote"', 'SELECT') AS reads`);
    expect(row).toEqual({ reads: true });
  });

  it("are told of before anything is done", async () => {
    const plan = await planPartition(here());
    expect(plan.tables.map(({ name, parts }) => [name, parts])).toEqual([
      ["Battle", null],
      ["Vote", null],
      ["Attempt", null],
    ]);
    await expect(planPartition({ directory: place.dataDirectory })).rejects.toThrow(/on a PostgreSQL server only/u);
  });

  it("sort by bytes wherever a battle is named, so that indexes serve all that compares them", async () => {
    const rows = await engine.rows<{ column: string; collation: string }>(
      `SELECT DISTINCT attrelid::regclass || ' ' || attname AS column, collname AS collation
       FROM pg_constraint
       JOIN pg_attribute ON (attrelid = conrelid AND attnum = conkey[1]) OR (attrelid = confrelid AND attnum = confkey[1])
       JOIN pg_collation ON pg_collation.oid = attcollation
       WHERE contype = 'f' AND confrelid = '"Battle"'::regclass ORDER BY 1`,
    );
    expect(rows.length).toBeGreaterThan(9);
    expect(new Set(rows.map(({ collation }) => collation))).toEqual(new Set(["C"]));
    const [order] = await engine.rows<{ later: boolean }>(
      `SELECT $1 COLLATE "C" > 'zzzzzzzzzzzzzzzz' COLLATE "C" AS later`,
      [firstBattleIdOf(new Date("2026-12-01"))],
    );
    expect(order).toEqual({ later: true });
  });
});
