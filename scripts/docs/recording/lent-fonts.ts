/** Letters for a page in a browser, so that its pictures are the same on machines without fonts of their own. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const families = ["Noto Sans", "Noto Sans SC Variable", "Noto Color Emoji"];
const sheets = [
  ...["@fontsource/noto-sans/400.css", "@fontsource/noto-sans/600.css", "@fontsource/noto-sans/700.css"],
  // Of the emoji the one file: browsers draw nothing of the parts it is also cut into.
  ...["@fontsource-variable/noto-sans-sc/wght.css", "@fontsource/noto-color-emoji/emoji.css"],
];
const fonts = sheets.map((sheet) => {
  const path = fileURLToPath(import.meta.resolve(sheet));
  return { files: resolve(dirname(path), "files"), css: readFileSync(path, "utf8") };
});

/**
 * Lends the page our fonts, and loads what is shown at once: once it is drawn would be too late for a picture.
 * @param more what will be shown later.
 */
export async function lendFonts(page: Page, more = ""): Promise<void> {
  await putOnServer(page);
  await page.evaluate(
    async ({ names, later }) => {
      const placeholders = [...document.querySelectorAll("textarea")].map((field) => field.placeholder);
      const shown = document.body.innerText + placeholders.join("") + later;
      const looks = names.flatMap((name) => [400, 600, 700].map((weight) => `${weight} 1em "${name}"`));
      await Promise.all(looks.map((look) => document.fonts.load(look, shown)));
    },
    { names: families, later: more },
  );
}

/** The page takes fonts from its own server only. */
async function putOnServer(page: Page): Promise<void> {
  const isDressed = await page.evaluate(() => document.adoptedStyleSheets.length > 0);
  if (isDressed) return;
  for (const [index, { files }] of fonts.entries()) {
    await page.route(`**/lent-${index}/*`, (route) => {
      const name = new URL(route.request().url()).pathname.split("/").at(-1) ?? "";
      return route.fulfill({ path: resolve(files, name) });
    });
  }
  const css = fonts.map((font, index) => font.css.replaceAll("./files/", `/lent-${index}/`)).join("\n");
  const stack = families.map((name) => `"${name}"`).join(", ");
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, `${css}\n:root { font-family: ${stack} !important; }`);
}
