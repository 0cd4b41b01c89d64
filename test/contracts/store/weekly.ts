/** Which communities have a digest posted every week. */
import { describe, expect, it } from "vitest";
import { unsetSettings } from "../../../core/battle/community-settings.ts";
import { usualRules } from "../../../core/battle/asking-rules.ts";
import type { WeeklyPost } from "../../../core/battle/weekly-post.ts";
import type { Store } from "../../../core/store/store.ts";
import { freshId } from "../battle-samples.ts";

export function describeWeekly(store: () => Store): void {
  const [first, second, third] = ["2030-01-07", "2030-01-14", "2030-01-21"].map((day) => new Date(day)) as [
    Date,
    Date,
    Date,
  ];
  const sample = (): WeeklyPost => ({ platform: "discord", delivery: `sealed ${freshId()}`, taken: first });
  const choose = (community: string, weekly: WeeklyPost | null) =>
    store().communities.changeSettings(community, (kept) => ({ ...kept, weekly, noted: [] }));
  const switchOn = async (weekly = sample()) => {
    const community = freshId();
    await choose(community, weekly);
    return { community, weekly };
  };
  const isDue = async (community: string, monday: Date) =>
    (await store().weekly.dueWeekly("discord", monday)).some((one) => one.community === community);

  describe("a weekly post", () => {
    it("is off at first, and again when it is switched off", async () => {
      expect(await store().weekly.weeklyPost(freshId())).toBeNull();
      const { community, weekly } = await switchOn();
      expect(await store().weekly.weeklyPost(community)).toEqual(weekly);
      await choose(community, null);
      expect(await store().weekly.weeklyPost(community)).toBeNull();
      expect(await isDue(community, third)).toBe(false);
    });

    it("stays as it is when other settings change", async () => {
      const { community, weekly } = await switchOn();
      await store().communities.changeSettings(community, () => ({
        own: unsetSettings,
        asking: usualRules,
        noted: [],
      }));
      expect(await store().weekly.weeklyPost(community)).toEqual(weekly);
    });

    it("is due on its platform until its Monday is taken", async () => {
      const { community, weekly } = await switchOn();
      expect(await isDue(community, first)).toBe(false);
      expect(await store().weekly.dueWeekly("discord", second)).toContainEqual({ community, ...weekly });
      expect(await store().weekly.dueWeekly("telegram", second)).not.toContainEqual({ community, ...weekly });
      expect(await store().weekly.takeWeekly(community, second)).toBe(true);
      expect(await isDue(community, second)).toBe(false);
      expect(await isDue(community, third)).toBe(true);
    });

    it("is taken by one of all who try at once, and never for an earlier Monday", async () => {
      const { community } = await switchOn();
      const taken = await Promise.all(Array.from({ length: 6 }, () => store().weekly.takeWeekly(community, second)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await store().weekly.takeWeekly(community, first)).toBe(false);
      expect(await store().weekly.takeWeekly(freshId(), second)).toBe(false);
    });

    it("keeps the Monday that was taken while it was being moved elsewhere", async () => {
      const { community, weekly } = await switchOn();
      await store().weekly.takeWeekly(community, second);
      await choose(community, { ...weekly, delivery: "sealed elsewhere" });
      expect(await store().weekly.weeklyPost(community)).toEqual({
        ...weekly,
        delivery: "sealed elsewhere",
        taken: second,
      });
    });

    it("ends where its place is gone, unless it has another by now", async () => {
      const { community, weekly } = await switchOn();
      await store().weekly.endWeekly(community, "sealed before");
      expect(await store().weekly.weeklyPost(community)).toEqual(weekly);
      await store().weekly.endWeekly(community, weekly.delivery);
      expect(await store().weekly.weeklyPost(community)).toBeNull();
    });

    it("moves along with its community, which keeps the one that it has there already", async () => {
      const { community, weekly } = await switchOn();
      const there = freshId();
      await store().communities.moveCommunity(community, there);
      expect(await store().weekly.weeklyPost(there)).toEqual(weekly);
      const late = await switchOn();
      await store().communities.moveCommunity(late.community, there);
      expect(await store().weekly.weeklyPost(there)).toEqual(weekly);
    });
  });
}
