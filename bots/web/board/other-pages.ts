/** Pages of the public board where there is no board. */
import { type Language, leastPeople, sentences } from "../../../core/index.ts";
import { boardAddress, type Wanted, wholeBoard } from "./addresses.ts";
import { writeMethod } from "./board-page.ts";
import { markup } from "./markup.ts";
import type { Page } from "./shell.ts";

/** Before the first board is published. */
export function emptyPage(wanted: Wanted, language: Language): Page {
  const words = sentences(language);
  const { title, text, join } = words.publicBoard.empty;
  return {
    ...{ language, title, description: text(leastPeople), picture: null },
    path: boardAddress({ ...wholeBoard, chosen: wanted.chosen }),
    home: boardAddress({ ...wholeBoard, chosen: wanted.chosen }),
    inLanguage: (chosen) => boardAddress({ ...wholeBoard, chosen }),
    content: markup`<h1 id="ranking">${title}</h1>
<p>${text(leastPeople)}</p>
<p>${join}</p>
${writeMethod(words)}`,
  };
}

/** At an address with no board. */
export function missingPage(wanted: Wanted, language: Language): Page {
  const { missing, toNewest } = sentences(language).publicBoard;
  const newest = boardAddress({ ...wholeBoard, chosen: wanted.chosen });
  return {
    ...{ language, title: missing.title, description: missing.text(leastPeople), picture: null },
    path: newest,
    home: boardAddress({ ...wholeBoard, chosen: wanted.chosen }),
    inLanguage: (chosen) => boardAddress({ ...wholeBoard, chosen }),
    content: markup`<h1 id="ranking">${missing.title}</h1>
<p>${missing.text(leastPeople)}</p>
<p><a href="${newest}">${toNewest}</a></p>`,
  };
}
