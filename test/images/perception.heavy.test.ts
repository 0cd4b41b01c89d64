/** All pictures of the gallery. */
import { describe, it } from "vitest";
import { languages } from "../../core/index.ts";
import { galleryStates } from "../../scripts/gallery/states.ts";
import { expectLegible } from "./perception.ts";

const opposite = { light: "dark", dark: "light" } as const;

describe.each(languages)("in every picture of the gallery (%s)", (language) => {
  it.each(galleryStates().map((state, index) => [state.name, index % 2 === 0 ? "light" : "dark", state] as const))(
    "nothing lies on anything else, and all can be read: %s (%s)",
    (_, theme, state) => {
      const { picture, alt } = state.show({ language, theme: language === "zh" ? opposite[theme] : theme });
      expectLegible(picture, alt);
    },
  );
});
