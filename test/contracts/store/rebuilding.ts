/** Deriving tallies and cells again from the votes: it finds what is wrong, and never anything where nothing is. */
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { NewBattle } from "../../../core/battle/battle.ts";
import type { CellFilter } from "../../../core/boards/cell.ts";
import { unpackSample } from "../../../core/boards/sampled-votes.ts";
import type { Store } from "../../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  sampleAnswer,
  sampleModel,
  sampleOpening,
  sketchOf,
} from "../battle-samples.ts";
import { openTurn } from "../held-turns.ts";
import { createStage, noVotes } from "./stage.ts";
import { times } from "../../thorough.ts";
import type { EditableStore } from "../../store/editable-store.ts";
import { anyAsking, anyPlay, models, type Step } from "../../store/random-play.ts";
import { countCells, createPlayer, type KnownBattle, type Player, tallyOf } from "../../store/random-player.ts";
import { resultOf } from "./result-of.ts";

export function describeRebuild(open: () => Promise<EditableStore>): void {
  let editable: EditableStore;
  const store = (): Store => editable.store();

  beforeAll(async () => {
    editable = await open();
  });

  afterAll(() => editable.close());

  describe("a rebuild of what was tampered with", () => {
    const { createBattle, openBattle, cast, cells } = createStage(store);
    let battle: NewBattle;

    beforeEach(async () => {
      await store().rebuild();
      battle = await openBattle({ community: freshId() });
      await cast(battle, "one", "a");
      await cast(battle, "two", "both-bad");
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      await store().boards.fold();
    });

    const ofTally = () => `"battleId" = '${battle.id}'`;
    const ofCell = () => `"community" = '${battle.community}'`;
    const inCell = () => `"cellId" IN (SELECT "id" FROM "Cell" WHERE ${ofCell()})`;
    const elsewhere = () => [freshId(), freshId()].map((id) => `'${id}'`).join();

    it.each<[string, { tallies: number; cells: number }, () => string]>([
      ["a wrong tally", { tallies: 1, cells: 0 }, () => `UPDATE "Tally" SET "tie" = 7 WHERE ${ofTally()}`],
      ["a missing tally", { tallies: 1, cells: 0 }, () => `DELETE FROM "Tally" WHERE ${ofTally()}`],
      [
        "a wrong count of who has seen the names",
        { tallies: 1, cells: 0 },
        () => `UPDATE "Tally" SET "locked" = 2 WHERE ${ofTally()}`,
      ],
      ["a wrong cell", { tallies: 0, cells: 1 }, () => `UPDATE "Cell" SET "b" = "b" + 1 WHERE ${ofCell()}`],
      ["a wrong count of battles", { tallies: 0, cells: 1 }, () => `UPDATE "Cell" SET "battles" = 2 WHERE ${ofCell()}`],
      ["a wrong square", { tallies: 0, cells: 1 }, () => `UPDATE "Cell" SET "winsSquared" = 8 WHERE ${ofCell()}`],
      ["a wrong product", { tallies: 0, cells: 1 }, () => `UPDATE "Cell" SET "winsTimesVotes" = 7 WHERE ${ofCell()}`],
      [
        "a wrong sum of squares",
        { tallies: 0, cells: 1 },
        () => `UPDATE "Cell" SET "votesSquared" = 5 WHERE ${ofCell()}`,
      ],
      ["a missing cell", { tallies: 0, cells: 1 }, () => `DELETE FROM "Cell" WHERE ${ofCell()}`],
      [
        "a cell on another day",
        { tallies: 0, cells: 2 },
        () => `UPDATE "Cell" SET "day" = "day" - 1 WHERE ${ofCell()}`,
      ],
      [
        "a cell of no battle",
        { tallies: 0, cells: 1 },
        () => `INSERT INTO "Cell" ("modelA", "modelB", "day", "league", "task", "language", "platform", "community", "a")
               SELECT ${elsewhere()}, "day", "league", "task", "language", "platform", "community", 5
               FROM "Cell" WHERE ${ofCell()}`,
      ],
      [
        "all of it",
        { tallies: 1, cells: 1 },
        () => `DELETE FROM "Tally" WHERE ${ofTally()}; UPDATE "Cell" SET "a" = 0, "bothBad" = -3 WHERE ${ofCell()}`,
      ],
    ])("corrects %s, says so, and then finds nothing more", async (_name, corrected, statements) => {
      const right = [await cells(battle), await resultOf(store(), battle.id)];
      expect(right).toMatchObject([[{ a: 1, bothBad: 1 }], { a: 1, "both-bad": 1 }]);
      await editable.run(statements());
      const first = await store().rebuild();
      expect([first.tallies.corrected, first.cells.corrected]).toEqual([corrected.tallies, corrected.cells]);
      expect([await cells(battle), await resultOf(store(), battle.id)]).toEqual(right);
      const second = await store().rebuild();
      expect([second.tallies.corrected, second.cells.corrected]).toEqual([0, 0]);
    });

    it.each<[string, number, () => string]>([
      ["a voter's wrong part", 1, () => `UPDATE "VoterCell" SET "tie" = 1 WHERE "voter" = 'one' AND ${inCell()}`],
      ["a voter's missing part", 1, () => `DELETE FROM "VoterCell" WHERE "voter" = 'two' AND ${inCell()}`],
      ["a part of nobody", 1, () => `INSERT INTO "VoterCell" SELECT "id", 'nobody', 1 FROM "Cell" WHERE ${ofCell()}`],
      ["the parts of a missing cell", 2, () => `DELETE FROM "Cell" WHERE ${ofCell()}`],
    ])("corrects %s, says so, and then finds nothing more", async (_name, corrected, statements) => {
      await editable.run(statements());
      expect(await store().rebuild()).toMatchObject({ voterCells: { corrected } });
      expect(await store().rebuild()).toMatchObject({ voterCells: { corrected: 0 }, cells: { corrected: 0 } });
    });

    it("leaves out a battle whose models are no longer those that were sealed, and names it", async () => {
      const [a, b] = battle.attempts.map(({ model }) => model);
      await editable.run(`UPDATE "Attempt" SET "modelId" = '${b}' WHERE ${ofTally()} AND "modelId" = '${a}'`);
      expect(await store().rebuild()).toMatchObject({ cells: { corrected: 1 }, changedDraws: [battle.id] });
      expect(await cells(battle)).toEqual([]);
      expect(await resultOf(store(), battle.id)).toMatchObject({ a: 1, "both-bad": 1 });
      await editable.run(`UPDATE "Attempt" SET "modelId" = '${a}' WHERE ${ofTally()} AND "side" = 'a'`);
      expect(await store().rebuild()).toMatchObject({ cells: { corrected: 1 }, changedDraws: [] });
    });

    it("lets what answers look like be measured again, which a sample does where they were not", async () => {
      const other = await createBattle();
      for (const [side, text] of [
        ["a", "aaa"],
        ["b", "b"],
      ] as const) {
        const answer = { ...sampleAnswer, text, shown: null };
        await store().answering.finishAttempt(heldBattle(other), { turn: 1, side, number: 1 }, answer, atMinute(1));
      }
      await openTurn(store(), heldBattle(other), sampleOpening());
      await cast(other, "one", "a");
      await store().battles.closeBattle(other.id, atMinute(60), "time");
      const styleOf = async ({ community }: NewBattle) =>
        unpackSample(await store().boards.sampleVotes({ league: "real", community }, 10))[0]?.style;
      const write = ({ id }: NewBattle, side: string, columns: string) =>
        editable.run(`UPDATE "Attempt" SET ${columns} WHERE "battleId" = '${id}' AND "side" = '${side}'`);
      await write(other, "a", `"text" = 'aaaaaaaaa'`);
      expect(await styleOf(other)).toEqual([50, 0, 0, 0]);
      await write(battle, "a", `"text" = 'Three', "shown" = 'Two'`);
      expect(await styleOf(battle)).toBeNull();
      await write(battle, "b", `"text" = '**S**'`);
      // Three code points of what was shown, against five.
      expect(await styleOf(battle)).toEqual([-25, 0, 0, -100]);
      await write(battle, "b", `"text" = '**SSS**'`);
      expect(await styleOf(battle)).toEqual([-25, 0, 0, -100]);
      await store().rebuild();
      expect([await styleOf(battle), await styleOf(other)]).toEqual([
        [-40, 0, 0, -100],
        [80, 0, 0, 0],
      ]);
    });

    it("has nothing left of what nothing is compared with: repeats, and questions that nobody voted on", async () => {
      const asked = { community: freshId(), asker: freshId(), sketch: sketchOf("Why?") };
      for (const votes of [0, 1, 1]) {
        const one = await openBattle(asked);
        if (votes > 0) await cast(one, "one", "a");
        await store().battles.closeBattle(one.id, atMinute(60), "time");
      }
      const count = () => editable.rows(`SELECT count(*)::int AS "kept" FROM "QuestionSketch"`, []);
      expect(await count()).toEqual([{ kept: 3 }]);
      await store().boards.fold();
      expect(await count()).toEqual([{ kept: 1 }]);
    });

    it("believes the votes, not what was derived from them", async () => {
      await editable.run(`DELETE FROM "Vote" WHERE ${ofTally()} AND "voter" = 'one'`);
      expect(await store().rebuild()).toMatchObject({ tallies: { corrected: 1 }, cells: { corrected: 1 } });
      expect(await resultOf(store(), battle.id)).toEqual({ ...noVotes, "both-bad": 1 });
      expect(await cells(battle)).toMatchObject([{ a: 0, bothBad: 1 }]);
      await editable.run(`DELETE FROM "Vote" WHERE ${ofTally()}`);
      expect(await store().rebuild()).toMatchObject({ tallies: { corrected: 1 }, cells: { corrected: 1 } });
      expect(await cells(battle)).toEqual([]);
    });
  });
}

