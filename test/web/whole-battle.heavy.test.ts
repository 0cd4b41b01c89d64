/** Two people, one browser each, battles in the whole product: on a desk and a phone, in two languages, light and dark. */
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { describeChromium } from "../skips.ts";
import { layoutShift, seriousFindings } from "./accessibility.ts";
import { fitsItsWidth, launchBrowser, type Visitor, visit, withMotion } from "./browser.ts";
import { takePicture } from "./pictures-of-pages.ts";
import { startWholeArena, type WholeArena } from "./whole-arena.ts";

const minute = 60_000;

// The browser, the models, the store and the pictures share two cores with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describeChromium("battles between two people", () => {
  let arena: WholeArena;
  let browser: Browser;
  let asker: Visitor;
  let other: Visitor;

  beforeAll(async () => {
    [arena, browser] = await Promise.all([startWholeArena(), launchBrowser()]);
    asker = await visit(browser, `${arena.address}/#operator=${arena.token}`, {
      ...withMotion,
      ...{ viewport: { width: 1280, height: 800 }, colorScheme: "light" },
    });
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
    other = await visit(browser, arena.address, { ...withMotion, ...phone, locale: "zh-CN", colorScheme: "dark" });
  });

  afterAll(async () => {
    await browser?.close();
    await arena?.end();
  });

  const both = () => [asker, other];
  const ballot = ({ page }: Visitor): Locator => page.locator(".content .ballot button");
  const pressed = (visitor: Visitor) =>
    Promise.all([0, 1, 2, 3].map((place) => ballot(visitor).nth(place).getAttribute("aria-pressed")));
  const names = () => new RegExp(arena.names.join("|"));
  const note = (visitor: Visitor): Locator => visitor.page.locator(".note");
  const reveal = /A (was|是) ?Demo \w+.*B (was|是) ?Demo \w+/;

  it("begin with an invitation", async () => {
    for (const [visitor, name] of [
      [asker, "empty-desk-light-en"],
      [other, "empty-phone-dark-zh"],
    ] as const) {
      expect(await visitor.page.locator(".chip").count()).toBe(3);
      expect(await seriousFindings(visitor.page)).toEqual([]);
      await takePicture(visitor.page, name);
    }
  });

  it("go from the question to the names and the board", async () => {
    const question = await asker.page.locator(".chip").first().textContent();
    await asker.page.locator(".chip").first().click();
    for (const visitor of both()) {
      await ballot(visitor).nth(3).waitFor();
      expect(await visitor.page.locator(".words").textContent()).toBe(question);
      expect(await visitor.page.locator(".answer").count()).toBe(2);
      expect(await visitor.page.locator("#threads").textContent()).not.toMatch(names());
    }
    const answer = (visitor: Visitor) => visitor.page.locator(".answer > .text").allTextContents();
    expect(await answer(asker)).toEqual(await answer(other));
    expect((await answer(asker)).every((text) => text.length > 10)).toBe(true);

    await ballot(asker).nth(0).click();
    await note(asker).getByText("You chose A").waitFor();
    expect(await pressed(asker)).toEqual(["true", "false", "false", "false"]);
    expect(await pressed(other)).toEqual([null, null, null, null]);
    await ballot(other).nth(1).click();
    await note(other).locator("strong", { hasText: "B" }).waitFor();
    expect(await note(asker).textContent()).not.toMatch(names());

    await note(asker).getByRole("button", { name: "names" }).click();
    await note(asker).getByText(reveal).waitFor();
    const writers = (visitor: Visitor) => visitor.page.locator(".answer .writer").allTextContents();
    expect((await writers(asker)).every((name) => arena.names.includes(name))).toBe(true);
    expect(await note(asker).locator(".writer").allTextContents()).toEqual(await writers(asker));
    expect(await asker.page.locator(".answer.chosen").count()).toBe(1);
    // The names went to one person, and no further.
    expect(await other.page.locator("main").textContent()).not.toMatch(names());

    expect(await note(other).getByRole("button").count()).toBeGreaterThan(0);
    arena.clock.advance(10 * minute);
    for (const visitor of both()) {
      await visitor.page.locator(".content").getByText(reveal).waitFor();
      expect(await ballot(visitor).count()).toBe(0);
      expect(await note(visitor).locator(".buttons").count()).toBe(0);
    }
    await asker.page.getByText("You voted: A is better").waitFor();
    expect(await writers(other)).toEqual(await writers(asker));
    expect(await asker.page.locator(".tally").getAttribute("aria-label")).toBe("A is better: 1, B is better: 1");

    for (const visitor of both()) {
      await visitor.page.locator('[data-action^="draw:"]').click();
      await visitor.page.locator(".verdict.drawSeen").waitFor();
    }

    await other.page.locator("#leaderboard").click();
    for (const visitor of both()) {
      await visitor.page.locator(".board").getByRole("button", { name: names() }).first().waitFor();
      await visitor.page.locator(".board-picture > summary").click();
      const picture = visitor.page.locator(".picture img");
      const width = picture.evaluate(async (image: HTMLImageElement) => {
        await image.decode();
        return image.naturalWidth;
      });
      expect(await width).toBeGreaterThan(300);
      expect(await picture.getAttribute("alt")).toMatch(names());
    }
    expect([...asker.misdeeds, ...other.misdeeds]).toEqual([]);
    expect(arena.errors).toEqual([]);
  });

  it("lose and double nothing when the network is cut in the middle", async () => {
    const { page: window } = asker;
    await window.fill("#question", "Sort 3, 1 and 2 in Python. What does it cost for n numbers?");
    await window.keyboard.press("Enter");
    for (const visitor of both()) await ballot(visitor).nth(3).waitFor();
    await window.context().setOffline(true);
    await window.getByText("The connection is lost").waitFor();
    await ballot(asker).nth(2).click();
    await note(asker).last().getByText("Not saved yet").waitFor();
    await window.fill("#question", "Said while nobody could hear it?");
    await window.keyboard.press("Enter");
    await window.locator(".unsent").getByText("Not sent yet").waitFor();
    await takePicture(window, "cut-desk-light-en");
    // Meanwhile the others go on.
    await other.page.fill("#question", "还有人在吗？");
    await other.page.locator("#send").click();
    await other.page.locator(".words").getByText("还有人在吗？").waitFor();
    await window.context().setOffline(false);
    await window.getByText("Connected again").waitFor();
    await note(asker).last().getByText("You chose tie").waitFor();
    for (const { page } of both()) {
      await page.locator(".message:not(.unsent) .words").getByText("Said while nobody could hear it?").waitFor();
      const said = await page.locator("#threads .words").allTextContents();
      expect(said.slice(-2).toSorted()).toEqual(["Said while nobody could hear it?", "还有人在吗？"]);
      expect(said).toHaveLength(5);
    }
    expect(await window.locator(".unsent").count()).toBe(0);
    await arena.settled();
    expect([...asker.misdeeds, ...other.misdeeds].filter((one) => !one.includes("ERR_INTERNET"))).toEqual([]);
  });

  it("can be voted on by keys, while nobody is writing", async () => {
    const post = other.page.locator(".post:has(.ballot)").last();
    await post.locator(".answer").first().click();
    await other.page.keyboard.press("x");
    await post.locator(".note").waitFor();
    await post.locator('.content .ballot button:nth-child(4)[aria-pressed="true"]').waitFor();
    for (const { page } of both()) expect(await page.locator(".reaction .count").count()).toBe(0);
  });

  it("are all there for somebody who comes later, and for who comes back, with their own votes", async () => {
    const late = await visit(browser, arena.address, { viewport: { width: 320, height: 640 } });
    await late.page.locator(".answer").nth(1).waitFor();
    await late.page.locator(".board").waitFor();
    expect(await late.page.locator(".own").count()).toBe(0);
    expect(await fitsItsWidth(late.page)).toBe(true);
    const name = await asker.page.locator("#you").textContent();
    await asker.page.reload();
    await asker.page.locator(".board").waitFor();
    expect(await asker.page.locator("#you").textContent()).toBe(name);
    expect(await asker.page.locator("#threads .own").count()).toBe(3);
    await asker.page.getByText("You voted: A is better").waitFor();
    const second = asker.page.locator(".post:has(.ballot)").first();
    await second.locator('.ballot button:nth-child(3)[aria-pressed="true"]').first().waitFor();
    await second.locator(".note").getByText("You chose tie").waitFor();
    expect(await layoutShift(asker.page)).toBeLessThan(0.1);
    expect(await layoutShift(late.page)).toBeLessThan(0.1);
    await takePicture(late.page, "history-tiny-light-en");
  });

  it("show a picture large, by keyboard too, and give the focus back", async () => {
    const { page: window } = asker;
    await window.locator(".board-picture:not([open]) > summary").first().click();
    const picture = window.locator(".post .picture").first();
    await picture.focus();
    await window.keyboard.press("Enter");
    const viewer = window.getByRole("dialog");
    await viewer.locator("img").waitFor();
    for (let steps = 0; steps < 5; steps += 1) {
      await window.keyboard.press("Tab");
      const outside = await window.evaluate(
        () => document.activeElement !== document.body && !document.activeElement?.closest("dialog"),
      );
      expect(outside).toBe(false);
    }
    expect(await viewer.locator("img").getAttribute("alt")).toMatch(names());
    expect(await seriousFindings(window)).toEqual([]);
    await takePicture(window, "viewer-desk-light-en");
    await window.keyboard.press("Escape");
    await viewer.waitFor({ state: "hidden" });
    expect(await picture.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it("are read by everybody: no serious finding of axe, at any width, light and dark", async () => {
    await other.page.locator("#question").fill("/");
    await other.page.locator("#completions [role=option]").first().waitFor();
    for (const [visitor, name] of [
      [asker, "battles-desk-light-en"],
      [other, "commands-phone-dark-zh"],
    ] as const) {
      expect([name, await seriousFindings(visitor.page)]).toEqual([name, []]);
      await takePicture(visitor.page, name);
    }
    await other.page.locator("#question").fill("");
    await asker.page.locator("#scroller").evaluate((scroller) => (scroller.scrollTop = 0));
    for (const [width, colorScheme] of [
      [320, "dark"],
      [768, "light"],
      [2560, "dark"],
    ] as const) {
      await asker.page.setViewportSize({ width, height: 900 });
      await asker.page.emulateMedia({ colorScheme });
      expect(await fitsItsWidth(asker.page)).toBe(true);
      expect([width, await seriousFindings(asker.page)]).toEqual([width, []]);
      await takePicture(asker.page, `battles-${width}-${colorScheme}-en`);
    }
  });

  it("are spoken of in the other language at a click, in the community's colours", async () => {
    const { page: window } = asker;
    await window.fill("#question", "/settings theme light");
    await window.keyboard.press("Enter");
    await window.locator("#threads .words").getByText("/settings theme light").waitFor();
    await window.setViewportSize({ width: 1280, height: 800 });
    await window.locator("#language").click();
    await window.getByRole("button", { name: "排行榜", exact: true }).waitFor();
    expect(await window.getAttribute("html", "lang")).toBe("zh-Hans");
    // The system is dark; what the community has chosen counts for more.
    expect(await window.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(245, 244, 240)");
    await takePicture(window, "battles-desk-community-zh");
  });
});
