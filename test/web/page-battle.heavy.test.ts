/** A battle at the page, in a real browser: follow-ups, the check of the draw, and taking a vote back. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { hashStatement, type PublishedDraw, Refusal, type Reply, sentences } from "../../core/index.ts";
import { describeChromium } from "../skips.ts";
import { fitsItsWidth, launchBrowser, visit } from "./browser.ts";
import { type RunningPage, startPage } from "./page-kit.ts";
import { ballot } from "./small-core.ts";

// A loaded machine starts a browser slowly.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const words = sentences("en").page.chat;
const answers = { a: "Because.", b: "Why not?" };

describeChromium("a battle at the page", () => {
  let browser: Browser;
  let page: RunningPage;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    page = await startPage();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await page.end();
  });

  /** Asks, lets the battle open, and gives its post. */
  async function askAndOpen(window: Page, question = "Why?", draw?: PublishedDraw): Promise<string> {
    await window.fill("#question", question);
    await window.press("#question", "Enter");
    await window.locator(".waiting").waitFor();
    const battle = page.core.battles.at(-1)!;
    await page.core.open(battle, answers, { followUps: true, ...(draw && { draw }) });
    await window.locator(`[data-post="${battle}"] .ballot`).waitFor();
    return battle;
  }

  const focused = (window: Page) => window.evaluate(() => document.activeElement?.id);

  it("goes on in its thread when its asker follows up by a click", async () => {
    const { page: window, misdeeds } = await visit(browser, page.address, { viewport: { width: 320, height: 640 } });
    const battle = await askAndOpen(window, `Why \u202Eis\n${"x".repeat(500)}`);
    const other = await visit(browser, page.address);
    await other.page.locator(".ballot").waitFor();
    expect(await other.page.getByRole("button", { name: words.followUp }).count()).toBe(0);

    await window.getByRole("button", { name: words.followUp }).click();
    expect(await focused(window)).toBe("question");
    expect(await window.locator("#follow-up-to").textContent()).toMatch(/^Follow-up to: Why \u202Eis x{20,}$/);
    expect(await fitsItsWidth(window)).toBe(true);
    await window.keyboard.type("And at night?");
    await window.locator("#send").click();
    await window.locator(".waiting").waitFor();
    expect(page.core.requests.at(-1)).toMatchObject({ text: "And at night?", inReplyTo: battle });
    expect(await window.locator("#follow-up").isVisible()).toBe(false);
    expect(await window.inputValue("#question")).toBe("");

    await page.core.open(page.core.battles[1]!, answers);
    await window.locator(".waiting").waitFor({ state: "detached" });

    // The next message is a new question again.
    await askAndOpen(window, "Something else?");
    expect(page.core.requests.at(-1)).not.toHaveProperty("inReplyTo");
    const threads = await window
      .locator(".thread")
      .evaluateAll((all) =>
        all.map((thread) => [...thread.querySelectorAll("[data-post]")].map((post) => post.className)),
      );
    expect(threads).toEqual([
      ["message", "post", "message", "post"],
      ["message", "post"],
    ]);
    expect(misdeeds).toEqual([]);
  });

  it("is followed up, and given up, with the keyboard alone", async () => {
    const { page: window } = await visit(browser, page.address);
    const battle = await askAndOpen(window);
    const button = window.getByRole("button", { name: words.followUp });
    const begin = async () => {
      await button.focus();
      await window.keyboard.press("Enter");
      expect(await focused(window)).toBe("question");
    };
    await begin();
    const field = window.getByRole("textbox", { name: words.followUpQuestion });
    expect(await field.getAttribute("aria-describedby")).toContain("follow-up-to");
    await window.keyboard.type("And at night?");
    await window.keyboard.press("Escape");
    expect(await window.locator("#follow-up").isVisible()).toBe(false);
    expect(await focused(window)).toBe("question");
    expect(await window.getByRole("textbox", { name: words.question }).inputValue()).toBe("And at night?");

    await begin();
    await window.keyboard.press("Shift+Tab");
    await window.keyboard.press("Shift+Tab");
    expect(await focused(window)).toBe("follow-up-cancel");
    await window.keyboard.press("Enter");
    expect([await focused(window), await window.locator("#follow-up").isVisible()]).toEqual(["question", false]);

    await begin();
    await window.keyboard.press("Enter");
    await window.locator(".waiting").waitFor();
    expect(page.core.requests.at(-1)).toMatchObject({ text: "And at night?", inReplyTo: battle });
  });

  it("keeps a follow-up that is refused in the field, as a follow-up, and says why", async () => {
    const { page: window } = await visit(browser, page.address);
    await askAndOpen(window);
    await window.getByRole("button", { name: words.followUp }).click();
    page.core.handle = async () => {
      throw new Refusal("Voting has begun \u202Eon “this”.");
    };
    await window.keyboard.type("And at night?");
    await window.keyboard.press("Enter");
    const said = window.getByRole("alert").getByText("Voting has begun");
    await said.waitFor();
    // Nothing in a sentence may turn the rest of it round.
    expect(await said.textContent()).toBe("Voting has begun on “this”.");
    expect(await window.inputValue("#question")).toBe("And at night?");
    expect(await window.locator("#follow-up").isVisible()).toBe(true);
  });

  it("offers no follow-up once it goes on below, and keeps the keyboard's place and the open hash", async () => {
    const { page: window } = await visit(browser, page.address);
    const draw = sealed("a battle");
    const battle = await askAndOpen(window, "Why?", { ...draw, statement: null });
    await window.locator(".draw summary").focus();
    await window.keyboard.press("Enter");
    await page.core.open(battle, { a: "Because!", b: "No." }, { followUps: true, draw: { ...draw, statement: null } });
    await window.getByText("Because!").waitFor();
    expect(await window.locator(".draw").evaluate((details: HTMLDetailsElement) => details.open)).toBe(true);
    expect(await window.evaluate(() => document.activeElement?.tagName)).toBe("SUMMARY");
    expect(await window.locator(".hash code").textContent()).toBe(draw.hash);
    await page.core.open(battle, answers, { text: "It goes on below.", buttons: [] });
    await window.getByText("It goes on below.").waitFor();
    expect(await window.locator(".post button, .draw").count()).toBe(0);
  });

  it("marks no choice any more once the vote is withdrawn", async () => {
    const { page: window } = await visit(browser, page.address);
    await askAndOpen(window);
    const reply = (text: string, labels: string[]): Reply => ({
      text,
      buttons: labels.map((label) => ({ label, action: ballot.includes(label) ? `vote:${label}` : label })),
      images: [],
      private: true,
    });
    page.core.press = async ({ action }) => {
      if (action === "Change") return reply("Choose again.", [...ballot, "Withdraw"]);
      return action === "Withdraw" ? reply("Withdrawn.", []) : reply("You voted.", ["Change"]);
    };
    const choices = window.locator(".content .ballot button");
    const pressed = () => choices.evaluateAll((all) => all.map((button) => button.getAttribute("aria-pressed")));
    await choices.nth(1).click();
    await window.getByRole("button", { name: "Change" }).click();
    await window.getByText("Choose again.").waitFor();
    expect(await pressed()).toEqual(["false", "true", "false", "false"]);
    const withdraw = window.getByRole("button", { name: "Withdraw" });
    expect(await withdraw.getAttribute("aria-pressed")).toBeNull();
    await withdraw.click();
    await window.getByText("Withdrawn.").waitFor();
    expect(await pressed()).toEqual(["false", "false", "false", "false"]);
  });

  function sealed(battle: string): { battle: string; hash: string; statement: string; fits: true } {
    const statement = `doubleblind-draw-1\nbattle=${battle}\na=one\nb=two\nsalt=00\n`;
    return { battle, hash: hashStatement(statement), statement, fits: true };
  }

  /** A battle whose ballot somebody sees and which then closes; its draw is told as `told` when it is checked. */
  async function checkAfterClose(window: Page, told: PublishedDraw, meanwhile?: () => Promise<unknown>) {
    const draw = sealed("a battle");
    const battle = await askAndOpen(window, "Why?", { battle: draw.battle, hash: draw.hash, statement: null });
    const buttons = [{ label: "Check the draw", action: "draw" }];
    await page.core.close(battle, answers, undefined, { buttons, draw });
    page.core.press = async () => ({ text: "As told.", draw: told, buttons: [], images: [], private: true });
    const check = window.getByRole("button", { name: "Check the draw" });
    await check.waitFor();
    await meanwhile?.();
    await check.click();
    await window.getByText("As told.").waitFor();
    return window.locator(".verdict").textContent();
  }

  it("has its draw recomputed in the browser after the close", async () => {
    const { page: window, misdeeds } = await visit(browser, page.address);
    expect(await checkAfterClose(window, sealed("a battle"))).toBe(words.drawSeen);
    const late = await visit(browser, page.address);
    await late.page.getByRole("button", { name: "Check the draw" }).click();
    await late.page.getByText(words.drawNotSeen).waitFor();
    expect([...misdeeds, ...late.misdeeds]).toEqual([]);
  });

  const swapped = sealed("a battle").statement.replace("a=one\nb=two", "a=two\nb=one");
  it.each([
    ["another statement under the same hash", { ...sealed("a battle"), statement: swapped }],
    [
      "another statement with a hash that fits",
      { ...sealed("a battle"), statement: swapped, hash: hashStatement(swapped) },
    ],
    ["the draw of another battle", sealed("another battle")],
  ])("has a browser warn of %s", async (_name, told) => {
    const { page: window } = await visit(browser, page.address);
    expect(await checkAfterClose(window, told)).toBe(words.drawChanged);
  });

  it("has a browser warn when the ballot it noted carried another hash", async () => {
    const { page: window } = await visit(browser, page.address);
    const tamper = () =>
      window.evaluate(() => {
        const key = "doubleblind-draws";
        const noted = JSON.parse(localStorage.getItem(key)!) as [string, string][];
        localStorage.setItem(key, JSON.stringify(noted.map(([battle]) => [battle, "0".repeat(64)])));
      });
    expect(await checkAfterClose(window, sealed("a battle"), tamper)).toBe(words.drawChanged);
  });

  it("is noted by its hash for a while only: the newest two hundred are", async () => {
    const { page: window } = await visit(browser, page.address);
    const old = Array.from({ length: 200 }, (_, index) => [`battle ${index}`, "0"]);
    await window.evaluate((noted) => localStorage.setItem("doubleblind-draws", JSON.stringify(noted)), old);
    const draw = sealed("a battle");
    await askAndOpen(window, "Why?", { ...draw, statement: null });
    const noted = await window.evaluate(() => JSON.parse(localStorage.getItem("doubleblind-draws")!) as unknown);
    expect(noted).toEqual([...old.slice(1), [draw.battle, draw.hash]]);
  });

  it("says so where a browser cannot recompute hashes", async () => {
    await page.end();
    page = await startPage({ host: "0.0.0.0" });
    const { page: window } = await visit(browser, page.entrance.replace("localhost", "arena.test"));
    expect(await window.evaluate(() => isSecureContext)).toBe(false);
    expect(await checkAfterClose(window, sealed("a battle"))).toBe(words.drawNotChecked);
  });

  it("is disturbed by no character that turns or hides text", async () => {
    const { page: window, misdeeds } = await visit(browser, page.address, { viewport: { width: 360, height: 740 } });
    const evil = "\u202Eabc \u2067def \u200B\u200D\u200F\u0007\u001b[31m ghi";
    await window.fill("#question", evil);
    await window.press("#question", "Enter");
    await window.locator(".waiting").waitFor();
    await page.core.open(page.core.battles[0]!, {
      a: `${evil}\n\n- ${evil}\n- plain words`,
      b: "Fine \u202E`code` words",
    });
    await window.locator(".ballot").waitFor();
    // Where the first and the last letter of a text stand: left to right, as the page's own words do.
    const runs = (selector: string) =>
      window.locator(selector).evaluateAll((elements) =>
        elements.map((element) => {
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          const node = walker.nextNode()!;
          const at = (offset: number) => {
            const range = document.createRange();
            range.setStart(node, offset);
            range.setEnd(node, offset + 1);
            return range.getBoundingClientRect().left;
          };
          return at(0) < at((node.textContent?.trimEnd().length ?? 0) - 1);
        }),
      );
    expect(await runs(".author, .by time, .content > .text p, .answer li + li, .answer code")).toEqual(
      Array.from({ length: 6 }, () => true),
    );
    expect(await fitsItsWidth(window)).toBe(true);
    expect(misdeeds).toEqual([]);
  });
});
