/** Whether pictures can be drawn, with the letters they need: one is drawn for every writing. */
import type { RadarPicture, Renderer } from "../images/picture.ts";
import type { Check } from "./check.ts";

/** Two texts of a writing that differ only in their letters. */
const writings = { latin: ["Rating", "Voting"], chinese: ["问答", "义务"] } as const;

export const picturesCheck: Check = {
  name: "pictures",
  title: (words) => words.pictures.title,
  needs: [],
  look: async ({ createRenderer, words: { pictures } }) => {
    const renderer = createRenderer();
    try {
      for (const writing of ["latin", "chinese"] as const) {
        if (await drawsLetters(renderer, writings[writing])) continue;
        return [{ state: "wrong", what: pictures.noLetters(pictures.writings[writing]), mend: pictures.reinstall }];
      }
      return [{ state: "ok", what: pictures.fine }];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [{ state: "wrong", what: pictures.broken(reason), mend: pictures.reinstall }];
    } finally {
      await renderer.close();
    }
  },
};

/** A font without a letter draws nothing or an empty box, the same for every letter. */
async function drawsLetters(renderer: Renderer, [one, other]: readonly [string, string]): Promise<boolean> {
  const [first, second] = await Promise.all([renderer.render(small(one)), renderer.render(small(other))]);
  return first.png.length > 0 && !Buffer.from(first.png).equals(second.png);
}

function small(title: string): RadarPicture {
  return {
    kind: "radar",
    theme: "light",
    title,
    subtitle: "",
    axes: ["1", "2", "3"],
    series: [{ name: "1", values: [1, 2, 3].map(() => ({ value: 0.5, figure: "1" })) }],
    rings: [{ value: 1, label: "1", strong: false }],
    panels: [],
    footer: "",
  };
}
