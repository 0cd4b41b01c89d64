/** Pictures of the page for people to look at, with letters that machines without fonts of their own do not have. */
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { lendFonts } from "../../scripts/docs/recording/lent-fonts.ts";

/** Where the pictures go; git ignores it. */
const folder = process.env["PAGE_PICTURES"] ?? resolve(import.meta.dirname, "../artifacts/page");

/** Takes a picture of what is in the window. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await lendFonts(page);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: resolve(folder, `${name}.png`) });
}
