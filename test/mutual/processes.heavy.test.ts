/** Long work that is ordered in one process and done in others, one of which is killed in the middle of it. */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Order, OrderKind } from "../../core/mutual/orders.ts";
import { sentences } from "../../core/index.ts";
import { fight } from "../commands/command-kit.ts";
import { type CoreKit, startCoreKit, testKey } from "../core-kit.ts";
import { type Player, playModels, readAnswers, readCall } from "../peers/model-players.ts";
import { answerWith, type ModelCall, type ModelScript } from "../peers/scripted-model-server.ts";
import type { PeerPerson } from "../peers/telegram/people.ts";
import { startTelegramPeer, type TelegramPeer } from "../peers/telegram/telegram-peer.ts";
import type { PeerChat } from "../peers/telegram/world.ts";
import { describePostgres } from "../skips.ts";
import { type StartedProcess, startProcess } from "../started-process.ts";
import { makeEmptyDirectory } from "../store/data-directory.ts";
import { textOf } from "../telegram/telegram-kit.ts";
import { until } from "../until.ts";

const players: Record<string, Player> = {
  m1: { strength: 90 },
  m2: { strength: 20 },
  m3: { strength: 60 },
  m4: { strength: 40 },
};

/** What was asked of whom. */
const keyOf = ({ body }: ModelCall): string => JSON.stringify([body["model"], body["messages"]]);

type Worker = { process: StartedProcess; folder: string };

