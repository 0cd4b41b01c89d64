/**
 * `npm run -s gallery -- --out DIR`: every picture in its states, light and dark, in each language, for people
 * to look at: PNG files, `index.html` with their words beside them,
 * and a contact sheet of each look; `words.html`, every sentence in each language; and `messages.html`, a conversation
 * as each platform is sent it.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createRenderer, languages, makeFolder, type Picture, type PostImage, themes } from "../core/index.ts";
import { contactSheet, galleryPage, type Shown } from "./gallery/page.ts";
import { playConversations } from "./gallery/conversation.ts";
import { messagesPage } from "./gallery/messages-page.ts";
import { galleryStates, type Look } from "./gallery/states.ts";
import { wordsPage } from "./gallery/words-page.ts";

/** The folder to draw into; undefined when the command line says none, or something else. */
function readFolder(): string | undefined {
  try {
    return parseArgs({ options: { out: { type: "string" } } }).values.out || undefined;
  } catch {
    return undefined;
  }
}

const out = readFolder();
const looks = languages.flatMap((language) => themes.map((theme): Look => ({ language, theme })));

async function draw(folder: string, render: (picture: Picture) => Promise<PostImage["png"]>): Promise<number> {
  const shown: Shown[] = [];
  for (const look of looks) {
    const sheet: Shown[] = [];
    for (const state of galleryStates()) {
      const { picture, alt } = state.show(look);
      const png = await render(picture);
      const file = `${look.language}-${look.theme}-${state.name.replaceAll(/[^a-z0-9]+/g, "-")}.png`;
      await writeFile(join(folder, file), png);
      sheet.push({ look, name: state.name, file, png, alt });
    }
    await writeFile(join(folder, `sheet-${look.language}-${look.theme}.png`), await contactSheet(sheet));
    shown.push(...sheet);
  }
  await writeFile(join(folder, "index.html"), galleryPage(shown));
  await writeFile(join(folder, "words.html"), wordsPage());
  await writeFile(join(folder, "messages.html"), messagesPage(await playConversations(languages)));
  return shown.length;
}

if (out === undefined) {
  console.error("Say where to: npm run -s gallery -- --out DIR");
  process.exitCode = 2;
} else {
  makeFolder(out);
  const renderer = createRenderer();
  const count = await draw(out, async (picture) => (await renderer.render(picture)).png);
  await renderer.close();
  console.log(
    `${count} pictures in ${out}: open index.html, or the sheet of a look; every sentence is in words.html, a conversation on each platform in messages.html.`,
  );
}
