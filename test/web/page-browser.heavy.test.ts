/** The page in a real browser: what strangers write does nothing, nothing is lost, and a keyboard is enough. */
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { arenaVersion, Refusal } from "../../core/index.ts";
import { describeChromium } from "../skips.ts";
import { fitsItsWidth, launchBrowser, visit, withMotion } from "./browser.ts";
import { type RunningPage, startPage } from "./page-kit.ts";
import { pathologicalTexts } from "./pathological-texts.ts";

// A loaded machine starts a browser slowly.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const hostile = [
  '<img src=x onerror="alert(1)">',
  "<script>alert(2)</script>",
  "<svg onload=alert(3)><style>*{display:none}</style>",
  "[link](javascript:alert(4)) [data](data:text/html,<script>alert(5)</script>)",
  "![tracker](https://tracker.example/pixel.png) ![local](/api/events)",
  '<form action="https://evil.example"><input name=q><button>Send</button></form>',
  '<a href="https://evil.example" onclick="alert(6)" style="position:fixed;inset:0">cover</a>',
  '<iframe src="https://evil.example"></iframe><meta http-equiv=refresh content="0;url=https://evil.example">',
  "<div class=ballot id=composer>fake</div>",
  "</div></section></article></main><h1>out</h1>",
  "[fine](https://example.org/path)",
  `|${" column |".repeat(60)}\n|${"---|".repeat(60)}\n|${" cell |".repeat(60)}`,
  "x".repeat(3_000),
  `${"> ".repeat(300)}deep`,
  `${"*a **b ".repeat(200)}`,
  "\u202Ereversed \u0301\u0301\u0301\u0301",
  "\\(a_1 * b_1 * c\\) and $$x^2$$ for $5 or $10",
  "\\(\\href{javascript:alert(7)}{y}\\) \\(\\htmlStyle{position:fixed}{y}\\) $$\\htmlClass{ballot}{y}$$",
  "\\[\\includegraphics{https://tracker.example/formula.png}\\] \\(\\def\\x{\\x\\x}\\x\\)",
  "```html\n<b>never closed",
].join("\n\n");

