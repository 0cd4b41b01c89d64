/** What communities have chosen. */
import { describe, expect, it } from "vitest";
import { type AskingRules, type Decided, usualRules } from "../../../core/battle/asking-rules.ts";
import { type CommunitySettings, unsetSettings } from "../../../core/battle/community-settings.ts";
import type { Amounts } from "../../../core/models/model.ts";
import type { Store } from "../../../core/store/store.ts";
import { freshId } from "../battle-samples.ts";

export function describeCommunities(store: () => Store): void {
  const choose = (community: string, own: CommunitySettings) =>
    store().communities.changeSettings(community, (kept) => ({ ...kept, own, noted: [] }));

  describe("a community", () => {
    it("has chosen nothing at first", async () => {
      expect(await store().communities.communitySettings(freshId())).toEqual(unsetSettings);
    });

    it("keeps what it chose last, apart from other communities", async () => {
      const [one, other] = [freshId(), freshId()];
      const chosen: CommunitySettings = {
        ...{ reactions: "open", closeAfterMinutes: 30, closeAtVotes: 5 },
        ...{ theme: "dark", language: "zh", moderation: "strict" },
        money: { granted: { day: 2.5, month: 30 }, own: { day: 1 } },
      };
      await choose(one, chosen);
      await choose(other, { ...unsetSettings, reactions: "off" });
      expect(await store().communities.communitySettings(one)).toEqual(chosen);
      const replaced: CommunitySettings = {
        ...unsetSettings,
        reactions: "out-of-sight",
        closeAtVotes: 3,
        theme: "light",
      };
      await choose(one, replaced);
      expect(await store().communities.communitySettings(one)).toEqual(replaced);
      expect(await store().communities.communitySettings(other)).toEqual({ ...unsetSettings, reactions: "off" });
      await choose(one, unsetSettings);
      expect(await store().communities.communitySettings(one)).toEqual(unsetSettings);
    });

    it("tells at once all that it has decided", async () => {
      const { communities } = store();
      const community = freshId();
      expect(await communities.decided(community)).toEqual({ own: unsetSettings, asking: usualRules });
      const own: CommunitySettings = { ...unsetSettings, reactions: "off", closeAtVotes: 5, language: "zh" };
      const asking: AskingRules = { ...usualRules, places: ["one", "two"], dailyBudget: 7, threads: true };
      await communities.changeSettings(community, () => ({ own, asking, noted: [] }));
      expect(await communities.decided(community)).toEqual({ own, asking });
      expect(await communities.communitySettings(community)).toEqual(own);
    });

    it("keeps who may ask in it, and whatever was changed, newest first", async () => {
      const community = freshId();
      expect((await store().communities.decided(community)).asking).toEqual(usualRules);
      const rules: AskingRules = {
        ...{ paused: true, askers: "group:7", places: ["one", "other"], dailyBudget: 9, threads: true },
        reveal: "at-close",
      };
      await store().communities.changeSettings(community, (kept) => ({ ...kept, asking: rules, noted: [] }));
      expect((await store().communities.decided(community)).asking).toEqual(rules);
      const change = { community, at: new Date("2030-01-01T00:00:00Z"), by: "somebody", before: "off", after: "on" };
      for (const name of ["paused", "threads"])
        await store().communities.changeSettings(community, (kept) => ({ ...kept, noted: [{ ...change, name }] }));
      expect((await store().communities.settingChanges(community, 5)).map(({ name }) => name)).toEqual([
        "threads",
        "paused",
      ]);
      expect(await store().communities.settingChanges(community, 1)).toEqual([{ ...change, name: "threads" }]);
      expect(await store().communities.settingChanges(freshId(), 5)).toEqual([]);
    });

    it("keeps all that is changed at once, its first choices too", async () => {
      const community = freshId();
      const places = ["one", "two", "three", "four"];
      const changes: ((kept: Decided) => Decided)[] = [
        ({ own, asking }) => ({ own: { ...own, reactions: "open" }, asking }),
        ({ own, asking }) => ({ own: { ...own, closeAfterMinutes: 1 }, asking }),
        ...places.map((place) => ({ own, asking }: Decided) => ({
          ...{ own, asking: { ...asking, places: [...asking.places, place] } },
        })),
      ];
      const changeOne = (change: (kept: Decided) => Decided) =>
        store().communities.changeSettings(community, (kept) => ({ ...change(kept), noted: [] }));
      await Promise.all(changes.map(changeOne));
      expect(await store().communities.communitySettings(community)).toEqual({
        ...unsetSettings,
        ...{ reactions: "open", closeAfterMinutes: 1 },
      });
      expect((await store().communities.decided(community)).asking.places.toSorted()).toEqual(places.toSorted());
    });

    it("keeps the budget that it was granted when it moves to where something has been chosen already", async () => {
      const money = (granted: Amounts, own: Amounts): CommunitySettings => ({
        ...unsetSettings,
        money: { granted, own },
      });
      const moved = async (there: CommunitySettings) => {
        const [from, to] = [freshId(), freshId()];
        await choose(from, money({ day: 1 }, { month: 9 }));
        await choose(to, there);
        await store().communities.moveCommunity(from, to);
        return store().communities.communitySettings(to);
      };
      const light: CommunitySettings = { ...unsetSettings, theme: "light" };
      expect(await moved(light)).toEqual({ ...light, money: { granted: { day: 1 }, own: { month: 9 } } });
      expect(await moved(money({}, { day: 2 }))).toEqual(money({ day: 1 }, { day: 2 }));
      expect(await moved(money({ day: 3 }, {}))).toEqual(money({ day: 3 }, {}));
    });

    it("changes nothing when the change cannot be made", async () => {
      const community = freshId();
      const refuse = (): never => {
        throw new Error("no such place");
      };
      await expect(store().communities.changeSettings(community, refuse)).rejects.toThrow("no such place");
      expect(await store().communities.communitySettings(community)).toEqual(unsetSettings);
    });
  });
}
