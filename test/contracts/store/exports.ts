/** What exports of one community are made from: its closed battles, in pieces, with what people say of their data then. */
import { describe, expect, it } from "vitest";
import type { RecordedBattle } from "../../../core/export/recorded.ts";
import type { ReadUpTo } from "../../../core/export/store.ts";
import { unsetPerson } from "../../../core/people/store.ts";
import type { Store } from "../../../core/store/store.ts";
import { atMinute, freshId } from "../battle-samples.ts";
import { createStage } from "./stage.ts";

export function describeExports(store: () => Store): void {
  const { createBattle, openBattle, cast } = createStage(store);

  async function readAll(community: string, most: number): Promise<RecordedBattle[][]> {
    const pieces: RecordedBattle[][] = [];
    let after: ReadUpTo | null = null;
    do {
      const { battles, last } = await store().exports.closedBattles(community, after, most);
      pieces.push(battles);
      after = last;
    } while (after !== null);
    return pieces;
  }

  describe("an export of one community", () => {
    it("reads its closed battles, each once, however many at a time, and nobody else's", async () => {
      const community = freshId();
      // Two were asked at the same moment.
      const minutes = [0, 1, 1, 2, 3];
      const own = [];
      for (const minute of minutes) own.push(await openBattle({ community, createdAt: atMinute(minute) }));
      const others = await openBattle();
      for (const { id } of [...own, others]) await store().battles.closeBattle(id, atMinute(60), "time");
      await openBattle({ community });
      await createBattle({ community });
      const ids = own.map(({ id }) => id).toSorted();
      for (const [most, sizes] of [
        [1, [1, 1, 1, 1, 1, 0]],
        [2, [2, 2, 1]],
        [5, [5, 0]],
        [6, [5]],
      ] as const) {
        const pieces = await readAll(community, most);
        expect(pieces.map(({ length }) => length)).toEqual(sizes);
        expect(
          pieces
            .flat()
            .map(({ id }) => id)
            .toSorted(),
        ).toEqual(ids);
      }
      expect(await readAll(freshId(), 5)).toEqual([[]]);
    });

    it("tells who has said yes to open data, as of now", async () => {
      const [community, asker, yes, no] = [freshId(), freshId(), freshId(), freshId()];
      const battle = await openBattle({ community, asker });
      await cast(battle, yes, "a");
      await cast(battle, no, "both-bad");
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      await store().people.savePersonSettings(yes, { ...unsetPerson, sharesData: true });
      const read = async () => (await readAll(community, 5)).flat()[0]!;
      const found = await read();
      expect(found).toMatchObject({ id: battle.id, community, league: battle.league, askerShares: false, turns: 1 });
      expect(found.openedAt).toBeTypeOf("number");
      expect(found.attempts).toMatchObject([{ side: "a" }, { side: "b" }]);
      const said = ({ votes }: RecordedBattle) =>
        Object.fromEntries(votes.map(({ voter, choice, shares }) => [voter, [choice, shares]]));
      expect(said(found)).toEqual({ [yes]: ["a", true], [no]: ["both-bad", false] });
      await store().people.savePersonSettings(yes, unsetPerson);
      await store().people.savePersonSettings(asker, { ...unsetPerson, sharesData: true });
      const later = await read();
      expect(later.askerShares).toBe(true);
      expect(said(later)).toEqual({ [yes]: ["a", false], [no]: ["both-bad", false] });
    });
  });
}
