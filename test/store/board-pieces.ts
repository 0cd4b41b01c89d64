/** Boards of more cells and votes than are read at a time: nothing is lost between two pieces, and nothing comes twice. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { unpackVotes } from "../../core/boards/packed-votes.ts";
import type { EditableStore } from "./editable-store.ts";

/** @param cellsAPiece how many cells of one vote, and of so many votes, come in a piece. */
export function describePieces(open: () => Promise<EditableStore>, cellsAPiece: number, votesAPiece: number): void {
  let editable: EditableStore;
  beforeAll(async () => {
    editable = await open();
  });
  afterAll(() => editable.close());

  /** Two cells of each pair of two models, with so many ties, and in each the parts of some voters; every third is of another league. */
  async function play(pairs: number, voters: number, ties: number): Promise<void> {
    await editable.run(`
    DELETE FROM "Cell";
    INSERT INTO "Cell" ("day", "league", "modelA", "modelB", "task", "language", "platform", "community", "battles", "a", "tie")
    SELECT date '2026-01-01' + "pair"::int, CASE WHEN "number" % 3 = 0 THEN 'demo' ELSE 'real' END, 'left ' || "pair",
           '义 ' || "pair", 'other', 'en', 'web', 'here' || "number", 1, 1, ${ties}
    FROM (SELECT "number", ("number" + 2) / 3 AS "pair" FROM generate_series(1, ${3 * pairs}) AS "number") AS "made";
    INSERT INTO "VoterCell" ("cellId", "voter", "a", "b")
    SELECT "id", 'voter-' || "voter", 1, "voter" FROM "Cell", generate_series(1, ${voters}) AS "voter";`);
  }

  it.each([
    [1, 1, 0],
    [cellsAPiece / 2 - 1, 2, 0],
    [cellsAPiece / 2, 1, 0],
    [cellsAPiece / 2 + 1, 1, 0],
    [10, 3, votesAPiece],
    [31, 3, Math.floor(votesAPiece / 7)],
  ])("%d pairs, %d voters on each and %d more votes are read whole", async (pairs, voters, ties) => {
    await play(pairs, voters, ties);
    const packed = await editable.store().boards.boardVotes({ league: "real" });
    const { cells, days, voters: parts } = unpackVotes(packed);
    const counted = cells.reduce((sum, { a, tie }) => [sum[0]! + a, sum[1]! + tie], [0, 0]);
    expect(counted).toEqual([2 * pairs, 2 * pairs * ties]);
    expect(cells).toHaveLength(pairs);
    const last = new Date(Date.UTC(2026, 0, 1 + pairs)).toISOString().slice(0, 10);
    expect(days).toEqual({ first: "2026-01-02", last });
    expect(parts).toHaveLength(pairs * voters);
    for (const { modelA, modelB, a } of parts) expect([a, modelB]).toEqual([2, modelA.replace("left", "义")]);
    expect(new Set(parts.map(({ voter }) => voter)).size).toBe(voters);
    expect(packed.pieces.length > 1).toBe(2 * pairs >= cellsAPiece || ties > 0);
  });

  it("without votes is read, too", async () => {
    await play(0, 0, 0);
    const packed = await editable.store().boards.boardVotes({ league: "real" });
    expect(unpackVotes(packed)).toEqual({ cells: [], days: null, voters: [] });
  });
}
