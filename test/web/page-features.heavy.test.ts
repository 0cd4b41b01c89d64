/** What people expect of a chat: commands that complete, files, code, formulas, pictures, and a title that tells of news. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { sentences } from "../../core/index.ts";
import { describeChromium } from "../skips.ts";
import { seriousFindings } from "./accessibility.ts";
import { launchBrowser, visit, withMotion } from "./browser.ts";
import { type RunningPage, startPage } from "./page-kit.ts";
import { takePicture } from "./pictures-of-pages.ts";
import { smallPng } from "./small-core.ts";

// A loaded machine starts a browser slowly.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const words = sentences("en").page.chat;
const code = "```python\ndef twice(x):\n    return 2 * x\n```";
const answers = {
  a: `Like this:\n\n${code}\n\nIt costs \\(O(1)\\), and $5.`,
  b: "$$\\frac{a}{b}$$\n\n- one\n- two",
};

describeChromium("the page as a chat", () => {
  let browser: Browser;
  let page: RunningPage;

  beforeAll(async () => {
    [browser, page] = await Promise.all([launchBrowser(), startPage()]);
  });
  afterEach(async () => {
    page.core.reactionMode = "out-of-sight";
    await Promise.all(browser.contexts().map((context) => context.close()));
  });
  afterAll(async () => {
    await browser?.close();
    await page?.end();
  });

  async function askAndOpen(window: Page): Promise<string> {
    await window.fill("#question", "Why?");
    await window.press("#question", "Enter");
    await window.locator(".waiting").waitFor();
    const battle = page.core.battles.at(-1)!;
    await page.core.open(battle, answers, { reactions: true });
    await window.locator(`[data-post="${battle}"] .ballot`).waitFor();
    return battle;
  }

  it("writes both answers out at the same pace, sets their formulas, and colours and copies their code", async () => {
    const { page: window, misdeeds } = await visit(browser, page.address, withMotion);
    await window.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await askAndOpen(window);
    await window.waitForFunction(() => CSS.highlights.get("unwritten")?.size === 2);
    await window.waitForFunction(() => CSS.highlights.get("unwritten")?.size === 0);
    expect(await window.locator(".unwritten").count()).toBe(0);
    const [a, b] = [window.locator(".answer").nth(0), window.locator(".answer").nth(1)];
    expect(await a.locator(".hljs-keyword").allTextContents()).toEqual(["def", "return"]);
    expect(await a.locator(".katex annotation").textContent()).toBe("O(1)");
    expect(await a.locator("> .text").textContent()).toContain("and $5.");
    expect(await b.locator(".formula.display .mfrac").count()).toBe(1);
    await a.getByRole("button", { name: words.copyCode }).click();
    await a.getByRole("button", { name: words.copied }).waitFor();
    expect(await window.evaluate(() => navigator.clipboard.readText())).toBe("def twice(x):\n    return 2 * x");
    expect(misdeeds).toEqual([]);
    // What was there before is not written out again, nor anything for those who want no motion.
    await window.reload();
    await window.locator(".ballot").waitFor();
    expect(await window.evaluate(() => CSS.highlights.size)).toBe(0);
    await window.emulateMedia({ reducedMotion: "reduce" });
    await askAndOpen(window);
    expect(await window.evaluate(() => CSS.highlights.size)).toBe(0);
  });

  it("completes commands by keys and by touch", async () => {
    const { page: window } = await visit(browser, page.address, { hasTouch: true });
    const field = window.locator("#question");
    const options = window.getByRole("option");
    await field.pressSequentially("/l");
    await options.nth(1).waitFor();
    expect(await options.allTextContents()).toEqual([
      expect.stringMatching(/^\/leaderboard the ratings/),
      expect.stringMatching(/^\/language /),
    ]);
    await field.press("ArrowDown");
    await field.press("ArrowDown");
    expect(await field.getAttribute("aria-activedescendant")).toBe("completion-1");
    await field.press("Enter");
    expect(await field.inputValue()).toBe("/language ");
    await window.locator("#usage").getByText("/language [en|zh|auto]").waitFor();
    await options.getByText("zh").tap();
    expect(await field.inputValue()).toBe("/language zh ");
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    await field.press("Escape");
    await window.getByRole("listbox").waitFor({ state: "hidden" });
    expect(page.core.requests.some(({ text }) => text.startsWith("/language"))).toBe(false);
  });

  it("sends files that are chosen, pasted or dropped, and shows them", async () => {
    const { page: window, misdeeds } = await visit(browser, page.address);
    const chosen = { name: "chosen.png", mimeType: "image/png", buffer: smallPng };
    await window.setInputFiles("#files", [chosen, { ...chosen, name: "large.png", buffer: Buffer.alloc(21_000_000) }]);
    await window.getByRole("alert").getByText("large.png is too large").waitFor();
    for (const kind of ["paste", "drop"]) {
      await window.evaluate((type) => {
        const data = new DataTransfer();
        data.items.add(new File(["some words"], `${type}.txt`, { type: "text/plain" }));
        const how = { bubbles: true, cancelable: true };
        const event =
          type === "paste"
            ? new ClipboardEvent("paste", { ...how, clipboardData: data })
            : new DragEvent("drop", { ...how, dataTransfer: data });
        document.querySelector("#question")?.dispatchEvent(event);
      }, kind);
    }
    expect(await window.locator("#attached .file-name").allTextContents()).toEqual([
      "chosen.png",
      "paste.txt",
      "drop.txt",
    ]);
    expect(await window.locator("#attached canvas").count()).toBe(1);
    await window.getByRole("button", { name: "Do not send paste.txt" }).click();
    await window.locator("#send").click();
    const said = window.locator("#threads .message").last();
    await said.locator(".file").getByText("drop.txt").waitFor();
    expect(await said.locator(".picture img").getAttribute("alt")).toBe("chosen.png");
    expect(page.core.requests.at(-1)!.files!.map(({ name }) => name)).toEqual(["chosen.png", "drop.txt"]);
    const [download] = await Promise.all([window.waitForEvent("download"), said.locator(".file").click()]);
    expect(download.suggestedFilename()).toBe("drop.txt");
    await page.core.open(page.core.battles.at(-1)!, answers);
    await window.locator(".waiting").waitFor({ state: "detached" });
    expect(misdeeds).toEqual([]);
  });

  it("shows open reactions to everybody, with how many there are", async () => {
    page.core.reactionMode = "open";
    const one = await visit(browser, page.address);
    const battle = await askAndOpen(one.page);
    const other = await visit(browser, page.address);
    const reaction = (window: Page) => window.locator(`[data-post="${battle}"] .reaction`).first();
    // Beside the buttons none is offered before somebody has reacted, as other clients of the page can.
    expect(await reaction(one.page).count()).toBe(0);
    await one.page.evaluate(async (post) => {
      const body = JSON.stringify({ post, choice: "a", change: "added" });
      await fetch("/api/reactions", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    }, battle);
    await reaction(other.page).locator(".count").getByText("1").waitFor();
    await reaction(other.page).click();
    await reaction(one.page).locator(".count").getByText("2").waitFor();
    expect(await reaction(one.page).getAttribute("aria-label")).toBe(`${words.choiceA}: 2`);
    await reaction(other.page).click();
    await reaction(one.page).locator(".count").getByText("1").waitFor();
  });

  it("counts in the title what comes while nobody looks, marks it, and leads to it", async () => {
    const { page: window } = await visit(browser, page.address, { viewport: { width: 800, height: 500 } });
    const hide = (hidden: boolean) =>
      window.evaluate((now) => {
        Object.defineProperty(document, "hidden", { value: now, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
    await window.locator(".ballot").last().waitFor();
    await window.locator("#scroller").evaluate((scroller) => (scroller.scrollTop = 0));
    await hide(true);
    const other = await visit(browser, page.address);
    await askAndOpen(other.page);
    await window.getByRole("button", { name: /New messages: \d/ }).waitFor();
    expect(await window.title()).toBe("(1) Doubleblind");
    await window.locator(".unread-line").waitFor({ state: "attached" });
    await hide(false);
    expect(await window.title()).toBe("Doubleblind");
    await window.getByRole("button", { name: /New messages/ }).click();
    await window.locator("#newer").waitFor({ state: "hidden" });
  });

  it("asks for the code of a page that is open to others, and for nothing once it was given", async () => {
    const open = await startPage({ host: "0.0.0.0" });
    try {
      const context = await browser.newContext({ locale: "en-US", viewport: { width: 390, height: 844 } });
      const window = await context.newPage();
      await window.goto(open.address);
      await window.getByLabel(words.joinCode).fill("WRONGONE");
      await window.getByRole("button", { name: words.join }).click();
      await window.getByText("That is not the code of this page").waitFor();
      expect(await window.locator("#composer").isVisible()).toBe(false);
      expect(await seriousFindings(window)).toEqual([]);
      await takePicture(window, "join-phone-light-en");
      await window.getByLabel(words.joinCode).fill(open.entrance.split("#join=")[1]!);
      await window.keyboard.press("Enter");
      await window.locator("#composer").waitFor();
      await window.reload();
      await window.locator("#composer").waitFor();
    } finally {
      await Promise.all(browser.contexts().map((context) => context.close()));
      await open.end();
    }
  });

  it("makes an operator of whoever opens the link, and keeps its token out of the address bar", async () => {
    const open = await startPage({ host: "0.0.0.0" });
    try {
      const { token } = (await open.operators.addFirst())!;
      const window = await (await browser.newContext({ locale: "en-US" })).newPage();
      await window.goto(`${open.address}/#operator=${"x".repeat(43)}`);
      await window.getByText("This operator's link is not valid").waitFor();
      expect(new URL(window.url()).hash).toBe("");
      expect(await window.locator("#composer").isVisible()).toBe(false);
      expect(await seriousFindings(window)).toEqual([]);
      // In the same tab: a browser loads nothing anew by itself.
      await window.goto(`${open.address}/#operator=${token}`);
      await window.locator("#composer").waitFor();
      await window.setViewportSize({ width: 360, height: 700 });
      await window.locator("#you").getByText(words.operator).waitFor();
      expect(new URL(window.url()).hash).toBe("");
      expect(await window.locator("#notice").textContent()).toBe("");
      const cut = await window
        .locator("#you, #title")
        .evaluateAll((all) => all.map((one) => one.scrollWidth > one.clientWidth));
      expect(cut).toEqual([false, false]);
      await window.reload();
      await window.locator("#you").getByText(words.operator).waitFor();
    } finally {
      await Promise.all(browser.contexts().map((context) => context.close()));
      await open.end();
    }
  });
});
