/** Pictures of the page for people to look at, with letters that machines without fonts of their own do not have. */
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

/** Where the pictures go; git ignores it. */
const folder = process.env["PAGE_PICTURES"] ?? resolve(import.meta.dirname, "../artifacts/page");

const fonts = ["@fontsource/noto-sans-sc/400.css", "@fontsource/noto-color-emoji/400.css"].map((sheet) => {
  const path = fileURLToPath(import.meta.resolve(sheet));
  return { files: resolve(dirname(path), "files"), css: readFileSync(path, "utf8") };
});

/** Takes a picture of what is in the window. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await lendFonts(page);
  // Letters would be fetched once they are drawn, which is too late.
  await page.evaluate(async () => {
    const placeholders = [...document.querySelectorAll("textarea")].map((field) => field.placeholder);
    const shown = document.body.innerText + placeholders.join("");
    await Promise.all(["Noto Sans SC", "Noto Color Emoji"].map((name) => document.fonts.load(`1em "${name}"`, shown)));
  });
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: resolve(folder, `${name}.png`) });
}

/** The page takes fonts from its own server only, so they are put there. */
async function lendFonts(page: Page): Promise<void> {
  const isDressed = await page.evaluate(() => document.adoptedStyleSheets.length > 0);
  if (isDressed) return;
  for (const [index, { files }] of fonts.entries()) {
    await page.route(`**/lent-${index}/*`, (route) => {
      const name = new URL(route.request().url()).pathname.split("/").at(-1) ?? "";
      return route.fulfill({ path: resolve(files, name) });
    });
  }
  const css = fonts.map((font, index) => font.css.replaceAll("./files/", `/lent-${index}/`)).join("\n");
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${text}\n:root { font-family: system-ui, "Noto Sans SC", "Noto Color Emoji" !important; }`);
    document.adoptedStyleSheets = [sheet];
  }, css);
}
