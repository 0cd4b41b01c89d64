/** What every platform keeps to where many see one post: nothing of whoever presses comes into it. */
import { beforeEach, describe, expect, it } from "vitest";
import { sentences } from "../../core/language/index.ts";

/** What stands in a post: what can be read, pictures in words included, and the labels of its buttons. */
export type Shown = { text: string; buttons: string[] };

/** A place with two people in it: ann reads English, li Chinese; nobody has chosen a language for the place. */
export type SharedPlace = {
  /** Ann sends a command whose answer all see. */
  ask(command: "leaderboard"): Promise<void>;
  /** That answer, as all see it now; with whatever names its picture. */
  shared(): Promise<Shown & { picture: string }>;
  /** What stands there for all in all. */
  count(): Promise<number>;
  /** Li presses a button of it. @returns what only li is shown of that; null when it is nothing. */
  press(label: string): Promise<Shown | null>;
  /** Li presses a button of what only li was shown last, and is shown this. */
  pressAgain(label: string): Promise<Shown>;
};

const [en, zh] = [sentences("en"), sentences("zh")];
const chinese = /[\u4e00-\u9fff]/u;

/** @param open gives such a place for each test. @param editsShared whether a press can change what all see. */
export function describeSharedPostsContract(open: () => Promise<SharedPlace>, editsShared: boolean): void {
  let here: SharedPlace;
  beforeEach(async () => {
    here = await open();
    await here.ask("leaderboard");
  });

  describe("a post that all see", () => {
    it("stays as it is when somebody asks for what is their own, which they alone are shown, in their language", async () => {
      const [before, count] = [await here.shared(), await here.count()];
      const own = await here.press(en.boards.buttons.me);
      expect(own?.text).toContain(zh.boards.mine.empty);
      expect(await here.shared()).toEqual(before);
      expect(await here.count()).toBe(count);
      const wider = await here.pressAgain(zh.boards.buttons.everywhere);
      expect(wider.text).toContain(zh.boards.everywhere);
      expect(await here.shared()).toEqual(before);
      expect(await here.count()).toBe(count);
    });

    it.each([
      ["another period", en.boards.buttons.periods["7d"], en.boards.period["7d"], zh.boards.period["7d"]],
      ["the choice of a task", en.boards.buttons.byTask, en.boards.whichTask, zh.boards.whichTask],
      ["the choice of a view", en.boards.buttons.otherForms, en.boards.whichForm, zh.boards.whichForm],
    ])("keeps its language, whoever presses for %s", async (_what, label, forAll, forOne) => {
      const [before, count] = [await here.shared(), await here.count()];
      const own = await here.press(label);
      const after = await here.shared();
      expect(`${after.text} ${after.buttons.join(" ")}`).not.toMatch(chinese);
      expect(await here.count()).toBe(count);
      if (editsShared) expect([after.text.includes(forAll), own]).toEqual([true, null]);
      else expect([after, own?.text.includes(forOne)]).toEqual([before, true]);
    });
  });
}
