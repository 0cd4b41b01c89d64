/** The page in one process and Telegram in two others, on one database: one arena, whose bot outlives its process. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { type TelegramPeer, startTelegramPeer } from "../peers/telegram/telegram-peer.ts";
import { describePostgres } from "../skips.ts";
import { type StartedProcess, startProcess } from "../started-process.ts";
import { makeEmptyDirectory } from "../store/data-directory.ts";
import { type FreshPlace, makeFreshPlace } from "../store/fresh-place.ts";
import { buttonsOf } from "../telegram/telegram-kit.ts";
import { until } from "../until.ts";
import { Person } from "../web/page-kit.ts";

const { startup, platforms } = sentences("en");

describePostgres("parts in processes of their own", () => {
  let place: FreshPlace;
  let peer: TelegramPeer;
  const processes: StartedProcess[] = [];
  const folders = ["page", "first", "second", "here", "there"].map(() => makeEmptyDirectory());

  beforeAll(async () => {
    place = await makeFreshPlace();
    peer = await startTelegramPeer({ now: () => new Date() });
  });
  afterAll(async () => {
    for (const one of processes) await one.end("SIGKILL");
    await peer.close();
    await place.remove();
    for (const { remove } of folders) remove();
  });

  async function start(folder: { path: string }, roles: string): Promise<StartedProcess> {
    const started = await startProcess({
      ...{ DATA_DIR: folder.path, DATABASE_URL: place.databaseUrl, PSEUDONYM_KEY: "the key of all of these processes" },
      ...{ TELEGRAM_TOKEN: peer.token, TELEGRAM_API_URL: peer.apiUrl, ROLES: roles },
    });
    processes.push(started);
    await until(() => started.stdout().includes(startup.stopHint));
    return started;
  }
  async function stateOf(started: StartedProcess): Promise<unknown> {
    const [address = ""] = /http:\/\/[\w.:]+/u.exec(started.stdout()) ?? [];
    const answer = await fetch(`${address}/readyz`);
    return ((await answer.json()) as { platforms: unknown }).platforms;
  }

  it.concurrent("are one arena; who dies is followed within 30 seconds, who stops at once", async () => {
    const page = await start(folders[0]!, "page");
    const first = await start(folders[1]!, "telegram");
    const second = await start(folders[2]!, "telegram");
    expect(await Promise.all([page, first, second].map(stateOf))).toEqual([
      {},
      { telegram: "up" },
      { telegram: "waiting" },
    ]);
    expect((await fetch(page.address)).status).toBe(200);
    const ann = peer.person("ann");
    const ballots = () => peer.messagesIn(ann.private).filter((one) => buttonsOf(one).includes("Both bad")).length;
    const up = platforms.up("").slice(0, 10);

    await first.end("SIGKILL");
    const died = Date.now();
    ann.direct("What is 2 + 2?");
    await until(() => second.stderr().includes(up));
    expect(Date.now() - died).toBeLessThan(30_000);
    await until(() => ballots() === 1);

    const third = await start(folders[1]!, "telegram");
    expect(await stateOf(third)).toEqual({ telegram: "waiting" });
    expect(await second.end("SIGTERM")).toEqual({ code: 0, signal: null });
    const stopped = Date.now();
    ann.direct("What is 3 + 3?");
    await until(() => ballots() === 2);
    expect(Date.now() - stopped).toBeLessThan(12_000);
    for (const one of [page, third]) expect(await one.end("SIGTERM")).toEqual({ code: 0, signal: null });
    expect(peer.faults).toEqual([]);
  });

  it.concurrent("show one page; a battle goes on at the other one when its process dies", async () => {
    const [here, there] = [await start(folders[3]!, "page"), await start(folders[4]!, "page")];
    const [ann, bob] = [await Person.enter(here.address), await Person.enter(there.address)];
    const events = await bob.listen();
    const { id: first } = (await (await ann.say("What is 2 + 2?")).json()) as { id: string };
    const [ballot] = (await events.until(({ data }) => data.answers?.length === 2)).slice(-1);
    expect(ballot!.data.replyTo).toBe(first);
    expect((await bob.press(ballot!.data.id, "vote:a")).status).toBe(404);
    const [action = ""] = ballot!.data.buttons.map((button) => button.action);
    expect((await bob.press(ballot!.data.id, action)).status).toBe(200);
    const annThere = Object.assign(new Person(there.address), { cookie: ann.cookie });
    expect((await annThere.press(ballot!.data.id, action)).status).toBe(200);

    const twice = { text: "What is 4 + 4?", key: "0123456789abcdef" };
    const [asked] = await Promise.all([ann, annThere].map((one) => one.post("/api/messages", twice)));
    const { id: once } = (await asked!.json()) as { id: string };
    const isOnce = (data: { replyTo: string | null }) => data.replyTo === once;
    await events.until(({ data }) => isOnce(data) && data.answers?.length === 2);
    expect((await ann.sees()).filter(({ data }) => isOnce(data))).toHaveLength(1);

    const { id: second } = (await (await ann.say("What is 3 + 3?")).json()) as { id: string };
    await events.until(({ data }) => data.replyTo === second);
    await here.end("SIGKILL");
    await events.until(({ data }) => data.replyTo === second && data.answers?.length === 2);
    events.stop();
    const seen = await annThere.sees();
    expect(seen.filter(({ data }) => data.replyTo === second)).toHaveLength(1);
    expect(await there.end("SIGTERM")).toEqual({ code: 0, signal: null });
  });
});