/** Battles as they come, against a count of the votes that knows no database. */
export function describePlays(open: () => Promise<EditableStore>): void {
  let editable: EditableStore;
  const store = (): Store => editable.store();

  beforeAll(async () => {
    editable = await open();
  });

  afterAll(() => editable.close());

  describe("whatever is played", () => {
    const seen = { closed: 0, votes: 0, masked: 0, followedUp: 0, redrawn: 0, failed: 0, aside: 0, leftOut: 0 };
    let repeated = 0;

    function look(battles: readonly KnownBattle[]): void {
      for (const { status, masked, turn, votes, battle, pair, aside, leftOut } of battles) {
        if (status === "failed") seen.failed += 1;
        if (status !== "closed" || votes.size === 0) continue;
        seen.closed += 1;
        seen.votes += votes.size;
        if (masked) seen.masked += 1;
        if (leftOut) seen.leftOut += 1;
        if ([...votes.keys()].some((voter) => aside.has(voter))) seen.aside += 1;
        if (turn > 1) seen.followedUp += 1;
        if (battle.attempts.some(({ side, model }) => pair[side] !== model)) seen.redrawn += 1;
      }
    }

    const filters = (community: string): CellFilter[] => [
      { league: "real", community },
      { league: "demo", community },
      { league: "real", community, unseen: true },
      { league: "real", community, language: "zh" },
      { league: "real", community, platform: "web", task: "translation" },
    ];

    async function read({ communities, battles }: Player) {
      const tallies = await Promise.all(battles.map(({ battle }) => resultOf(store(), battle.id)));
      const cells = await Promise.all(communities.flatMap(filters).map((filter) => store().boards.cells(filter)));
      return { tallies, cells };
    }

    async function check(steps: Step[]): Promise<void> {
      const player = createPlayer(store());
      for (const step of [...steps, { step: "fold" } as const]) await player.play(step);
      const { battles, communities } = player;
      const before = await read(player);
      expect(before.tallies).toEqual(battles.map((one) => (one.status === "closed" ? tallyOf(one) : noVotes)));
      for (const [index, filter] of communities.flatMap(filters).entries()) {
        const counted = countCells(battles, filter);
        expect(before.cells[index]).toHaveLength(counted.length);
        expect(before.cells[index]).toEqual(expect.arrayContaining(counted));
      }
      const rebuilt = await store().rebuild();
      const { tallies, cells, voterCells, changedDraws } = rebuilt;
      expect([tallies.corrected, cells.corrected, voterCells.corrected, changedDraws]).toEqual([0, 0, 0, []]);
      expect(await read(player)).toEqual(before);
      look(battles);
      repeated += battles.filter((one) => one.repeated && one.votes.size > 0).length;
    }

    it("cells and tallies are what a plain count of the votes says, and what a rebuild makes of them", async () => {
      await store().models.saveModels(models.map((id) => sampleModel(id)));
      await fc.assert(fc.asyncProperty(anyPlay, check), { seed: 20261124, numRuns: times(12, 6) });
      // Plays in which nothing came of anything would show nothing.
      for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0);
      expect(seen.votes).toBeGreaterThan(times(40, 20));
    });

    it("and so they are when the same is asked again and again", async () => {
      await store().models.saveModels(models.map((id) => sampleModel(id)));
      repeated = 0;
      await fc.assert(fc.asyncProperty(anyAsking, check), { seed: 20261130, numRuns: times(12, 4) });
      expect(repeated).toBeGreaterThan(times(9, 2));
    });
  });
}
