import { describe, expect, it } from "vitest";
import { drawPicture } from "../../core/images/draw.ts";
import { pictureWidth } from "../../core/images/theme.ts";
import { languages } from "../../core/language/index.ts";
import { galleryPage } from "../../scripts/gallery/page.ts";
import { galleryStates } from "../../scripts/gallery/states.ts";
import { decode } from "../images/pictures.ts";

const states = galleryStates();

describe("the gallery", () => {
  it("shows every kind of picture, each state under a name of its own", () => {
    const names = states.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const kind of ["leaderboard", "profile", "voter"])
      expect(names.filter((name) => name.startsWith(kind)).length).toBeGreaterThanOrEqual(3);
  });

  it.each(states.map((state, index) => [state.name, state, index] as const))(
    "%s: is drawn whole, not blank, and says in words what it shows",
    async (_name, state, index) => {
      // Each state in one look; the looks take turns.
      const look = { language: languages[index % 2]!, theme: index % 4 < 2 ? "light" : "dark" } as const;
      const { picture, alt } = state.show(look);
      const image = drawPicture(picture);
      const pixels = await decode(image);
      expect([pixels.width, pixels.height]).toEqual([pictureWidth, image.height]);
      expect(image.height).toBeGreaterThan(200);
      // Thirty rows of scores are the tallest.
      expect(image.height).toBeLessThan(3000);
      const background = pixels.at(2, 2);
      const written = Array.from({ length: 40 }, (_, step) => step).filter((step) => {
        const y = Math.floor((image.height * (step + 0.5)) / 40);
        return pixels.count(background, 0, y, pictureWidth, 1) < pictureWidth;
      });
      expect(written.length).toBeGreaterThan(10);
      expect(alt.length).toBeGreaterThan(10);
      expect(alt.length).toBeLessThanOrEqual(1000);
    },
  );

  it("escapes what stands in its page", () => {
    const shown = {
      look: { language: "en", theme: "light" },
      name: "<b>",
      file: "x.png",
      png: new Uint8Array(),
      alt: '"<',
    } as const;
    expect(galleryPage([shown])).toContain("&lt;b>");
    expect(galleryPage([shown])).toContain('alt="&quot;&lt;"');
  });
});
