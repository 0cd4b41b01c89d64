/** `npm run -s docs`: makes the pages and pictures of `docs/` that are drawn from the code. A test holds them to it. */
import { readFileSync, writeFileSync } from "node:fs";
import { drawArchitecture } from "./docs/architecture-picture.ts";
import { floors } from "./lint/rooms.ts";
import { settingsPage } from "./docs/settings-page.ts";

writeFileSync("docs/settings.md", settingsPage(readFileSync(".env.example", "utf8")));
writeFileSync("docs/pictures/architecture.svg", drawArchitecture(floors));
console.log("docs/settings.md\ndocs/pictures/architecture.svg");
