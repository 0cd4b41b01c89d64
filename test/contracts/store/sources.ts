/** Sources: what is added to one, twice and in pieces, what of it is seen, and that nothing is left of it. */
import { describe, expect, it } from "vitest";
import type { BoardFilter } from "../../../core/boards/cell.ts";
import { unpackVotes } from "../../../core/boards/packed-votes.ts";
import {
  leagueOfSource,
  type SourceBattle,
  sourceIdentifier,
  type SourceModel,
  type SourceVote,
} from "../../../core/boards/sources.ts";
import type { Store } from "../../../core/store/store.ts";
import { atMinute, freshId, sampleModel } from "../battle-samples.ts";

const vote = (voter: string, choice: SourceVote["choice"], more: Partial<SourceVote> = {}): SourceVote => ({
  ...{ voter, choice, firstChoice: null, changes: null, means: null, seen: false, namesSeenBy: null, at: null },
  ...more,
});

export function describeSources(store: () => Store): void {
  const sources = () => store().sources;
  const cellsOf = (filter: BoardFilter) => store().boards.cells(filter);
  const ofSource = (name: string): BoardFilter => ({ league: leagueOfSource(name) });
  const sumsOf = async (name: string) => {
    const { cells, voters } = unpackVotes(await store().boards.boardVotes(ofSource(name)));
    return { cells, voters: voters.map(({ voter: _, ...part }) => JSON.stringify(part)).toSorted() };
  };
  const found = async (name: string) => (await sources().list()).find((one) => one.name === name);

  function play() {
    const [name, modelA, modelB] = [freshId(), `left-${freshId()}`, `right-${freshId()}`];
    const battle = (key: string, votes: SourceVote[], more: Partial<SourceBattle> = {}): SourceBattle => ({
      ...{ key, modelA, modelB, task: "translation", language: "en", platform: "web", at: atMinute(0) },
      ...{ repeated: false, probability: 0.25, styles: { a: [100, 1, 2, 3], b: [10, 0, 0, 0] }, whole: false, votes },
      ...more,
    });
    const battles = [
      battle("1", [vote("ann", "a"), vote("bob", "both-bad", { seen: true })]),
      battle("2", [vote("ann", "tie")], { task: null, platform: null, at: null, styles: null, probability: null }),
      battle("3", [vote("ann", "b"), vote("cleo", "b", { seen: null })], { repeated: true }),
    ];
    return { name, modelA, modelB, battle, battles };
  }

  describe("sources", () => {
    it("have their votes on boards that ask for them, and on no others", async () => {
      const { name, modelA, modelB, battles } = play();
      const before = await cellsOf({ league: "real" });
      expect(await sources().add(name, battles)).toEqual({ battles: 3, votes: 5, known: 0, alike: 0 });
      expect(await cellsOf({ league: "real" })).toEqual(before);
      const own = await cellsOf(ofSource(name));
      const [none, translation] = [own.filter(({ task }) => task === null), own.filter(({ task }) => task !== null)];
      expect(none).toMatchObject([{ modelA, modelB, a: 0, b: 2, tie: 1, bothBad: 0 }]);
      expect(translation).toMatchObject([{ task: "translation", a: 1, b: 0, tie: 0, bothBad: 1 }]);
      expect(await cellsOf({ ...ofSource(name), unseen: true })).toMatchObject([
        { task: "translation", a: 1, bothBad: 0 },
        { task: null, b: 1, tie: 1 },
      ]);
      const beside = await cellsOf({ league: "real", sources: [leagueOfSource(name)] });
      expect(beside).toHaveLength(before.length + 2);
      expect(await found(name)).toEqual({ name, battles: 3, votes: 5 });
    });

    it("are the same when they come again, and in pieces as when they come at once", async () => {
      const { name, battles } = play();
      const [first, second, third] = battles as [SourceBattle, SourceBattle, SourceBattle];
      await sources().add(name, [{ ...first, votes: first.votes.slice(0, 1) }, second]);
      expect(await sources().add(name, [first])).toEqual({ battles: 0, votes: 1, known: 1, alike: 0 });
      expect(await sources().add(name, [third, first])).toEqual({ battles: 1, votes: 2, known: 2, alike: 0 });
      expect(await sources().add(name, battles)).toEqual({ battles: 0, votes: 0, known: 5, alike: 0 });
      const whole = freshId();
      await sources().add(whole, battles);
      expect(await sumsOf(name)).toEqual(await sumsOf(whole));
      const { cells, voterCells, tallies } = await store().rebuild();
      expect([cells.corrected, voterCells.corrected, tallies.corrected]).toEqual([0, 0, 0]);
    });

    it("take no more votes on a battle that came whole", async () => {
      const { name, battle } = play();
      await sources().add(name, [battle("1", [vote("voter-1", "a")], { whole: true })]);
      const again = battle("1", [vote("voter-2", "a"), vote("voter-3", "a")], { whole: true });
      expect(await sources().add(name, [again])).toEqual({ battles: 0, votes: 0, known: 2, alike: 0 });
      expect(await found(name)).toEqual({ name, battles: 1, votes: 1 });
    });

    it("know the arena's models by id, else by a name that is theirs alone; others are added and play nothing", async () => {
      const { name, battle } = play();
      const [one, other] = [sampleModel(freshId()), sampleModel(freshId())];
      const twins = [
        sampleModel(freshId(), { name: `Twin ${name}` }),
        sampleModel(freshId(), { name: `Twin ${name}` }),
      ];
      await store().models.saveModels([one, other, ...twins]);
      const strange = `Étrange  Model\u202e <@1> ${name}`;
      const votes = [vote("ann", "a")];
      const described = new Map<string, SourceModel>([
        [strange, { name: `Known ${name}`, organization: "Elsewhere", inputPrice: 1, outputPrice: 2 }],
      ]);
      const added = await sources().add(
        name,
        [
          battle("1", votes, { modelA: one.id, modelB: other.name }),
          battle("2", votes, { modelA: one.id, modelB: strange }),
          battle("3", votes, { modelA: one.id, modelB: `Twin ${name}` }),
          battle("4", votes, { modelA: one.id, modelB: one.name }),
        ],
        described,
      );
      expect(added).toEqual({ battles: 3, votes: 3, known: 0, alike: 1 });
      const own = (await cellsOf(ofSource(name))).map(({ modelB }) => modelB);
      expect(own).toContain(other.id);
      expect(own).not.toContain(twins[0]!.id);
      const models = (await store().models.models()).filter(({ league }) => league === leagueOfSource(name));
      expect(models.map(({ id }) => id).toSorted()).toEqual(own.filter((id) => id !== other.id).toSorted());
      for (const { id, status } of models) {
        expect(id).toMatch(/^[a-z0-9][a-z0-9._-]{0,63}$/u);
        expect(status).toBe("retired");
      }
      const known = models.find((model) => model.name === `Known ${name}`);
      expect(known).toMatchObject({ organization: "Elsewhere", price: { input: 1, output: 2 } });
    });

    it("tell nothing of what was answered, asked and voted here", async () => {
      const { name, modelA, battle } = play();
      await sources().add(name, [battle("1", [vote("ann", "a")])]);
      expect(await store().boards.answerFacts([modelA], 10)).toMatchObject([{ answers: 0 }]);
      const league = leagueOfSource(name);
      const voter = `source:${sourceIdentifier(league, "voter", "ann")}`;
      expect((await store().boards.cells(ofSource(name), { voter })).length).toBe(1);
      const { votes, battles } = await store().restrictions.examine({ league: "real", exceptCommunity: "" }, 10_000);
      expect(votes.filter((one) => one.voter === voter)).toEqual([]);
      expect(battles.filter((one) => one.community === league)).toEqual([]);
      expect(await store().jury.battlesToJudge("real", 1, 10_000)).not.toContain(
        sourceIdentifier(league, "battle", "1", modelA, "x"),
      );
    });

    it("keep how answers look and how a pair was drawn, without words", async () => {
      const { name, battles } = play();
      await sources().add(name, battles);
      const sample = await store().boards.sampleVotes(ofSource(name), 100);
      const rows = sample.battles.flatMap((page) => JSON.parse(page) as unknown[][]);
      const styled = [
        0.25,
        [
          [100, 1, 2, 3],
          [10, 0, 0, 0],
        ],
      ];
      expect(rows.map(([, , probability, styles]) => JSON.stringify([probability, styles])).toSorted()).toEqual(
        [styled, styled, [null, null]].map((row) => JSON.stringify(row)).toSorted(),
      );
    });

    it("leave nothing when they are taken out, and others as they are", async () => {
      const [gone, stays] = [play(), play()];
      const many = Array.from({ length: 201 }, (_, index) => gone.battle(`${index}`, [vote("ann", "a")]));
      await sources().add(gone.name, many);
      await sources().add(stays.name, stays.battles);
      const before = await sumsOf(stays.name);
      expect(await sources().removeSome(gone.name)).toBe(200);
      expect(await found(gone.name)).toEqual({ name: gone.name, battles: 1, votes: 1 });
      expect(await sources().removeSome(gone.name)).toBe(1);
      expect(await sources().removeSome(gone.name)).toBe(0);
      expect(await found(gone.name)).toBeUndefined();
      expect(await cellsOf(ofSource(gone.name))).toEqual([]);
      const left = (await store().models.models()).map(({ id }) => id);
      expect(left).not.toContain(gone.modelA);
      expect(left).toContain(stays.modelA);
      expect(await sumsOf(stays.name)).toEqual(before);
    });
  });
}
