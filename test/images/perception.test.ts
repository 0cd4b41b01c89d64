/** Some pictures, with much to show and with little, each in the look that is the harder for it; all of them: perception.heavy.test.ts. */
import { describe, it } from "vitest";
import { galleryStates } from "../../scripts/gallery/states.ts";
import { expectLegible } from "./perception.ts";

const states = galleryStates();

describe("in a picture", () => {
  it.each([
    ["leaderboard every group below the line", "zh", "dark"],
    ["matrix six models", "en", "light"],
    ["cost many models", "en", "light"],
    ["profile of two models", "zh", "light"],
    ["voter with few votes", "en", "dark"],
  ] as const)("nothing lies on anything else, and all can be read: %s (%s, %s)", (name, language, theme) => {
    const { picture, alt } = states.find((state) => state.name === name)!.show({ language, theme });
    expectLegible(picture, alt);
  });
});
