/** What was published of boards, by day. */
import { describe, expect, it } from "vitest";
import type { KeptDay } from "../../../core/boards/publishing/store.ts";
import type { Store } from "../../../core/store/store.ts";
import { atMinute, freshId } from "../battle-samples.ts";
import { createStage } from "./stage.ts";

const many = 1_000;

function sampleDay(day: string, changes: Partial<KeptDay> = {}): KeptDay {
  const publishedAt = new Date(`${day}T00:10:00.123Z`);
  return { day, publishedAt, changes: [{ kind: "begun", ranked: 3 }], content: Uint8Array.of(0, 1, 255), ...changes };
}

export function describePublicDays(store: () => Store): void {
  const { openBattle, cast } = createStage(store);

  describe("published days", () => {
    it("stay as the first has written them, oldest first; the oldest are forgotten", async () => {
      const { publicDays } = store();
      const [one, two, three] = ["2027-02-28", "2027-03-01", "2027-03-02"].map((day) => sampleDay(day)) as [
        KeptDay,
        KeptDay,
        KeptDay,
      ];
      expect(await publicDays.keepDay(two, many)).toBe(true);
      expect(await publicDays.keepDay(one, many)).toBe(true);
      expect(await publicDays.keepDay(sampleDay(two.day, { content: Uint8Array.of(9) }), many)).toBe(false);
      const listed = ({ content: _content, ...day }: KeptDay) => day;
      expect(await publicDays.days(null)).toEqual([listed(one), listed(two)]);
      expect(await publicDays.days(one.day)).toEqual([listed(two)]);
      expect(await publicDays.findDay(two.day)).toEqual(two.content);
      expect(await publicDays.findDay("2027-03-05")).toBeUndefined();
      await publicDays.keepDay(three, 2);
      expect((await publicDays.days(null)).map(({ day }) => day)).toEqual([two.day, three.day]);
      expect(await publicDays.findDay(one.day)).toBeUndefined();
    });
  });

  it("counts the people who have voted on a task, in a language and on both, each once, where they are enough", async () => {
    const [ann, bob, cleo] = [freshId(), freshId(), freshId()];
    const community = freshId();
    const close = async (changes: { task?: "translation"; language?: string }, voters: readonly string[]) => {
      const battle = await openBattle({ community, language: "en", ...changes });
      for (const voter of voters) await cast(battle, voter, "a");
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
    };
    await close({}, [ann, bob]);
    await close({}, [ann]);
    await close({ task: "translation", language: "zh" }, [ann, bob, cleo]);
    await openBattle({ community, language: "ja" });
    const filter = { league: "real", community } as const;
    await store().boards.fold();
    expect(await store().publicDays.crowds(filter, 3)).toEqual(
      expect.arrayContaining([
        { task: "translation", language: null, people: 3 },
        { task: null, language: "zh", people: 3 },
        { task: "translation", language: "zh", people: 3 },
      ]),
    );
    expect(await store().publicDays.crowds(filter, 3)).toHaveLength(3);
    expect(await store().publicDays.crowds(filter, 2)).toHaveLength(6);
    expect(await store().publicDays.crowds({ ...filter, task: "translation" }, 1)).toHaveLength(3);
  });
}
