/** Every hostile text on the page, in a real browser: as a question, as an answer, and in a reply to one person. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { everyHostileText } from "../hostile-texts.ts";
import { describeChromium } from "../skips.ts";
import { fitsItsWidth, launchBrowser, visit } from "./browser.ts";
import { type RunningPage, startPage } from "./page-kit.ts";

// Hundreds of texts, and a loaded machine starts a browser slowly.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

describeChromium("every hostile text", () => {
  let browser: Browser;
  let page: RunningPage;
  beforeAll(async () => {
    [browser, page] = await Promise.all([launchBrowser(), startPage()]);
  });
  afterAll(async () => {
    await browser?.close();
    await page?.end();
  });

  it("is shown in its place, and runs, loads, covers and widens nothing", async () => {
    const { page: seen, misdeeds } = await visit(browser, page.address, { viewport: { width: 360, height: 700 } });
    await seen.fill("#question", "Why?");
    await seen.press("#question", "Enter");
    await seen.locator(".waiting").waitFor();
    const battle = page.core.battles[0]!;
    const found: string[] = [];
    for (const [index, text] of everyHostileText.entries()) {
      const footer = `This is round ${index}.`;
      await page.core.open(battle, { a: text, b: "Fine." }, { question: text, footer });
      await seen.getByText(footer, { exact: true }).waitFor();
      const state = await seen.evaluate(() => {
        const post = document.querySelector("article:has(.ballot)");
        const box = (element: Element | null | undefined) => element?.getBoundingClientRect();
        const [a, b] = post?.querySelectorAll(".answer") ?? [];
        return {
          attacked: "attacked" in window,
          ballots: document.querySelectorAll(".ballot button").length,
          foreign: document.querySelectorAll(
            "main :is(script, iframe, object, embed, form:not([id]), base, meta, link, style, svg image)",
          ).length,
          other: b?.querySelector(".text")?.textContent?.trim(),
          inOrder: (box(a)?.bottom ?? 1) <= (box(b)?.top ?? 0) + 1,
          title: document.title,
          at: location.href,
        };
      });
      const fits = await fitsItsWidth(seen);
      const { attacked, ballots, foreign, other, inOrder } = state;
      if (attacked || ballots !== 4 || foreign > 0 || other !== "Fine." || !inOrder || !fits)
        found.push(`${JSON.stringify(text.slice(0, 80))}: ${JSON.stringify({ ...state, fits })}`);
    }
    expect(found).toEqual([]);
    expect(misdeeds).toEqual([]);
    expect(seen.url().startsWith(page.address)).toBe(true);
  });
});
