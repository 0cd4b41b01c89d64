/** An export of a whole arena, at work beside it: what people have said yes to, the board of its votes, and its way back. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createLeaderboard } from "../../core/boards/standings.ts";
import { rateBoard } from "../../core/boards/board-rating.ts";
import type { BoardFilter } from "../../core/boards/cell.ts";
import { unpackVotes } from "../../core/boards/packed-votes.ts";
import { exportRecord, type ExportRecordOptions } from "../../core/store/carrying/export.ts";
import { createKeptTexts } from "../../core/store/kept-texts.ts";
import { sentences } from "../../core/language/index.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { openStore } from "../../core/store/open-store.ts";
import type { Store } from "../../core/store/store.ts";
import { importFile } from "../../scripts/import/import-file.ts";
import { readOptions } from "../../scripts/rate/options.ts";
import { rateFile } from "../../scripts/rate/rate-file.ts";
import type { RatingReport } from "../../scripts/rate/report.ts";
import { fight, say } from "../commands/command-kit.ts";
import { type CoreKit, type RunningCore, startCoreKit, testKey } from "../core-kit.ts";
import { describePostgres } from "../skips.ts";
import { makePGliteDirectory } from "./data-directory.ts";
import { makeFreshPlace } from "./fresh-place.ts";
import { runOn } from "./postgres-database.ts";

const wish = { since: null, task: null, withText: true, ofOpenPage: false };
const voters = Array.from({ length: 20 }, (_, index) => `voter ${index}`);

describePostgres("an export", () => {
  let [kit, core, scratch, exports]: [CoreKit, RunningCore, string, number] = [] as never;

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), "doubleblind-export-"));
    exports = 0;
    // All words are sealed in the database.
    kit = await startCoreKit(undefined, createKeptTexts(testKey, true));
    core = await kit.createCore();
    for (let round = 0; round < 12; round += 1) {
      const votes = voters
        .slice(0, 5 + round)
        .map((voter, index) => [voter, ["a", "a", "b", "tie", "both-bad"][index % 5]!]);
      await fight(core, `Question number ${round}, what is it about?`, Object.fromEntries(votes));
    }
    await fight(core, "Whose words are these, and may they be shown?", {
      ann: "a",
      ...Object.fromEntries(voters.map((voter) => [voter, "b"])),
    });
    await fight(
      core,
      "Something for this chat alone, please?",
      { asker: "a" },
      { private: true, community: "web:apart" },
    );
    await kit.store.boards.fold();
  });
  beforeEach(() =>
    runOn(
      kit.databaseUrl,
      `UPDATE "Person" SET "sharesData" = false`,
      `UPDATE "Battle" SET "bankQuestion" = NULL`,
      `DELETE FROM "BankQuestion"`,
      `UPDATE "_prisma_migrations" SET "rolled_back_at" = NULL`,
    ),
  );
  afterAll(async () => {
    await kit.close();
    rmSync(scratch, { recursive: true });
  });

  async function exportNow(more: Partial<ExportRecordOptions> = {}) {
    const out = join(scratch, String((exports += 1)));
    const summary = await exportRecord(
      { url: kit.databaseUrl },
      {
        ...{ out, format: "jsonl", wish, secret: `secret ${exports}`, licence: null, url: null },
        ...{ personalKinds: sentences("en").personal.kinds, now: new Date("2026-11-30T12:00:00Z") },
        ...{ keys: { given: testKey, directory: kit.dataDirectory } },
        ...more,
      },
    );
    const all = readdirSync(out)
      .map((file) => readFileSync(join(out, file), "utf8"))
      .join("\n");
    return { out, all, summary };
  }

  async function rate(file: string): Promise<RatingReport> {
    const said: string[] = [];
    const outlet = { out: (text: string) => said.push(text), tell: (text: string) => said.push(text) };
    expect(await rateFile(readOptions(["--in", file, "--board", "--json"]), outlet)).toBe(0);
    return JSON.parse(said.join("")) as RatingReport;
  }

  /** A board to the last digit, and the votes with all that its readings look at. */
  async function boardOf({ boards, models }: Store, filter: BoardFilter) {
    const statistics = unpackVotes(await boards.boardVotes(filter));
    const { rows, effectiveVoters, sideA } = createLeaderboard(rateBoard(statistics), await models.models());
    const { battles } = await boards.sampleVotes(filter, 10_000);
    // Ids of battles and voters, and so their order, are others.
    const votes = battles
      .flatMap((page) => JSON.parse(page) as [string, string, number, object, [string, string][]][])
      .map(([a, b, probability, styles, cast]) => {
        return JSON.stringify([a, b, probability, styles, cast.map(([, choice]) => choice).toSorted()]);
      });
    return { rows: rows.filter(({ standing }) => standing !== "new"), effectiveVoters, sideA, votes: votes.toSorted() };
  }

  async function makeEmptyStore(engine: "PostgreSQL" | "PGlite") {
    const place = engine === "PGlite" ? await makePGliteDirectory() : await makeFreshPlace();
    const pglite = "path" in place;
    const where = pglite ? { dataDirectory: place.path, pglite } : place;
    const { store } = await openStore({ ...where, keyFingerprint: "another installation" });
    return { store, remove: async () => (await store.close(), await place.remove()) };
  }

  it.each(["PostgreSQL", "PGlite"] as const)(
    "comes back with the same board to the last digit, on %s",
    async (engine) => {
      for (const person of [...voters, "ann", "asker"]) await say(core, "/privacy share:on", person);
      const { out } = await exportNow({ format: engine === "PGlite" ? "csv" : "parquet" });
      const { store, remove } = await makeEmptyStore(engine);
      try {
        const wishes = { path: out, source: "other", columns: new Map(), winners: new Map() };
        const bringIn = () =>
          importFile(
            { ...wishes, joinNames: false, skipBad: false },
            { store: store.sources, now: new Date(), told() {} },
          );
        const first = await bringIn();
        expect(first.added).toMatchObject({ battles: 13, known: 0, alike: 0 });
        expect((await bringIn()).added).toMatchObject({ battles: 0, votes: 0, known: first.votes });
        const back = await boardOf(store, { league: "source:other" });
        const ofArena: BoardFilter = { league: "real", community: createPseudonyms(testKey).of("web:local") };
        const own = await boardOf(kit.store, ofArena);
        expect(back.votes).toEqual(own.votes);
        expect(back.rows.length).toBeGreaterThan(2);
        expect(roundTo(back, 9)).toEqual(roundTo(own, 9));
        for (const filter of [{ task: "other" }, { unseen: true }, { language: "en" }] as const)
          expect((await boardOf(store, { league: "source:other", ...filter })).votes).toEqual(
            (await boardOf(kit.store, { ...ofArena, ...filter })).votes,
          );
        expect(await boardOf(store, { league: "real" })).toMatchObject({ rows: [], votes: [] });
      } finally {
        await remove();
      }
    },
  );

  it("only counts votes and has no words while nobody has said yes", async () => {
    const { all, summary } = await exportNow();
    expect(summary).toMatchObject({ battles: 13, withWords: 0, ownVotes: 0, voters: 0 });
    expect([...summary.leftOut]).toEqual([["private", 1]]);
    expect(all).not.toContain("what is it about");
    for (const person of [...voters, "ann", "asker"])
      expect(all).not.toContain(createPseudonyms(testKey).of(`web:${person}`));
  });

  it.each(["jsonl", "csv", "parquet"] as const)("makes its board again from its votes as %s", async (format) => {
    const { out, summary } = await exportNow({ format });
    const rated = await rate(join(out, `votes.${format}`));
    const board = summary.board.map(({ model, rating, lower, upper, rank }) => ({
      model,
      rating,
      lower,
      upper,
      rank,
    }));
    expect(board.length).toBeGreaterThan(2);
    for (const row of board) {
      const same = rated.models.find(({ model }) => model === row.model)!;
      expect(same.rank).toBe(row.rank);
      expect(same.rating).toBeCloseTo(Number(row.rating), 4);
      expect(same.lower).toBeCloseTo(Number(row.lower), 4);
    }
  });

  it("has the words of who has said yes, and their votes from twenty people on; not any more once that is taken back", async () => {
    await say(core, "/privacy share:on", "asker");
    for (const voter of voters.slice(1)) await say(core, "/privacy share:on", voter);
    const few = await exportNow();
    expect(few.summary).toMatchObject({ withWords: 13, ownVotes: 0 });
    expect(few.all).toContain("Question number 3, what is it about?");
    expect(few.all).not.toContain("this chat alone");
    await say(core, "/privacy share:on", voters[0]!);
    const many = await exportNow();
    expect(many.summary).toMatchObject({ voters: 20 });
    expect(many.summary.ownVotes).toBe(many.summary.votes - 1);
    expect(many.all).not.toContain(createPseudonyms(testKey).of(`web:${voters[0]}`));
    await say(core, "/privacy share:off", "asker");
    const after = await exportNow();
    expect(after.summary).toMatchObject({ withWords: 0 });
    expect(after.all).not.toContain("what is it about");
  });

  it("needs the author's yes as well for a question of a community's bank", async () => {
    await say(core, "/privacy share:on", "asker");
    await runOn(
      kit.databaseUrl,
      `INSERT INTO "BankQuestion" ("id", "community", "author", "text", "task", "language", "difficulty", "status", "addedAt")
       VALUES ('mine', 'c', 'somebody else', '', 'other', 'en', 'easy', 'approved', now())`,
      `UPDATE "Battle" SET "bankQuestion" = 'mine' WHERE "id" IN (SELECT min("id") FROM "Battle" WHERE NOT "private")`,
    );
    expect((await exportNow()).summary).toMatchObject({ withWords: 12 });
  });

  it("has nothing of votes from elsewhere, which are others' to publish", async () => {
    const { out } = await exportNow();
    const wishes = { path: out, source: "elsewhere", columns: new Map(), winners: new Map(), joinNames: false };
    const renaming: Pick<Store["sources"], "add"> = {
      add: (source, battles) =>
        kit.store.sources.add(
          source,
          battles.map((battle) => ({ ...battle, modelB: `${battle.modelB}-of-others` })),
        ),
    };
    await importFile({ ...wishes, skipBad: false }, { store: renaming, now: new Date(), told() {} });
    try {
      const { summary, all } = await exportNow();
      expect(summary).toMatchObject({ battles: 13 });
      expect([...summary.leftOut]).toEqual([["private", 1]]);
      expect(all).not.toContain("of-others");
    } finally {
      while ((await kit.store.sources.removeSome("elsewhere")) > 0);
    }
  });

  it("takes only what is asked for, and refuses what it cannot do", async () => {
    expect((await exportNow({ wish: { ...wish, since: "2999-01-01" } })).summary.battles).toBe(0);
    expect((await exportNow({ wish: { ...wish, task: "translation" } })).summary.battles).toBe(0);
    const keys = { given: null, directory: scratch };
    await expect(exportNow({ keys })).rejects.toMatchObject({ name: "RecordRefusal" });
    await expect(exportNow({ out: scratch })).rejects.toThrow("is there already");
    await runOn(
      kit.databaseUrl,
      `UPDATE "_prisma_migrations" SET "rolled_back_at" = now() WHERE "migration_name" LIKE '%open_data_consent'`,
    );
    await expect(exportNow()).rejects.toThrow("older version");
  });
});

/** Sums in another order differ in the last bits. */
function roundTo(board: object, digits: number): unknown {
  return JSON.parse(JSON.stringify(board), (_, value: unknown) =>
    typeof value === "number" ? Number(value.toFixed(digits)) : value,
  );
}
