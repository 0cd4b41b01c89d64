/** A board on the page, in a real browser: a table that is sorted and filtered, and the picture to share. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { type BoardTable, sentences } from "../../core/index.ts";
import { describeChromium } from "../skips.ts";
import { seriousFindings } from "./accessibility.ts";
import { fitsItsWidth, launchBrowser, visit } from "./browser.ts";
import { type RunningPage, startPage } from "./page-kit.ts";
import { takePicture } from "./pictures-of-pages.ts";
import { smallPng } from "./small-core.ts";

// A loaded machine starts a browser slowly.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const words = sentences("en").page.chat;

/** A ranked model whose interval reaches so far to either side. */
function row(
  name: string,
  rankLabel: string,
  rating: number,
  reach: number,
  votes: number,
): BoardTable["rows"][number] {
  const ends = { lower: rating - reach, upper: rating + reach };
  return {
    name,
    organization: `Makers of ${name}`,
    rankLabel,
    rating,
    ratingLabel: String(rating),
    detail: `±${reach}`,
    ...ends,
    votes,
  };
}

const table: BoardTable = {
  headings: { rank: "Rank", model: "Model", rating: "Rating", votes: "Votes" },
  rows: [
    row("Kimi K2", "1", 1120, 20, 120),
    row("a-model-whose-name-goes-on-and-on-2026-11-25-instruct", "2–4", 1040, 40, 1240),
    row("文心 4.5", "2–4", 1030, 35, 90),
    row("Command A", "3–5", 980, 30, 300),
    row("Aya", "5", 880, 45, 210),
    { ...row("Zephyr", "–", 990, 240, 4), ratingLabel: "≈990", faint: true, heading: "Not ranked yet: too few votes" },
  ],
};

describeChromium("a board on the page", () => {
  let browser: Browser;
  let page: RunningPage;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    page = await startPage();
    const handle = page.core.handle.bind(page.core);
    page.core.handle = async (request) =>
      request.text === "/leaderboard"
        ? {
            text: "**Kimi K2 is clear of the rest** · Leaderboard",
            buttons: [],
            images: [{ png: smallPng, alt: "The board" }],
            table,
            private: false,
          }
        : handle(request);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await page.end();
  });

  async function openBoard(options: Parameters<Browser["newContext"]>[0]): Promise<Page> {
    const { page: window } = await visit(browser, page.address, options);
    await window.locator("#leaderboard").click();
    await window.locator(".board").waitFor();
    return window;
  }
  const shown = (window: Page) => window.locator(".board .model .writer").allTextContents();
  const press = (window: Page, name: string) => window.locator(".board thead").getByRole("button", { name }).click();

  it("is sorted by a press on a heading, the other way by a second, and names its groups only in its own order", async () => {
    const window = await openBoard({});
    const names = table.rows.map(({ name }) => name);
    expect(await shown(window)).toEqual(names);
    expect(await window.locator(".board .group").allTextContents()).toEqual(["Not ranked yet: too few votes"]);
    await press(window, "Votes");
    expect((await shown(window)).slice(0, 2)).toEqual([names[1], names[3]]);
    expect(await window.locator('.board [aria-sort="ascending"]').textContent()).toBe("Votes");
    await press(window, "Votes");
    expect((await shown(window))[0]).toBe("Zephyr");
    expect(await window.locator(".board .group").count()).toBe(0);
    await press(window, "Model");
    expect((await shown(window)).at(0)).toBe(names[1]);
    await press(window, "Rank");
    expect(await shown(window)).toEqual(names);
  });

  it("is filtered by name or maker, and a name opens the profile", async () => {
    const window = await openBoard({});
    const filter = window.getByRole("searchbox", { name: words.findModel });
    await filter.fill("makers of c");
    expect(await shown(window)).toEqual(["Command A"]);
    await window.locator(".board").getByRole("button", { name: "Command A" }).click();
    await vi.waitFor(() => expect(page.core.requests.at(-1)!.text).toBe("/profile Command A"));
    await filter.fill("");
    expect(await shown(window)).toHaveLength(table.rows.length);
  });

  it.each([
    ["phone", 360, "light"],
    ["desk", 1440, "dark"],
  ] as const)("shows its figures and its picture on a %s, %i pixels wide (%s)", async (name, width, colorScheme) => {
    const window = await openBoard({ colorScheme, viewport: { width, height: 800 } });
    const [first] = await window.locator(".board tbody tr").allInnerTexts();
    for (const figure of ["1", "Kimi K2", "1120", "±20", "120"]) expect(first).toContain(figure);
    expect(await window.locator(".picture img").isVisible()).toBe(false);
    await takePicture(window, `board-${name}-${colorScheme}-en`);
    await window.getByText(words.boardPicture).click();
    expect(await window.locator(".picture img").getAttribute("alt")).toBe("The board");
    expect(await window.locator(".picture img").isVisible()).toBe(true);
    expect(await fitsItsWidth(window)).toBe(true);
    expect(await seriousFindings(window)).toEqual([]);
  });
});
