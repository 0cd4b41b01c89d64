/** Makes the pictures of docs/ that show the running product. Everything in them is made up but the product. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { startArena } from "../../bench/start/started-arena.ts";
import { discordPage } from "./discord-message.ts";
import { castEarlierVotes } from "./earlier-votes.ts";
import { lendFonts } from "./lent-fonts.ts";
import { serveMadeUpModels } from "./made-up-models.ts";
import { recordStory, type Taken } from "./record-story.ts";
import { cast, stories, type Story } from "./story.ts";

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];

/**
 * @param executablePath of Chromium.
 * @returns the pictures, by the names of their files.
 */
export async function recordPictures(executablePath: string): Promise<ReadonlyMap<string, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), "doubleblind-docs-"));
  const models = await serveMadeUpModels();
  const browser = await chromium.launch({ executablePath, args: flags });
  try {
    const roster = rosterAt(models.address);
    await writeFile(join(folder, "models.json"), roster);
    const battle = await castEarlierVotes(join(folder, "before"), roster, stories.en.question);
    const discord = await takePage(browser, discordPage(stories.en.question, "ann", battle));
    const [english, chinese] = [await play(folder, browser, stories.en), await play(folder, browser, stories.zh)];
    return new Map([
      ["first-battle.gif", english.moving],
      ["first-battle.zh.gif", chinese.moving],
      ["battle.png", english.battle],
      ["leaderboard.png", english.board],
      ["discord-battle.png", discord],
    ]);
  } finally {
    await browser.close();
    models.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function rosterAt(address: string): string {
  const models = cast.map(({ id, name, organization }) => ({ id, name, organization, endpoint: "made-up", model: id }));
  const endpoints = { "made-up": { baseURL: address, concurrency: 16 } };
  return JSON.stringify({ endpoints, models, generation: { temperature: 0.7, maxTokens: 1024 } });
}

/** Plays a story on an arena of its own, which remembers the earlier votes. */
async function play(folder: string, browser: Browser, story: Story): Promise<Taken> {
  const data = join(folder, story.language);
  await cp(join(folder, "before"), data, { recursive: true });
  const settings = { DATA_DIR: data, ROSTER: join(folder, "models.json"), DEMO: "" };
  const arena = await startArena([process.execPath, "bots/main.ts"], process.cwd(), settings);
  try {
    return await recordStory(browser, arena.address, story);
  } finally {
    await arena.end();
  }
}

/** Takes a picture of a page that is served nowhere. */
async function takePage(browser: Browser, html: string): Promise<Buffer> {
  const context = await browser.newContext({ viewport: { width: 700, height: 400 }, deviceScaleFactor: 1.5 });
  const page = await context.newPage();
  const address = "http://localhost/message";
  await page.route(address, (route) => route.fulfill({ body: html, contentType: "text/html" }));
  await page.goto(address);
  await lendFonts(page);
  const picture = await page.screenshot({ fullPage: true });
  await context.close();
  return picture;
}