describePostgres("long work in several processes", () => {
  let kit: CoreKit;
  let peer: TelegramPeer;
  let [group, ann]: [PeerChat, PeerPerson] = [undefined as never, undefined as never];
  const processes: StartedProcess[] = [];
  const folders: ReturnType<typeof makeEmptyDirectory>[] = [];

  beforeAll(async () => {
    kit = await startCoreKit();
    peer = await startTelegramPeer({ now: () => new Date() });
    ann = peer.person("ann");
    group = peer.group([ann]);
    ann.join(group, { status: "administrator" });
  });
  afterAll(async () => {
    for (const one of processes) await one.end("SIGKILL");
    await peer.close();
    await kit.close();
    for (const { remove } of folders) remove();
  });

  async function start(roles: string): Promise<Worker> {
    const { path: folder, remove } = makeEmptyDirectory();
    folders.push({ path: folder, remove });
    const roster = path.join(folder, "models.json");
    const models = Object.keys(players).map((id) => ({
      ...{ id, name: `Model ${id}`, organization: "Tests", endpoint: "local", model: id },
      price: { input: 1, output: 2 },
    }));
    const endpoints = { local: { baseURL: kit.server.baseURL, concurrency: 4 } };
    writeFileSync(roster, JSON.stringify({ endpoints, models }));
    const process = await startProcess({
      ...{ DATA_DIR: folder, DATABASE_URL: kit.databaseUrl, PSEUDONYM_KEY: testKey, ROSTER: roster, DEMO: "" },
      ...{ TELEGRAM_TOKEN: peer.token, TELEGRAM_API_URL: peer.apiUrl, ROLES: roles },
    });
    processes.push(process);
    await until(() => process.stdout().includes(sentences("en").startup.stopHint));
    return { process, folder };
  }

  let chat: Worker;
  const workers: Worker[] = [];
  beforeAll(async () => {
    chat = await start("telegram");
    workers.push(...(await Promise.all([start("work"), start("work")])));
  }, 120_000);

  const orderOf = async (kind: OrderKind): Promise<Order> => (await kit.store.orders.find({ kind }))[0]!;
  const recorded = async (id: string) => (await kit.store.orders.journal(id, null)).records().length;
  const said = (text: RegExp) => peer.messagesIn(group).filter((message) => text.test(textOf(message)));

  /** Answers so many calls, then falls silent with more of them in the air. @returns those that it has answered. */
  function answerOnly(script: ModelScript, count: number): { answered: string[] } {
    const before = kit.server.calls.length;
    const answered: string[] = [];
    kit.server.script((call, number) => {
      if (number - before >= count) return;
      answered.push(keyOf(call));
      return script(call, number);
    });
    return { answered };
  }

  /** Kills whoever is at work; it alone holds connections to the model server. */
  async function killWorker(isAtWork: (worker: Worker) => boolean): Promise<void> {
    const at = workers.findIndex(isAtWork);
    const [killed] = workers.splice(at, 1);
    await killed!.process.end("SIGKILL");
    await until(() => kit.server.inFlight() === 0);
  }

  it("an evaluation goes on elsewhere within 30 seconds, is told where it was ordered, and asks nothing twice", async () => {
    const play = playModels(players);
    const { answered } = answerOnly(play, 13);
    const first = kit.server.calls.length;
    ann.say(group, "/mutual start math");
    await until(() => kit.server.calls.length - first >= 13 && kit.server.inFlight() === 4);
    const { id } = await orderOf("evaluation");
    await until(async () => (await recorded(id)) === 13);
    // Progress is told by a process that does not work itself, and that is a moment behind.
    await until(async () => ((await orderOf("evaluation")).progress as { done: number } | null)?.done === 13);
    ann.direct("/mutual status");
    await until(() => peer.messagesIn(ann.private).some((message) => /13 of 32 calls/u.test(textOf(message))));
    expect(existsSync(path.join(chat.folder, "mutual"))).toBe(false);

    const asked = kit.server.calls.length;
    const inFlight = kit.server.inFlight();
    await killWorker(({ folder }) => existsSync(path.join(folder, "mutual", id)));
    kit.server.script(play);
    const died = performance.now();
    await until(() => kit.server.calls.length > asked);
    const takenUp = performance.now() - died;
    expect(takenUp).toBeLessThan(30_000);
    await until(async () => (await orderOf("evaluation")).told);

    expect(answered).toHaveLength(13);
    const later = kit.server.calls.slice(asked).map(keyOf);
    expect(later.filter((key) => answered.includes(key))).toEqual([]);
    expect(new Set(later).size).toBe(later.length);
    expect(asked - first + later.length).toBe(32 + inFlight);
    expect(said(/4 models, 4 questions.*1\. Model m1: 2\.00/su)).toHaveLength(1);
    const [{ folder }] = workers as [Worker];
    expect(readdirSync(path.join(folder, "mutual", id))).toEqual(expect.arrayContaining(["calls.jsonl", "round-04"]));
    expect(peer.messagesIn(group).some(({ document }) => document?.file_name === "results.xlsx")).toBe(true);
    expect(peer.faults).toEqual([]);
    workers.push(await start("work"));
  }, 180_000);

  it("a process that hung and goes on leaves the evaluation to its heir", async () => {
    const play = playModels(players);
    const before = kit.server.calls.length;
    answerOnly(play, 5);
    ann.say(group, "/mutual start math 2");
    await until(() => kit.server.calls.length - before > 5 && kit.server.inFlight() > 0);
    const { id } = await orderOf("evaluation");
    await until(async () => (await recorded(id)) === 5);
    const hung = workers.find(({ folder }) => existsSync(path.join(folder, "mutual", id)))!;
    hung.process.child.kill("SIGSTOP");
    kit.server.script(play);
    await until(async () => (await orderOf("evaluation")).told);
    const asked = kit.server.calls.length;
    hung.process.child.kill("SIGCONT");
    await until(() => kit.server.inFlight() === 0);
    // What was under way it may have tried again before it knew.
    expect(kit.server.calls.length - asked).toBeLessThanOrEqual(4);
    expect(new Set(kit.server.calls.slice(before).map(keyOf)).size).toBe(2 * 8);
    expect([await recorded(id), (await orderOf("evaluation")).state]).toEqual([2 * 8, "finished"]);
    expect(said(/4 models, 2 questions.*1\. Model m1/su)).toHaveLength(1);
  }, 180_000);

  it("so does the jury: each ballot is asked for once, and all is told once", async () => {
    const arena = await kit.createCore();
    kit.server.script(({ body, response }, number) => {
      const worth = { m1: 40, m2: 30, m3: 20, m4: 10 }[String(body["model"])];
      return answerWith(`An answer worth ${worth}.`)({ body, response } as ModelCall, number);
    });
    for (let number = 0; number < 6; number += 1)
      await fight(arena, `What is new about subject ${number}?`, { p: "a" });
    await arena.stop();
    const judge: ModelScript = (call, number) => {
      const [one, other] = readAnswers(readCall(call).asked);
      return answerWith(JSON.stringify({ reason: "by worth", choice: one!.worth > other!.worth ? "a" : "b" }))(
        call,
        number,
      );
    };
    const { answered } = answerOnly(judge, 7);
    const first = kit.server.calls.length;
    ann.say(group, "/mutual jury 5");
    await until(() => answered.length === 7 && kit.server.inFlight() === 4);
    const { id } = await orderOf("jury");
    await until(async () => (await recorded(id)) === 7);
    await until(async () => (await orderOf("jury")).progress !== null);
    const asked = kit.server.calls.length;
    const inFlight = kit.server.inFlight();
    // Whichever of them is at work.
    await Promise.all(workers.splice(0).map(({ process }) => process.end("SIGKILL")));
    workers.push(await start("work"), await start("work"));
    kit.server.script(judge);
    await until(() => said(/judged 5 battles with 20 ballots/u).length === 1);
    const later = kit.server.calls.slice(asked).map(keyOf);
    expect(later.filter((key) => answered.includes(key))).toEqual([]);
    expect(new Set(later).size).toBe(later.length);
    expect(kit.server.calls.length - first).toBe(5 * 2 * 2 + inFlight);
    expect(await recorded(id)).toBe(0);
    expect(peer.faults).toEqual([]);
  }, 180_000);
});
