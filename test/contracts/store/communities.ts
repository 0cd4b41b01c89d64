/** What communities have chosen. */
import { describe, expect, it } from "vitest";
import { type AskingRules, usualRules } from "../../../core/arena/asking-rules.ts";
import { type CommunitySettings, unsetSettings } from "../../../core/arena/community-settings.ts";
import type { Store } from "../../../core/ports.ts";
import { freshId } from "../battle-samples.ts";

export function describeCommunities(store: () => Store): void {
  describe("a community", () => {
    it("has chosen nothing at first", async () => {
      expect(await store().communitySettings(freshId())).toEqual(unsetSettings);
    });

    it("keeps what it chose last, apart from other communities", async () => {
      const [one, other] = [freshId(), freshId()];
      const chosen: CommunitySettings = {
        ...{ reactions: "open", closeAfterMinutes: 30, closeAtVotes: 5 },
        ...{ theme: "dark", language: "zh" },
      };
      await store().saveCommunitySettings(one, chosen);
      await store().saveCommunitySettings(other, { ...unsetSettings, reactions: "off" });
      expect(await store().communitySettings(one)).toEqual(chosen);
      const replaced: CommunitySettings = {
        ...unsetSettings,
        reactions: "out-of-sight",
        closeAtVotes: 3,
        theme: "light",
      };
      await store().saveCommunitySettings(one, replaced);
      expect(await store().communitySettings(one)).toEqual(replaced);
      expect(await store().communitySettings(other)).toEqual({ ...unsetSettings, reactions: "off" });
      await store().saveCommunitySettings(one, unsetSettings);
      expect(await store().communitySettings(one)).toEqual(unsetSettings);
    });

    it("keeps who may ask in it, and whatever was changed, newest first", async () => {
      const community = freshId();
      expect(await store().askingRules(community)).toEqual(usualRules);
      const rules: AskingRules = {
        ...{ paused: true, askers: "group:7", places: ["one", "other"], dailyBudget: 9, threads: true },
        reveal: "at-close",
      };
      await store().saveAskingRules(community, rules);
      expect(await store().askingRules(community)).toEqual(rules);
      const change = { community, at: new Date("2030-01-01T00:00:00Z"), by: "somebody", before: "off", after: "on" };
      await store().addSettingChanges([{ ...change, name: "paused" }]);
      await store().addSettingChanges([{ ...change, name: "threads" }]);
      expect((await store().settingChanges(community, 5)).map(({ name }) => name)).toEqual(["threads", "paused"]);
      expect(await store().settingChanges(community, 1)).toEqual([{ ...change, name: "threads" }]);
      expect(await store().settingChanges(freshId(), 5)).toEqual([]);
    });

    it("may save its first choice twice at once", async () => {
      const community = freshId();
      const chosen: CommunitySettings = { ...unsetSettings, reactions: "open", closeAfterMinutes: 1 };
      await Promise.all([1, 2, 3, 4].map(() => store().saveCommunitySettings(community, chosen)));
      expect(await store().communitySettings(community)).toEqual(chosen);
    });
  });
}
