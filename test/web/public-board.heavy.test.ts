/** The public board in a real browser: nothing is wider than a narrow phone, and everybody can read it. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { describeChromium } from "../skips.ts";
import { seriousFindings } from "./accessibility.ts";
import { launchBrowser } from "./browser.ts";
import { type RunningPage, startPage } from "./page-kit.ts";
import { createSampleBoard, hostileName, samplePublishedDay } from "./published-days.ts";

// A loaded machine starts a browser slowly.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describeChromium("the public board", () => {
  let browser: Browser;
  let page: RunningPage;
  beforeAll(async () => {
    browser = await launchBrowser();
    const day = await samplePublishedDay(new Date("2030-01-02T00:10:00Z"), hostileName);
    page = await startPage({ publicBoard: { board: createSampleBoard([day]), listed: false } });
  });
  afterAll(async () => {
    await page.end();
    await browser.close();
  });

  it.each([
    ["/board", 320, "light"],
    ["/board?lang=zh&sort=votes", 1440, "dark"],
    ["/board/models/m0", 320, "dark"],
    ["/board/2029-01-01", 2560, "light"],
  ] as const)("can be read by everybody: %s at %i pixels, %s", async (path, width, colorScheme) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const tab = await context.newPage();
    const misdeeds: string[] = [];
    tab.on("pageerror", ({ message }) => misdeeds.push(message));
    tab.on("dialog", (dialog) => {
      misdeeds.push(dialog.message());
      void dialog.dismiss();
    });
    tab.on("request", (request) => {
      if (!request.url().startsWith(page.address)) misdeeds.push(request.url());
    });
    await tab.goto(page.address + path);
    expect(await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await seriousFindings(tab)).toEqual([]);
    expect(misdeeds).toEqual([]);
    await context.close();
  });
});
