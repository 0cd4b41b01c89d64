/** The public board over HTTP: off by default, readable without a script, the same for everybody, and kept by caches. */
import { request } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { leastPeople, type PublishedDay, type ShownPublicBoard } from "../../core/index.ts";
import { sortings } from "../../bots/web/board/addresses.ts";
import { mostMade } from "../../bots/web/limits.ts";
import { type RunningPage, type StartOptions, startPage } from "./page-kit.ts";
import { createSampleBoard, hostileName, samplePublishedDay } from "./published-days.ts";

const [yesterday, today] = [new Date("2030-01-01T00:10:00Z"), new Date("2030-01-02T00:10:00Z")];
const paths = [
  ...["/board", "/board.json", "/board.svg", "/board.png", "/board.atom", "/board/style.css", "/board/icon.svg"],
  ...["/board/2030-01-02", "/board/2030-01-02.json", "/board/2030-01-02.png"],
];

let page: RunningPage | undefined;
afterEach(async () => {
  await page?.end();
  page = undefined;
});

async function open(board: ShownPublicBoard, listed = false, more: StartOptions = {}): Promise<string> {
  page = await startPage({ publicUrl: new URL("https://arena.example"), publicBoard: { board, listed }, ...more });
  return page.address;
}

const sampleDays = async (name?: string): Promise<PublishedDay[]> => [
  await samplePublishedDay(yesterday, name, 0.5),
  await samplePublishedDay(today, name),
];
const text = async (address: string, headers: Record<string, string> = {}) =>
  (await fetch(address, { headers })).text();

it("is not there unless it was asked for", async () => {
  page = await startPage();
  for (const path of [...paths, "/robots.txt"]) expect((await fetch(page.address + path)).status, path).toBe(404);
});

