/**
 * `npm run -s docs`: makes the pages and pictures of `docs/` that come from the code, and those that show the running
 * product where they are old. Tests hold them to it. The latter take minutes and Chromium (`-- --chromium PATH`; else
 * /usr/bin/chromium).
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { drawArchitecture } from "./docs/architecture-picture.ts";
import { madeFromFile, picturesShow } from "./docs/made-from.ts";
import { recordPictures } from "./docs/recording/record.ts";
import { settingsPage } from "./docs/settings-page.ts";
import { floors } from "./lint/rooms.ts";

function write(file: string, content: string | Buffer): void {
  writeFileSync(file, content);
  console.log(file);
}

async function showProduct(): Promise<void> {
  const now = `${JSON.stringify(picturesShow("."), null, 2)}\n`;
  if (existsSync(madeFromFile) && readFileSync(madeFromFile, "utf8") === now) return;
  const options = { chromium: { type: "string", default: "/usr/bin/chromium" } } as const;
  const { chromium } = parseArgs({ options }).values;
  if (!existsSync(chromium)) {
    console.error(
      `The pictures of the running product are old. Making them takes Chromium, which is not at ${chromium}.`,
    );
    console.error("Say where it is: npm run -s docs -- --chromium PATH");
    process.exitCode = 1;
    return;
  }
  console.log("The pictures of the running product are old. Making them takes a few minutes.");
  for (const [name, picture] of await recordPictures(chromium)) write(join("docs/pictures", name), picture);
  write(madeFromFile, now);
}

write("docs/settings.md", settingsPage(readFileSync(".env.example", "utf8")));
write("docs/pictures/architecture.svg", drawArchitecture(floors));
await showProduct();
