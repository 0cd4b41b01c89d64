/** Two people, one browser each, one whole battle, in the whole product. */
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { describeChromium } from "../skips.ts";
import { launchBrowser, type Visitor, visit } from "./browser.ts";
import { startWholeArena, type WholeArena } from "./whole-arena.ts";

const minute = 60_000;

// The browser, the models, the store and the pictures share two cores with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describeChromium("a battle between two people", () => {
  let arena: WholeArena;
  let browser: Browser;
  let asker: Visitor;
  let other: Visitor;

  beforeAll(async () => {
    [arena, browser] = await Promise.all([startWholeArena(), launchBrowser()]);
    asker = await visit(browser, arena.address);
    other = await visit(browser, arena.address, { locale: "zh-CN", viewport: { width: 360, height: 740 } });
  });

  afterAll(async () => {
    await browser?.close();
    await arena?.end();
  });

  const ballot = (visitor: Visitor): Locator => visitor.page.locator(".content .ballot button");
  const names = () => new RegExp(arena.names.join("|"));
  const note = (visitor: Visitor): Locator => visitor.page.locator(".note");

  it("goes from the question to the names and the board", async () => {
    const question = await asker.page.locator(".chip").first().textContent();
    await asker.page.locator(".chip").first().click();
    for (const visitor of [asker, other]) {
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
    const pressed = async (visitor: Visitor) =>
      Promise.all([0, 1, 2, 3].map((place) => ballot(visitor).nth(place).getAttribute("aria-pressed")));
    expect(await pressed(asker)).toEqual(["true", "false", "false", "false"]);
    expect(await pressed(other)).toEqual([null, null, null, null]);
    await ballot(other).nth(1).click();
    await note(other).locator("strong", { hasText: "B" }).waitFor();
    expect(await note(asker).textContent()).not.toMatch(names());

    await note(asker).getByRole("button", { name: "names" }).click();
    await note(asker)
      .getByText(/A was Demo \w+.*B was Demo \w+/)
      .waitFor();
    // The names went to one person, and no further.
    expect(await other.page.locator("main").textContent()).not.toMatch(names());

    expect(await note(other).getByRole("button").count()).toBeGreaterThan(0);
    arena.clock.advance(10 * minute);
    for (const visitor of [asker, other]) {
      await visitor.page
        .locator(".content")
        .getByText(/A was Demo \w+.*B was Demo \w+/)
        .waitFor();
      expect(await ballot(visitor).count()).toBe(0);
      expect(await note(visitor).getByRole("button").count()).toBe(0);
    }

    for (const visitor of [asker, other]) {
      await visitor.page.getByRole("button", { name: "Check the draw" }).click();
      await visitor.page.locator(".verdict.drawSeen").waitFor();
    }

    await other.page.locator("#leaderboard").click();
    for (const visitor of [asker, other]) {
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

  it("is all there for somebody who comes later, and for who comes back", async () => {
    const late = await visit(browser, arena.address);
    await late.page.locator(".answer").nth(1).waitFor();
    await late.page.locator(".picture img").waitFor();
    expect(await late.page.locator(".own").count()).toBe(0);
    const name = await asker.page.locator("#you").textContent();
    await asker.page.reload();
    await asker.page.locator(".picture img").waitFor();
    expect(await asker.page.locator("#you").textContent()).toBe(name);
    expect(await asker.page.locator(".own").count()).toBe(1);
  });
});
