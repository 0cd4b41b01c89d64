/** What somebody new to the page runs into, in a real browser: clocks, buttons that ask, focus, a second window. */
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { NoMoreFollowUps, type Reply, type Request, sentences } from "../../core/index.ts";
import { describeChromium } from "../skips.ts";
import { seriousFindings } from "./accessibility.ts";
import { fitsItsWidth, launchBrowser, visit } from "./browser.ts";
import { type RunningPage, startPage } from "./page-kit.ts";
import { smallPng } from "./small-core.ts";

/** What a finger 40 pixels wide, put on its middle, presses beside. */
function tooSmallToPress(window: Page): Promise<string[]> {
  return window.evaluate(() => {
    const reach = 19;
    const presses = (one: Element, [across, down]: readonly [number, number]) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2 + across, top + height / 2 + down);
      return hit !== null && one.contains(hit);
    };
    const all = [...document.querySelectorAll("button:not(.picture), summary, input")].filter((one) =>
      one.checkVisibility(),
    );
    const small = all.filter((one) => {
      one.scrollIntoView({ block: "center" });
      return ![[-reach, 0] as const, [reach, 0] as const, [0, -reach] as const, [0, reach] as const].every((at) =>
        presses(one, at),
      );
    });
    return small.map(({ textContent, className }) => `${className}: ${textContent}`);
  });
}

// A loaded machine starts a browser slowly.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const words = sentences("en").page.chat;
const answers = { a: "Because.", b: "Why not?" };
const phone = { viewport: { width: 360, height: 740 } };

