/** Plays the story on the running page, in a browser, and takes its pictures. */
import type { Browser, Page } from "playwright-core";
import { sentences } from "../../../core/index.ts";
import { type Camera, createCamera, press } from "./camera.ts";
import { lendFonts } from "./lent-fonts.ts";
import { cast, type Story } from "./story.ts";

/** About as wide as pages of documents show pictures. */
const size = { width: 860, height: 820 };
const scale = 1.5;
/** How many letters are typed between two frames, and how long frames are seen, in milliseconds. */
const [lettersAtOnce, keyTime, waitTime] = [3, 70, 90];
/** No step of the story needs more of them. */
const mostFrames = 100;
const boardPicture = "img[src*='/images/']";

/** What was taken on the way, as files. */
export type Taken = {
  moving: Buffer;
  /** Both answers, before the vote. */
  battle: Buffer;
  /** The board's own picture, as it is posted. */
  board: Buffer;
};

/** @param address of the page. */
export async function recordStory(browser: Browser, address: string, story: Story): Promise<Taken> {
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: scale, locale: story.locale });
  const page = await context.newPage();
  await page.goto(address);
  await page.locator("#composer").waitFor();
  await lendFonts(page, lettersOf(story));
  const camera = createCamera(page, scale);

  await ask(page, camera, story.question);
  await shootUntil(page, camera, ".ballot");
  const battle = await page.screenshot();
  camera.hold(3500);
  await vote(page, camera, story);
  await showBoard(page, camera);
  const source = (await page.locator(boardPicture).last().getAttribute("src")) ?? "";
  const board = await (await context.request.get(new URL(source, address).href)).body();
  await context.close();
  return { moving: camera.develop(), battle, board };
}

/** All that will be read. */
function lettersOf(story: Story): string {
  const { battle, page } = sentences(story.language);
  return `${JSON.stringify([story, battle, page.chat, cast])}🅰️🅱️🤝👎`;
}

/** Votes for the better answer, and has the names shown. */
async function vote(page: Page, camera: Camera, { of, language }: Story): Promise<void> {
  const isFirst = (await page.locator(".answer").first().innerText()).includes(of);
  await press(page, camera, `.ballot [data-action$=":${isFirst ? "a" : "b"}"]`);
  await shootUntil(page, camera, ".note-place button");
  camera.hold(1000);
  await press(page, camera, `button:text-is("${sentences(language).battle.buttons.names}")`);
  const names = cast.map(({ name }) => name).join("|");
  await shootUntil(page, camera, `.note-place strong:text-matches("${names}")`);
  camera.hold(3000);
}

async function showBoard(page: Page, camera: Camera): Promise<void> {
  await press(page, camera, "#leaderboard");
  await shootUntil(page, camera, boardPicture);
  const picture = page.locator(boardPicture).last();
  await picture.evaluate((image) => image.scrollIntoView({ block: "start" }));
  await camera.shoot(5000);
}

async function ask(page: Page, camera: Camera, question: string): Promise<void> {
  await page.locator("#question").focus();
  await camera.shoot(1000);
  const letters = [...question];
  for (let at = 0; at < letters.length; at += lettersAtOnce) {
    await page.keyboard.insertText(letters.slice(at, at + lettersAtOnce).join(""));
    await camera.shoot(keyTime);
  }
  camera.hold(500);
  await page.keyboard.press("Enter");
}

/**
 * Takes frames until what a selector names is there, and nothing moves any more.
 * @throws {Error} that names it, and shows the page, when it does not come.
 */
async function shootUntil(page: Page, camera: Camera, selector: string): Promise<void> {
  let before: Buffer | undefined;
  for (let frame = 0; frame < mostFrames; frame++) {
    await camera.shoot(waitTime);
    const now = await page.screenshot();
    if (before?.equals(now) && (await page.locator(selector).count()) > 0) return;
    before = now;
  }
  throw new Error(`${selector} did not come to rest on the page: ${await page.locator("body").innerText()}`);
}
