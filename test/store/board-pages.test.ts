/** A board with more pairs and more voters' parts than are read at a time. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { modelsOf, unpackVoters } from "../../core/boards/cell.ts";
import { describePostgres } from "../skips.ts";
import { type EditableStore, openEditablePostgres } from "./editable-store.ts";

describePostgres("a large board", (serverUrl) => {
  let editable: EditableStore;
  beforeAll(async () => {
    editable = await openEditablePostgres(serverUrl);
  });
  afterAll(() => editable.close());

  /** A cell of two models for each pair, and in each the parts of some voters. */
  async function play(pairs: number, voters: number): Promise<void> {
    await editable.run(`
    DELETE FROM "Cell";
    INSERT INTO "Cell" ("day", "league", "modelA", "modelB", "task", "language", "platform", "community", "a")
    SELECT date '2026-01-01' + "pair", 'real', 'left-' || "pair", 'right-' || "pair", 'other', 'en', 'web', 'here', "pair"
    FROM generate_series(1, ${pairs}) AS "pair";
    INSERT INTO "VoterCell" ("cellId", "voter", "a", "b")
    SELECT "id", 'voter-' || "voter", "a", "voter" FROM "Cell", generate_series(1, ${voters}) AS "voter";`);
  }

  it.each([
    [1, 1],
    [99, 3],
    [100, 20],
    [101, 20],
    [200, 21],
  ])("of %d pairs and %d voters on each is read whole", async (pairs, voters) => {
    await play(pairs, voters);
    const { cells, days, voters: pages } = await editable.store().boards.boardVotes({ league: "real" });
    expect(cells).toHaveLength(pairs);
    expect(cells.reduce((sum, { a }) => sum + a, 0)).toBe((pairs * (pairs + 1)) / 2);
    const last = new Date(Date.UTC(2026, 0, 1 + pairs)).toISOString().slice(0, 10);
    expect(days).toEqual({ first: "2026-01-02", last });
    const parts = unpackVoters(pages, modelsOf(cells));
    expect(parts).toHaveLength(pairs * voters);
    for (const { modelA, modelB, a, voter } of parts)
      expect([modelA, modelB, Number(voter) <= voters]).toEqual([`left-${a}`, `right-${a}`, true]);
    expect(new Set(parts.map(({ a, b }) => `${a} ${b}`)).size).toBe(pairs * voters);
    for (const page of pages) expect(page.byteLength).toBeLessThan(100_000);
  });

  it("without votes has no days", async () => {
    await play(0, 0);
    expect(await editable.store().boards.boardVotes({ league: "real" })).toMatchObject({
      cells: [],
      days: null,
      voters: [],
    });
  });
});