describeChromium("a newcomer's first minutes", () => {
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

  async function ask(window: Page): Promise<string> {
    await window.fill("#question", "Why?");
    await window.press("#question", "Enter");
    await window.locator(".waiting").waitFor();
    return page.core.battles.at(-1)!;
  }

  async function askAndOpen(window: Page): Promise<string> {
    const battle = await ask(window);
    const draw = { battle, hash: "0".repeat(64), statement: null };
    page.core.draws.set(battle, draw);
    await page.core.open(battle, answers, { followUps: true, draw });
    await window.locator(`[data-post="${battle}"] .ballot`).waitFor();
    return battle;
  }

  /** As the arena answers a vote of whoever asked. */
  function answerVotes(): void {
    const press = page.core.press.bind(page.core);
    page.core.press = async (pressed) => ({
      ...(await press(pressed)),
      countsAt: new Date(Date.now() + 580_000),
      images: [],
      buttons: [
        { label: "Change", action: "change:0123456789abcdef" },
        { label: "Close the battle", action: "close:0123456789abcdef" },
      ],
    });
  }

  const answerWith = (reply: (request: Request) => Reply | undefined) => {
    const handle = page.core.handle.bind(page.core);
    page.core.handle = async (request) => reply(request) ?? handle(request);
  };

  const vote = (window: Page) => window.locator(".content > .ballot button").first().click();

  it("show how long the answers have taken", async () => {
    const { page: window } = await visit(browser, page.address, phone);
    await ask(window);
    const waited = window.locator(".waiting .waited");
    const before = await waited.textContent();
    expect(before).toMatch(/\d:\d\d/);
    await vi.waitFor(async () => expect(await waited.textContent()).not.toBe(before), { timeout: 10_000 });
    expect(await fitsItsWidth(window)).toBe(true);
  });

  it("show after a vote when it counts, and close the battle only at a second press", async () => {
    answerVotes();
    const { page: window } = await visit(browser, page.address, phone);
    await askAndOpen(window);
    await vote(window);
    const line = window.locator(".note .counts");
    expect(await line.textContent()).toMatch(/^Your vote counts in 9:\d\d, or as soon as you close the battle\.$/);
    const before = await line.textContent();
    await vi.waitFor(async () => expect(await line.textContent()).not.toBe(before), { timeout: 10_000 });

    // A board lacks that vote still.
    answerWith(({ text }) => {
      const images = [{ png: smallPng, alt: "One" }];
      return text === "/board"
        ? { text: "The board.", buttons: [], images, models: ["One"], private: false }
        : undefined;
    });
    await window.fill("#question", "/board");
    await window.press("#question", "Enter");
    const onBoard = window.locator(".content > .counts");
    await onBoard.getByText(/^Your vote counts in 9:\d\d\.$/).waitFor();

    const presses = page.core.presses.length;
    const close = window.locator(".note button").last();
    await close.click();
    expect(await close.textContent()).toBe(words.closeAsk);
    expect(await seriousFindings(window)).toEqual([]);
    await window.locator("#question").focus();
    expect(await close.textContent()).toBe("Close the battle");
    await close.click();
    expect(page.core.presses).toHaveLength(presses);
    // The page hears of the close before it has the answer, which was given while the battle was open.
    const press = page.core.press;
    page.core.press = async (pressed) => {
      await page.core.close(page.core.battles.at(-1)!, answers);
      await window.locator(".content > .ballot").waitFor({ state: "detached" });
      return press(pressed);
    };
    await close.click();
    await vi.waitFor(() => expect(page.core.presses.at(-1)!.action).toBe("close:0123456789abcdef"));
    await line.waitFor({ state: "detached" });
    await onBoard.waitFor({ state: "hidden" });
  });

  it("press nothing that is smaller than a fingertip", async () => {
    answerVotes();
    const row = { name: "Model One", organization: "One", rankLabel: "1", rating: 1000, ratingLabel: "1000" };
    const headings = { rank: "Rank", model: "Model", rating: "Rating", votes: "Votes" };
    const rows = [{ ...row, detail: "±9", lower: 991, upper: 1009, votes: 9 }];
    const images = [{ png: smallPng, alt: "One" }];
    const board = { text: "The board.", buttons: [], images, models: ["Model One"], private: false };
    answerWith(({ text }) => {
      if (text === "/leaderboard") return { ...board, table: { headings, rows } };
      return text === "/models" ? board : undefined;
    });
    const { page: window } = await visit(browser, page.address, { ...phone, hasTouch: true, isMobile: true });
    await askAndOpen(window);
    await vote(window);
    await window.locator(".note .counts").waitFor();
    await window.locator("#leaderboard").tap();
    await window.locator(".board").waitFor();
    await window.locator("#models").tap();
    await window.locator(".models").waitFor();
    expect(await tooSmallToPress(window)).toEqual([]);
    // However narrow a column's figures are, its heading is one line.
    for (const heading of await window.locator(".board thead button").all())
      expect((await heading.boundingBox())!.height).toBeLessThan(48);
    // Their small print is ten pixels high where they are as wide as the phone.
    await window.locator(".board-picture > summary").tap();
    for (const picture of await window.locator(".picture img").all())
      expect((await picture.boundingBox())!.width).toBeCloseTo(phone.viewport.width, 0);
    expect(await fitsItsWidth(window)).toBe(true);
  });

  it("see the whole of a message that cannot be sent yet", async () => {
    const { page: window } = await visit(browser, page.address, { viewport: { width: 360, height: 420 } });
    await askAndOpen(window);
    await window.context().setOffline(true);
    await window.fill("#question", "And at night?");
    await window.press("#question", "Enter");
    const unsent = window.locator(".outbox > .message");
    await unsent.getByText(words.notSentYet).waitFor();
    const bottomOf = async (one: Locator) => one.evaluate((element) => element.getBoundingClientRect().bottom);
    expect(await bottomOf(unsent)).toBeLessThan((await bottomOf(window.locator("#scroller"))) + 1);
  });

  it("keep the keyboard's place when what was pressed is replaced by what it brought", async () => {
    answerVotes();
    const { page: window } = await visit(browser, page.address);
    await askAndOpen(window);
    await vote(window);
    await window.getByRole("button", { name: "Change" }).focus();
    await window.keyboard.press("Enter");
    await vi.waitFor(() => expect(page.core.presses).toHaveLength(2));
    await window.locator("[data-busy]").waitFor({ state: "detached" });
    expect(await window.evaluate(() => document.activeElement?.closest(".note-place") !== null)).toBe(true);
    expect(await window.evaluate(() => document.activeElement?.textContent)).toBe("Change");
  });

  it("are offered no follow-up that would be refused, and lose no words to one that is", async () => {
    const { page: window } = await visit(browser, page.address);
    await askAndOpen(window);
    const followUp = window.getByRole("button", { name: words.followUp });
    await followUp.click();
    answerWith(({ followUp: follows }) => {
      if (follows) throw new NoMoreFollowUps("Somebody has voted.");
      return undefined;
    });
    await window.fill("#question", "And at night?");
    await window.press("#question", "Enter");
    await window.locator("#problem").getByText("Somebody has voted.").waitFor();
    expect(await window.locator("#follow-up").isVisible()).toBe(false);
    expect(await window.inputValue("#question")).toBe("And at night?");
    await vote(window);
    expect(await window.locator("#problem").textContent()).toBe("");
    await followUp.waitFor({ state: "hidden" });
  });

  it("see their vote in a second window at once, and what they were told", async () => {
    answerVotes();
    const { page: window } = await visit(browser, page.address);
    const second = await window.context().newPage();
    await second.goto(page.address);
    await askAndOpen(window);
    await second.locator(".ballot").waitFor();
    await vote(window);
    await second.locator('.ballot button[aria-pressed="true"]').waitFor();
    await second.locator(".note .counts").waitFor();
  });

  it("press commands in the help rather than type them", async () => {
    const text = "Use:\n\n- `/battle [#TASK] [QUESTION]`: ask\n- `/profile me | @SOMEBODY`: what you like";
    answerWith(({ text: said }) => (said === "/help" ? { text, buttons: [], images: [], private: true } : undefined));
    const { page: window } = await visit(browser, page.address, phone);
    await window.locator("#help").click();
    await window.locator(".command").first().waitFor();
    expect(await window.locator(".command button").allTextContents()).toEqual(["/battle", "/profile me"]);
    expect(await window.locator(".command span").allTextContents()).toEqual(["ask", "what you like"]);
    expect(await fitsItsWidth(window)).toBe(true);
    await window.getByRole("button", { name: "/profile me" }).click();
    await vi.waitFor(() => expect(page.core.requests.at(-1)!.text).toBe("/profile me"));
  });

  it("see a picture as their screen is set, and open a profile by a name in it", async () => {
    const dark = Buffer.concat([smallPng, Buffer.from("dark")]);
    answerWith(({ text }) => {
      if (text !== "/dark") return undefined;
      const images = [{ png: smallPng, dark, alt: "One" }];
      return { text: "The board.", buttons: [], images, models: ["Model One"], private: false };
    });
    const shown = async (colorScheme: "dark" | "light") => {
      const { page: window } = await visit(browser, page.address, { colorScheme });
      await window.fill("#question", "/dark");
      await window.press("#question", "Enter");
      const picture = window.locator(".picture img").last();
      await picture.waitFor();
      await window.locator(".models").last().getByRole("button", { name: "Model One" }).waitFor();
      return picture.evaluate((one) => (one instanceof HTMLImageElement ? one.currentSrc : ""));
    };
    expect(await shown("dark")).not.toBe(await shown("light"));
    const { page: window } = await visit(browser, page.address);
    await window.locator(".models").last().getByRole("button", { name: "Model One" }).click();
    await vi.waitFor(() => expect(page.core.requests.at(-1)!.text).toBe("/profile Model One"));
  });

  it("let an operator, and nobody else, ask why there are no answers", async () => {
    const { token } = (await page.operators.addFirst())!;
    const { page: window } = await visit(browser, page.address);
    const operator = await visit(browser, `${page.address}/#operator=${token}`);
    const battle = await ask(window);
    const again = [{ label: "Ask again", action: "again" }];
    await page.core.platform().edit(battle, { text: "No answers.", buttons: again, images: [], why: "why:battle" });
    await operator.page.getByRole("button", { name: words.why }).click();
    await operator.page.locator(".note").waitFor();
    expect(page.core.presses.at(-1)).toMatchObject({ action: "why:battle", runsArena: true });
    await window.getByRole("button", { name: "Ask again" }).waitFor();
    expect(await window.getByRole("button", { name: words.why }).count()).toBe(0);
  });

  it("have one message counted for one battle, however often it changes", async () => {
    const { page: window } = await visit(browser, page.address, { viewport: { width: 800, height: 400 } });
    await askAndOpen(window);
    await window.locator("#scroller").evaluate((scroller) => (scroller.scrollTop = 0));
    await window.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    const other = await visit(browser, page.address);
    await askAndOpen(other.page);
    await window.locator(".ballot").nth(1).waitFor();
    expect(await window.title()).toBe("(1) Doubleblind");
  });
});