describeChromium("the page in a browser", () => {
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

  /** Asks a first question and lets its battle open. */
  async function askAndOpen(window: Page): Promise<string> {
    await window.fill("#question", "Why?");
    await window.press("#question", "Enter");
    await window.locator(".waiting").waitFor();
    const battle = page.core.battles[0]!;
    await page.core.open(battle, { a: "Because.", b: "Why not?" });
    return battle;
  }

  it("is harmed by nothing a model writes", async () => {
    const visitor = await visit(browser, page.address, { ...withMotion, viewport: { width: 320, height: 640 } });
    await visitor.page.fill("#question", "<b>Why?</b> *really*");
    await visitor.page.press("#question", "Enter");
    await visitor.page.locator(".waiting").waitFor();
    await page.core.open(page.core.battles[0]!, { a: hostile, b: "Fine." });
    await visitor.page.locator(".ballot").waitFor();

    expect(await visitor.page.locator(".words").textContent()).toBe("<b>Why?</b> *really*");
    const [a, b] = [visitor.page.locator(".answer").nth(0), visitor.page.locator(".answer").nth(1)];
    // Formulas are set once what sets them has been loaded.
    await a.locator(".katex").nth(1).waitFor();
    expect(await b.locator("> .text").textContent()).toBe("Fine.\n");
    const text = (await a.locator("> .text").textContent()) ?? "";
    for (const shown of [
      "<script>alert(2)</script>",
      "<iframe",
      "<form",
      "<div class=ballot",
      "a_1 * b_1 * c",
      "for $5 or $10",
    ]) {
      expect(text).toContain(shown);
    }
    expect(text).toContain("<b>never closed");
    const unwanted = "img, script, style, form, input, button:not(.copy), iframe, svg, meta, [style], [onclick], [id]";
    expect(await a.locator(`:is(${unwanted}):not(.katex *)`).count()).toBe(0);
    const evil = ".katex :is(img, a, script, .ballot, [style*=fixed], [onclick], [id])";
    expect(await a.locator(evil).count()).toBe(0);
    expect(await a.locator(".katex").count()).toBeGreaterThanOrEqual(2);
    expect(await a.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href")))).toEqual([
      "https://tracker.example/pixel.png",
      "https://example.org/path",
    ]);
    const fine = a.getByRole("link", { name: "fine" });
    expect(await fine.getAttribute("rel")).toBe("noopener noreferrer nofollow");
    expect(await fine.getAttribute("target")).toBe("_blank");
    expect(await fitsItsWidth(visitor.page)).toBe(true);
    expect(await visitor.page.locator(".ballot").count()).toBe(1);
    expect(await visitor.page.locator(".ballot button").first().isVisible()).toBe(true);
    expect(visitor.misdeeds).toEqual([]);
  });

  it("shows every post whatever one of them holds, to newcomers too, and sets what can be set", async () => {
    const texts = Object.entries(pathologicalTexts);
    const honest = "**Fine:** $x^2$\n\n$$\\frac{a}{b}$$\n\n|a|b|\n|-|-|\n|1|2|\n\n```js\nlet x = 1;\n```";
    const { platform } = page.core;
    for (const [index, [, text]] of texts.entries()) {
      const answers = { a: `Begun.\n\n${text}\n\nDone.`, b: honest };
      await platform().post("local", { text: "Closed.", answers, buttons: [], images: [] }, `post-${index}`);
    }
    await page.restart();
    const { page: window, misdeeds } = await visit(browser, page.address, { viewport: { width: 360, height: 740 } });
    window.on("crash", () => misdeeds.push("crash"));
    await window
      .locator(`[data-post="post-${texts.length - 1}"] .answer`)
      .nth(1)
      .waitFor();
    const shown = await window.locator(".answer > .text").evaluateAll((all) =>
      all.map((text) => ({
        words: `${text.textContent?.slice(0, 6)} ${text.textContent?.includes("Done.")}`,
        elements: Math.ceil(text.querySelectorAll("*").length / 40_000),
        isTall: text.getBoundingClientRect().height > 1_000_000,
        isDeep: text.querySelector(Array.from({ length: 200 }, () => "*").join(">")) !== null,
        set: ["strong", ".katex .mfrac", "table", ".hljs-keyword"].filter((one) => text.querySelector(one)).length,
        isMarked: text.querySelector(".not-set") !== null,
      })),
    );
    for (const [index, [name]] of texts.entries()) {
      const [a, b] = shown.slice(2 * index, 2 * index + 2);
      expect([name, a]).toEqual([name, { ...a, words: "Begun. true", elements: 1, isTall: false, isDeep: false }]);
      expect([name, b?.set, b?.isMarked]).toEqual([name, 4, false]);
    }
    expect(shown[0]?.isMarked).toBe(true);
    expect(await fitsItsWidth(window)).toBe(true);
    expect(misdeeds).toEqual([]);
  });

  it("puts the answers side by side on a desk, one below the other on a phone", async () => {
    const desk = await visit(browser, page.address, { viewport: { width: 1280, height: 800 } });
    await desk.page.fill("#question", "Why?");
    await desk.page.press("#question", "Enter");
    await desk.page.locator(".waiting").waitFor();
    await page.core.open(page.core.battles[0]!, { a: "Because.", b: "Why not?" });
    const phone = await visit(browser, page.address, { viewport: { width: 360, height: 740 } });
    const boxes = async ({ page: window }: typeof desk) => {
      await window.locator(".answer").nth(1).waitFor();
      return (await Promise.all([0, 1].map((index) => window.locator(".answer").nth(index).boundingBox()))).map(
        (box) => box!,
      );
    };
    const [deskA, deskB] = await boxes(desk);
    expect(deskB!.y).toBe(deskA!.y);
    expect(deskB!.width).toBeCloseTo(deskA!.width, 0);
    expect(deskB!.x).toBeGreaterThan(deskA!.x + deskA!.width);
    const [phoneA, phoneB] = await boxes(phone);
    expect(phoneB!.x).toBe(phoneA!.x);
    expect(phoneB!.y).toBeGreaterThan(phoneA!.y + phoneA!.height);
  });

  it("keeps a refused message in the field and says why", async () => {
    const { page: window } = await visit(browser, page.address);
    await window.fill("#question", "/refuse");
    await window.press("#question", "Enter");
    await window.getByRole("alert").getByText("Not today.").waitFor();
    expect(await window.inputValue("#question")).toBe("/refuse");
    await window.fill("#question", "/secret");
    await window.press("#question", "Enter");
    await window.locator(".post.private").waitFor();
    expect(await window.getByRole("alert").allTextContents()).toEqual(["", ""]);
    expect(await window.inputValue("#question")).toBe("");
  });

  it("can be used with the keyboard alone", async () => {
    const { page: window } = await visit(browser, page.address);
    await window.keyboard.type("one");
    await window.keyboard.press("Shift+Enter");
    await window.keyboard.type("two");
    await window.keyboard.press("Enter");
    await window.locator(".waiting").waitFor();
    expect(page.core.requests[0]?.text).toBe("one\ntwo");
    await page.core.open(page.core.battles[0]!, { a: "Because.", b: "Why not?" });
    const first = window.locator(".ballot button").first();
    await first.waitFor();
    // Past the button that attaches files.
    for (let steps = 0; steps < 5; steps += 1) await window.keyboard.press("Shift+Tab");
    expect(
      await first.evaluate((button) => button === document.activeElement && button.matches(":focus-visible")),
    ).toBe(true);
    expect(await first.evaluate((button) => getComputedStyle(button).outlineStyle)).toBe("solid");
    await window.keyboard.press("Enter");
    await window.locator(".note").waitFor();
    expect(page.core.presses.map((press) => press.action)).toEqual(["vote:a"]);
    // An edit of the post does not throw the keyboard out of its place.
    await page.core.open(page.core.battles[0]!, { a: "Because!", b: "Why not?" });
    await window.getByText("Because!").waitFor();
    expect(await first.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await window.locator(".note").count()).toBe(1);
  });

  it("takes the buttons of a private answer away when the battle has closed", async () => {
    const { page: window } = await visit(browser, page.address);
    const battle = await askAndOpen(window);
    await window.locator(".ballot button").first().click();
    const names = window.locator(".note").getByRole("button", { name: "Names" });
    await names.waitFor();
    await page.core.close(battle, { a: "Because.", b: "Why not?" });
    await window.getByText("Closed. A was X").waitFor();
    expect(await names.count()).toBe(0);
    expect(await window.locator(".note").textContent()).toContain("You pressed vote:a.");

    // An answer that was on its way when the battle closed offers nothing either.
    await page.core.open(battle, { a: "Because.", b: "Why not?" });
    const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { press } = page.core;
    page.core.press = async (pressed) => {
      asked.resolve();
      await answered.promise;
      return press(pressed);
    };
    await window.locator(".ballot button").nth(1).click();
    await asked.promise;
    await page.core.close(battle, { a: "Because.", b: "Why not?" });
    await window.getByText("Closed. A was X").waitFor();
    answered.resolve();
    await window.getByText("You pressed vote:b.").waitFor();
    expect(await names.count()).toBe(0);
  });

  it("marks the choice taken, moves the mark with the vote and keeps it", async () => {
    const { page: window } = await visit(browser, page.address);
    const battle = await askAndOpen(window);
    const buttons = window.locator(".ballot button");
    await buttons.nth(3).waitFor();
    const pressed = () => buttons.evaluateAll((all) => all.map((button) => button.getAttribute("aria-pressed")));
    const mark = (place: number) =>
      buttons.nth(place).evaluate((button) => getComputedStyle(button, "::before").content);
    expect(await pressed()).toEqual([null, null, null, null]);
    await buttons.nth(0).click();
    await window.getByText("You pressed vote:a.").waitFor();
    expect(await pressed()).toEqual(["true", "false", "false", "false"]);
    expect(await mark(0)).toContain("✓");
    await buttons.nth(2).click();
    await window.getByText("You pressed vote:tie.").waitFor();
    expect(await pressed()).toEqual(["false", "false", "true", "false"]);
    expect(await mark(0)).toBe("none");

    // Neither an edit nor a vote that is refused moves it.
    await page.core.open(battle, { a: "Because!", b: "Why not?" });
    await window.getByText("Because!").waitFor();
    page.core.press = async () => {
      throw new Refusal("Your vote is locked.");
    };
    await buttons.nth(1).click();
    await window.getByText("Your vote is locked.").waitFor();
    expect(await pressed()).toEqual(["false", "false", "true", "false"]);
  });

  it("does not send while an input method composes", async () => {
    const { page: window } = await visit(browser, page.address, { locale: "zh-CN" });
    const session = await window.context().newCDPSession(window);
    await session.send("Input.imeSetComposition", { text: "ni", selectionStart: 2, selectionEnd: 2 });
    await window.keyboard.press("Enter");
    await session.send("Input.insertText", { text: "你好" });
    await window.keyboard.press("Enter");
    await window.locator(".waiting").waitFor();
    expect(page.core.requests.map((request) => request.text)).toEqual([expect.stringContaining("你好")]);
    expect(page.core.requests[0]?.language).toBe("zh");
  });

  it("tells of a lost connection and catches up by itself", async () => {
    const visitor = await visit(browser, page.address);
    const { page: window } = visitor;
    await window.fill("#question", "Why?");
    await window.press("#question", "Enter");
    await window.locator(".waiting").waitFor();
    const restarted = page.restart();
    await window.getByText("The connection is lost").waitFor();
    await restarted;
    await page.core.open(page.core.battles[0]!, { a: "Because.", b: "Why not?" });
    await window.getByText("Why not?").waitFor();
    await window.locator("#connection:not(.lost)").waitFor({ state: "attached" });
    expect(await window.locator(".thread").count()).toBe(1);
    await window.locator(".ballot button").first().click();
    await window.getByText("You pressed vote:a.").waitFor();
  });

  it("sends by itself, once, what it could not send while nobody answered", async () => {
    const { page: window } = await visit(browser, page.address);
    await askAndOpen(window);
    await window.locator(".ballot").waitFor();
    await window.route(/\/api\/(actions|messages)$/, (route) => route.abort());
    await window.locator(".ballot button").first().click();
    await window.locator(".note.problem").getByText("Not saved yet").waitFor();
    await window.fill("#question", "And now?");
    await window.press("#question", "Enter");
    await window.locator(".unsent").getByText("Not sent yet").waitFor();
    expect([page.core.requests.length, page.core.presses.length]).toEqual([1, 0]);
    await window.unrouteAll();
    await page.restart();
    await window.getByText("Connected again").waitFor();
    await window.getByText("You pressed vote:a.").waitFor();
    await window.locator(".message:not(.unsent) .words").getByText("And now?").waitFor();
    expect(await window.locator(".unsent, .note.problem").count()).toBe(0);
    expect(page.core.requests.map(({ text }) => text)).toEqual(["Why?", "And now?"]);
    expect(page.core.presses.map(({ action }) => action)).toEqual(["vote:a"]);
  });

  it("says nothing twice when it is the answer that gets lost, and keeps what is unsent over a reload", async () => {
    const { page: window } = await visit(browser, page.address);
    // The server gets it; the page hears nothing.
    await window.route(/\/api\/messages$/, async (route) => {
      if (page.core.requests.length === 0) await route.fetch();
      await route.abort();
    });
    await window.fill("#question", "Once?");
    await window.press("#question", "Enter");
    await window.locator(".waiting").waitFor();
    await window.locator(".unsent").waitFor({ state: "detached" });
    await window.fill("#question", "Later?");
    await window.press("#question", "Enter");
    await window.locator(".unsent").getByText("Not sent yet").waitFor();
    await window.fill("#question", "Half a thought");
    await window.reload();
    await window.locator(".unsent").getByText("Later?").waitFor();
    expect(await window.inputValue("#question")).toBe("Half a thought");
    await window.unrouteAll();
    await page.restart();
    await window.locator(".unsent").waitFor({ state: "detached" });
    await window.locator("#threads .words").nth(1).waitFor();
    expect(await window.locator(".message .words").allTextContents()).toEqual(["Once?", "Later?"]);
    expect(page.core.requests.map(({ text }) => text)).toEqual(["Once?", "Later?"]);
  });

  it("takes a person whose cookie is gone for somebody new, and loses nothing they wrote", async () => {
    const { page: window } = await visit(browser, page.address);
    await window.context().clearCookies();
    await window.fill("#question", "Why?");
    await window.press("#question", "Enter");
    await window.locator(".waiting").waitFor();
    expect(page.core.requests.map((request) => request.text)).toEqual(["Why?"]);
  });

  it.each(["light", "dark"] as const)("has words one can read in %s colours", async (colorScheme) => {
    const { page: window } = await visit(browser, page.address, { colorScheme });
    await window.fill("#question", "/secret");
    await window.press("#question", "Enter");
    await window.locator(".private .text").waitFor();
    expect(await window.locator("#version").textContent()).toBe(`Doubleblind ${arenaVersion}`);
    for (const selector of [
      ".private .text",
      ".private-mark",
      ".words",
      "#tagline",
      "#send",
      "#keys",
      "#version",
      ".buttons button",
    ]) {
      expect([selector, await contrastOf(window.locator(selector).first())]).toEqual([selector, expect.any(Number)]);
      expect(await contrastOf(window.locator(selector).first())).toBeGreaterThan(4.5);
    }
  });
});

/** WCAG 2 contrast of an element's text against the nearest background behind it. */
function contrastOf(locator: Locator): Promise<number> {
  return locator.evaluate((element) => {
    const parse = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (color: string) => {
      const [red = 0, green = 0, blue = 0] = parse(color).map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    let behind: Element | null = element;
    while (behind && parse(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
    const background = luminance(behind ? getComputedStyle(behind).backgroundColor : "rgb(255, 255, 255)");
    const text = luminance(getComputedStyle(element).color);
    return (Math.max(text, background) + 0.05) / (Math.min(text, background) + 0.05);
  });
}
