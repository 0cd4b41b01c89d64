/** People who vote through the page without a pause, each over a connection of their own that stays open. */
import { setTimeout as wait } from "node:timers/promises";
import { createVisitor, openStream, type Visitor } from "../flood/visitor.ts";

/** Ballots as they are pressed: the post, and the actions of its four choices. */
type Ballot = { post: string; actions: string[] };

/** What requests took, in milliseconds, and how many were not carried out. */
export type Paces = { took: number[]; refused: number; elapsed: number };

/** People who are in, and battles that are open. */
export type Crowd = {
  /** They vote for a while, so many at a time; each vote differs from the last one of the same person on that battle. */
  vote(atOnce: number, milliseconds: number): Promise<Paces>;
  /** The same people ask over the same connections whether the arena is there. */
  askHealth(atOnce: number, milliseconds: number): Promise<Paces>;
  leave(): void;
};

/** An address for every so many people. */
const peoplePerAddress = 3;

/** How long the battles may take to open, in milliseconds. */
const longestWait = 120_000;

/** Lets people in and has battles opened. */
export async function gatherCrowd(page: string, people: number, battles: number): Promise<Crowd> {
  const visitors: Visitor[] = [];
  for (let index = 0; index < people; index += 1) {
    const visitor = createVisitor(page, `127.0.0.${10 + Math.floor(index / peoplePerAddress)}`);
    await visitor.enter();
    visitors.push(visitor);
  }
  const ballots = await openBattles(visitors.slice(0, battles));
  const turns = visitors.map((_, index) => index);
  return {
    vote: (atOnce, milliseconds) =>
      keepSending(visitors, atOnce, milliseconds, (visitor, index) => {
        const turn = (turns[index] = (turns[index] ?? 0) + 1);
        const { post, actions } = ballots[turn % ballots.length] ?? { post: "", actions: [] };
        // Another choice whenever somebody comes round to the same battle.
        const action = actions[Math.floor(turn / ballots.length) % actions.length];
        return statusOf(visitor, "POST", "/api/actions", `{"post":"${post}","action":"${action}"}`);
      }),
    askHealth: (atOnce, milliseconds) =>
      keepSending(visitors, atOnce, milliseconds, (visitor) => statusOf(visitor, "GET", "/healthz")),
    leave: () => visitors.forEach((visitor) => visitor.leave()),
  };
}

/** Each of them asks one question. @returns the ballots, once all are there. */
async function openBattles(askers: readonly Visitor[]): Promise<Ballot[]> {
  const [reader] = askers;
  if (!reader) return [];
  const stream = await openStream(reader);
  for (const [index, asker] of askers.entries()) {
    const { status } = await asker.send("POST", "/api/messages", { text: `Why is it so, for the time ${index}?` });
    if (status !== 202) throw new Error(`A question was refused: ${status}`);
  }
  for (const end = performance.now() + longestWait; performance.now() < end; await wait(100)) {
    const ballots = ballotsIn(stream.heard());
    if (ballots.length === askers.length) return ballots;
  }
  throw new Error("The battles did not open.");
}

function ballotsIn(heard: string): Ballot[] {
  const lines = heard.split("\n").filter((line) => line.startsWith("data: ") && line.includes('"side":"A"'));
  const posts = lines.map((line) => JSON.parse(line.slice(6)) as { id: string; buttons: { action: string }[] });
  const open = new Map(posts.map(({ id, buttons }) => [id, buttons.slice(0, 4).map(({ action }) => action)]));
  return [...open].map(([post, actions]) => ({ post, actions }));
}

type Send = (visitor: Visitor, index: number) => Promise<number>;

/** So many lines of people: in each, one after the other sends as soon as the one before has an answer. */
async function keepSending(visitors: readonly Visitor[], atOnce: number, milliseconds: number, send: Send) {
  const began = performance.now();
  const paces: Paces = { took: [], refused: 0, elapsed: 0 };
  await Promise.all(
    Array.from({ length: atOnce }, async (_, line) => {
      for (let index = line; performance.now() < began + milliseconds; index += atOnce) {
        const who = index < visitors.length ? index : (index = line);
        const visitor = visitors[who];
        if (!visitor) return;
        const sent = performance.now();
        const status = await send(visitor, who).catch(() => 0);
        paces.took.push(performance.now() - sent);
        if (status !== 200) paces.refused += 1;
      }
    }),
  );
  return { ...paces, elapsed: performance.now() - began };
}

/** Sends a request and reads its answer, without keeping it. */
function statusOf(visitor: Visitor, method: string, path: string, body?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const head = body === undefined ? {} : { "Content-Type": "application/json", "Content-Length": `${body.length}` };
    const asked = visitor.begin(method, path, head);
    asked.on("error", reject);
    asked.on("response", (response) => {
      response.on("error", reject);
      response.on("end", () => resolve(response.statusCode ?? 0)).resume();
    });
    asked.end(body);
  });
}