it("is open without the code, through any proxy, while the chat stays closed; sets no cookie", async () => {
  const address = await open(createSampleBoard(await sampleDays()));
  const { model } = (await samplePublishedDay(today)).boards[0].board.rows[0]!;
  for (const path of [...paths, `/board/models/${model}`, `/board/2030-01-02/models/${model}`]) {
    const response = await fetch(address + path, { headers: { "X-Forwarded-For": "192.0.2.1", Via: "1.1 proxy" } });
    expect(response.status, path).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(response.headers.get("x-robots-tag")).toBe("noindex");
    expect(response.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'self'; img-src 'self'/,
    );
    await response.arrayBuffer();
  }
  expect((await fetch(`${address}/api/events`)).status).toBe(403);
  const elsewhere = await new Promise<number>((resolve, reject) => {
    const asked = request(`${address}/board`, { headers: { Host: "evil.example" } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on("error", reject).end();
  });
  expect(elsewhere).toBe(403);
});

it("tells search engines only as much as was chosen", async () => {
  const board = createSampleBoard(await sampleDays());
  expect(await text(`${await open(board)}/board`)).toContain('<meta name="robots" content="noindex">');
  expect((await fetch(`${page!.address}/robots.txt`)).status).toBe(404);
  await page!.end();
  const address = await open(board, true);
  expect(await text(`${address}/robots.txt`)).toBe("User-agent: *\nAllow: /board\nDisallow: /\n");
  const response = await fetch(`${address}/board`);
  expect(response.headers.get("x-robots-tag")).toBeNull();
  expect(await response.text()).toContain('<meta name="robots" content="index, follow">');
});

describe("a page", () => {
  it("says everything without a script, in the reader's language or the chosen one", async () => {
    const days = await sampleDays();
    const address = await open(createSampleBoard(days));
    const html = await text(`${address}/board`, { "Accept-Language": "en" });
    expect(html).not.toMatch(/<script|\son\w+=|style=/iu);
    const { rows } = days[1]!.boards[0].board;
    for (const { name } of rows) expect(html).toContain(name.replace("&", "&amp;"));
    expect(html).toContain(`<th scope="col" role="columnheader" class="votes"><a href="/board?sort=votes#ranking"`);
    expect(html).toContain('<a href="/board?task=translation">translation</a>');
    expect(html).not.toContain("programming</a>");
    expect(html).toContain('<a href="/board/2030-01-02">Link that keeps these figures</a>');
    expect(html).toContain('<meta property="og:image" content="https://arena.example/board/2030-01-02.png?lang=en">');
    expect(html).toMatch(/95%|Win rate/u);
    expect(await text(`${address}/board`, { "Accept-Language": "zh-CN,en" })).toContain('<html lang="zh-Hans">');
    const chosen = await text(`${address}/board?lang=zh&sort=votes`, { "Accept-Language": "en" });
    expect(chosen).toContain('<html lang="zh-Hans">');
    const order = [...chosen.matchAll(/<bdi>(Model m\d|Best &amp; Co)<\/bdi><\/a> <small>/gu)].map(([, name]) => name);
    const byVotes = rows
      .toSorted((one, other) => other.votes - one.votes)
      .map(({ name }) => name.replace("&", "&amp;"));
    expect(order).toEqual(byVotes);
  });

  it("keeps the figures of its day, and says that there is a newer one", async () => {
    const days = await sampleDays();
    const address = await open(createSampleBoard(days));
    const html = await text(`${address}/board/2030-01-01?task=translation`);
    expect(html).toContain(`${days[0]!.boards[0].board.votes} votes`);
    expect(html).not.toContain(`${days[1]!.boards[0].board.votes} votes`);
    expect(html).toContain('<a href="/board?task=translation">See the newest board</a>');
  });

  it("of a model has its tasks, all its rivals, and what its answers are like", async () => {
    const [, day] = await sampleDays();
    const address = await open(createSampleBoard([day!]));
    const { rows } = day!.boards[0].board;
    const html = await text(`${address}/board/models/${rows[0]!.model}?lang=en`);
    expect(html).toContain("<bdi>Best &amp; Co</bdi></h1>");
    for (const { model } of rows.slice(1)) expect(html).toContain(`href="/board/models/${model}?lang=en"`);
    expect(html).toContain(">translation</a>");
    expect(html).toContain("2.4 s");
  });

  it.each([
    ...["/board?task=cooking", "/board?language=xx", "/board?period=1d", "/board?sort=luck", "/board?lang=xx"],
    ...["/board/2029-01-01", "/board/models/nobody", "/board?task=programming", "/board/2030-01-02?language=de"],
  ])("is a plain 404 at %s, and makes nothing", async (path) => {
    const board = createSampleBoard(await sampleDays());
    const address = await open(board);
    const response = await fetch(address + path, { headers: { "Accept-Language": "en" } });
    expect(response.status).toBe(404);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.text()).toContain("There is no such board");
  });
});

it("says kindly that there is none yet", async () => {
  const address = await open(createSampleBoard([]));
  const html = await text(`${address}/board?lang=en`);
  expect(html).toContain("No board yet");
  expect(html).toContain(`once ${leastPeople} people have voted`);
  expect(JSON.parse(await text(`${address}/board.json`))).toMatchObject({
    version: 1,
    day: null,
    models: [],
    voters: 0,
  });
  expect(await text(`${address}/board.svg`)).toContain("no board yet");
  expect(await text(`${address}/board.atom`)).not.toContain("<entry>");
  expect((await fetch(`${address}/board.png`)).status).toBe(404);
});

it("is sent again only to those who do not have it, and made once", async () => {
  const board = createSampleBoard(await sampleDays());
  let drawn = 0;
  const counted = { ...board, draw: (...shown: Parameters<typeof board.draw>) => ((drawn += 1), board.draw(...shown)) };
  const address = await open(counted);
  for (const path of ["/board", "/board.json", "/board.svg", "/board.png", "/board.atom", "/board/style.css"]) {
    const [first, second] = await Promise.all([fetch(address + path), fetch(address + path)]);
    const tag = first.headers.get("etag")!;
    expect([first.status, second.headers.get("etag")], path).toEqual([200, tag]);
    expect(first.headers.get("cache-control")).toMatch(/^public, max-age=\d+/u);
    await Promise.all([first.arrayBuffer(), second.arrayBuffer()]);
    const plain = await fetch(address + path, { headers: { "Accept-Encoding": "identity" } });
    expect(plain.headers.get("content-encoding")).toBeNull();
    const bytes = new Uint8Array(await plain.arrayBuffer());
    expect(bytes).toEqual(new Uint8Array(await (await fetch(address + path)).arrayBuffer()));
    for (const known of [tag, plain.headers.get("etag")!, `W/${tag}`, `"other", ${tag}`]) {
      const again = await fetch(address + path, { headers: { "If-None-Match": known } });
      expect([again.status, await again.text()], `${path} ${known}`).toEqual([304, ""]);
    }
  }
  expect(drawn).toBe(1);
});

it("makes only so much anew for one address, and goes on giving what it has", async () => {
  const address = await open(createSampleBoard(await sampleDays()));
  await text(`${address}/board`);
  const filters = ["", "&task=translation"].flatMap((task) =>
    ["all", "30d", "7d"].map((period) => `${task}&period=${period}`),
  );
  const queries = ["en", "zh"].flatMap((lang) =>
    sortings.flatMap((sort) => filters.map((filter) => `lang=${lang}&sort=${sort}${filter}`)),
  );
  const statuses: number[] = [];
  for (const query of queries) {
    const response = await fetch(`${address}/board?${query}`);
    statuses.push(response.status);
    await response.arrayBuffer();
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(mostMade.origin - 1);
  expect(statuses.at(-1)).toBe(429);
  expect((await fetch(`${address}/board`)).status).toBe(200);
  page!.clock.advance(10_000);
  expect((await fetch(`${address}/board?${queries.at(-1)}`)).status).toBe(200);
});

it("gives programs the figures in a stable shape, wherever they run", async () => {
  const days = await sampleDays();
  const address = await open(createSampleBoard(days));
  const response = await fetch(`${address}/board.json?task=translation`);
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  const json = (await response.json()) as Record<string, unknown> & { models: Record<string, unknown>[] };
  const { board } = days[1]!.boards[0];
  const [row] = board.rows;
  expect(json).toMatchObject({
    ...{ version: 1, day: "2030-01-02", generated_at: today.toISOString(), votes: board.votes, voters: board.voters },
    ...{ filter: { task: "translation", language: null, period: "all" }, claimed: true },
  });
  expect(Object.keys(json.models[0]!)).toEqual(
    "model name organization standing rating lower upper rank rank_low rank_high votes wins losses ties both_bad win_rate both_bad_rate seconds dollars".split(
      " ",
    ),
  );
  expect(json.models[0]).toMatchObject({
    ...{ model: row!.model, rating: row!.rating, rank_low: row!.rankBest, rank_high: row!.rankWorst },
    ...{ seconds: 2.4, dollars: 0.00123 },
  });
  const dated = JSON.parse(await text(`${address}/board/2030-01-01.json`)) as { day: string; votes: number };
  expect(dated).toMatchObject({ day: "2030-01-01", votes: days[0]!.boards[0].board.votes });
  expect((await fetch(`${address}/board.json?task=cooking`)).status).toBe(404);
});

it("lets no name of a model become anything but text, anywhere", async () => {
  const days = await sampleDays(hostileName);
  const address = await open(createSampleBoard(days));
  const { model } = days[1]!.boards[0].board.rows.find(({ name }) => name === hostileName)!;
  for (const path of ["/board", `/board/models/${model}`, "/board.svg", "/board.atom"]) {
    const body = await text(address + path);
    expect(body, path).not.toMatch(/<script|<\/title><|alert\("|\u202E|\0|\]\]>/u);
    expect(body, path).toContain("&lt;script&gt;alert(&quot;1&quot;)");
  }
});

it("is fed by what has changed, an entry a day under an identifier that stays", async () => {
  const days = await sampleDays();
  const address = await open(createSampleBoard(days));
  const feed = await text(`${address}/board.atom?lang=en`);
  const ids = [...feed.matchAll(/<id>(urn:uuid:[\da-f-]{36})<\/id>/gu)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(feed).toContain("The board begins, with");
  expect(feed).toContain('href="https://arena.example/board/2030-01-01?lang=en"');
  await page!.end();
  const moved = await open(createSampleBoard(days), true, { publicUrl: new URL("https://other.example") });
  expect([...(await text(`${moved}/board.atom`)).matchAll(/<id>(.*?)<\/id>/gu)].map(([, id]) => id)).toEqual(ids);
});

it("names what is best on a badge that says it to everybody", async () => {
  const days = await sampleDays();
  const address = await open(createSampleBoard(days));
  const { rankBest, rankWorst } = days[1]!.boards[0].board.rows[0]!;
  const places = rankBest === rankWorst ? `rank ${rankBest}` : `rank ${rankBest}–${rankWorst}`;
  const badge = await text(`${address}/board.svg`);
  expect(badge).toContain(`role="img" aria-label="best here: Best &amp; Co, ${places}"`);
  expect(badge).toContain(`<title>best here: Best &amp; Co, ${places}</title>`);
  expect(await text(`${address}/board.svg?lang=zh&task=translation`)).toContain("这里最好的模型 · 翻译");
});

it("unfolds in chats to a picture of 1200 by 630", async () => {
  const address = await open(createSampleBoard(await sampleDays()));
  const response = await fetch(`${address}/board/2030-01-02.png?task=translation&lang=zh`);
  expect(response.headers.get("content-type")).toBe("image/png");
  const png = Buffer.from(await response.arrayBuffer());
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
});

it("draws one picture after the other, and asks those who want many at once to come later", async () => {
  const board = createSampleBoard(await sampleDays());
  const waiting: (() => void)[] = [];
  const slow = {
    ...board,
    draw: () => new Promise<Uint8Array>((resolve) => waiting.push(() => resolve(new Uint8Array()))),
  };
  const address = await open(slow);
  const queries = ["en", "zh"].flatMap((lang) =>
    ["all", "30d", "7d"].flatMap((period) =>
      ["", "&task=translation"].map((task) => `lang=${lang}&period=${period}${task}`),
    ),
  );
  const asked = queries.map(async (query) => fetch(`${address}/board.png?${query}`));
  const refused = await new Promise<Response[]>((resolve) => {
    const found: Response[] = [];
    for (const one of asked)
      void one.then((response) => {
        found.push(response);
        if (found.length === queries.length - 8) resolve(found);
      });
  });
  for (const { status, headers } of refused) expect([status, headers.get("retry-after")]).toEqual([503, "10"]);
  expect(waiting).toHaveLength(1);
  const all = Promise.all(asked);
  const release = async (): Promise<void> => {
    while (waiting.length > 0) {
      waiting.shift()!();
      await fetch(`${address}/healthz`);
    }
  };
  await release();
  expect((await all).filter(({ status }) => status === 200)).toHaveLength(8);
});
