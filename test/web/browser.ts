/** People in a real browser: each context is a person with cookies of their own. */
import { type Browser, type BrowserContextOptions, chromium, type Page as BrowserPage } from "playwright-core";
import { chromiumPath } from "../what-is-here.ts";

/**
 * Of the browser's own windows, the lists under the address field are pages with hundreds of scripts, loaded anew for each
 * person: as much work as the page itself.
 */
const addressField = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"];

/** What Playwright turns off by the same flag, whose last one counts: what would lead elsewhere or ask servers. */
const asPlaywright = [
  ...["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "PaintHolding"],
  ...["HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "ThirdPartyStoragePartitioning", "PreconnectToSearch"],
  ...["OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "LensOverlay", "MediaRouter", "Translate"],
];

const chromiumFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${[...addressField, ...asPlaywright].join(",")}`,
  // A name that browsers do not trust as they trust this machine's own.
  "--host-resolver-rules=MAP arena.test 127.0.0.1",
];

export function launchBrowser(): Promise<Browser> {
  if (!chromiumPath) throw new Error("no Chromium");
  return chromium.launch({ executablePath: chromiumPath, args: chromiumFlags, timeout: 100_000 });
}

/** A page somebody looks at, and everything it did that it should not. */
export type Visitor = { page: BrowserPage; misdeeds: string[] };

/** As most people have set it. Drawing motion sixty times a second without a graphics card is work: see {@link visit}. */
export const withMotion: BrowserContextOptions = { reducedMotion: "no-preference" };

/** Opens the page as a new person and waits until it can be written to; unless told, as somebody who wants no motion. */
export async function visit(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ locale: "en-US", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const misdeeds: string[] = [];
  page.on("pageerror", (error) => misdeeds.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    misdeeds.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(address).origin)) misdeeds.push(`request: ${request.url()}`);
  });
  page.on("console", (message) => {
    // The browser itself notes every refused request and every broken connection.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      misdeeds.push(message.text());
  });
  await page.goto(address);
  await page.locator("#composer").waitFor();
  return { page, misdeeds };
}

/** Whether nothing on the page is wider than the window. */
export function fitsItsWidth(page: BrowserPage): Promise<boolean> {
  return page.evaluate(() => {
    const scroller = document.querySelector("#scroller");
    return (
      document.documentElement.scrollWidth <= innerWidth && scroller !== null && scroller.scrollWidth <= innerWidth
    );
  });
}
