/** People from other addresses, who do what people do: read in six windows, ask, vote, look at a board. */
import { setTimeout as wait } from "node:timers/promises";
import { createVisitor, openStream, type Stream, type Visitor } from "./visitor.ts";

/** What is timed. */
export const kinds = ["page", "asked", "answered", "voted", "board", "health"] as const;
/** One of the things that are timed. */
export type Kind = (typeof kinds)[number];

/** In milliseconds, and how many requests were not carried out. */
export type Times = { took: Record<Kind, number[]>; failures: number };

/** An answer that is not there after this many milliseconds has failed. */
const longestWait = 60_000;

const windows = 6;
const people = 4;

/** @param rounds how often each of them asks. */
export async function liveNextDoor(page: string, rounds: number): Promise<Times> {
  const times: Times = { took: { page: [], asked: [], answered: [], voted: [], board: [], health: [] }, failures: 0 };
  await Promise.all(Array.from({ length: people }, (_, person) => live(page, `127.0.0.${10 + person}`, rounds, times)));
  return times;
}

async function live(page: string, address: string, rounds: number, times: Times): Promise<void> {
  const visitor = createVisitor(page, address);
  const measure = async (kind: Kind, work: () => Promise<{ status: number }>): Promise<void> => {
    const began = performance.now();
    const { status } = await work().catch(() => ({ status: 0 }));
    times.took[kind].push(performance.now() - began);
    if (status !== 200 && status !== 202) times.failures += 1;
  };
  await visitor.enter();
  const watched = await openStream(visitor);
  const streams = [watched, ...(await Promise.all(Array.from({ length: windows - 1 }, () => openStream(visitor))))];
  times.failures += streams.filter(({ status }) => status !== 200).length;
  for (let round = 0; round < rounds; round += 1) {
    await measure("page", () => visitor.send("GET", "/"));
    await measure("health", () => visitor.send("GET", "/healthz"));
    await askAndVote(visitor, watched, `Why, ${address}, for the time ${round}?`, measure);
    await measure("board", () => visitor.send("POST", "/api/messages", { text: "/leaderboard" }));
  }
  visitor.leave();
}

type Measure = (kind: Kind, work: () => Promise<{ status: number }>) => Promise<void>;

async function askAndVote(visitor: Visitor, stream: Stream, text: string, measure: Measure): Promise<void> {
  let question = "";
  await measure("asked", async () => {
    const answer = await visitor.send("POST", "/api/messages", { text });
    question = answer.status === 202 ? (JSON.parse(answer.text) as { id: string }).id : "";
    return answer;
  });
  if (question === "") return;
  let vote: { post: string; action: string } | undefined;
  await measure("answered", async () => {
    const end = performance.now() + longestWait;
    while ((vote = ballotOf(stream.heard(), question)) === undefined && performance.now() < end) await wait(20);
    return { status: vote ? 200 : 0 };
  });
  if (!vote) return;
  await measure("voted", () => visitor.send("POST", "/api/actions", vote));
}

/** The first button below the answers to a question, once they are there. */
function ballotOf(heard: string, question: string): { post: string; action: string } | undefined {
  const line = heard
    .split("\n")
    .findLast((one) => one.includes(`"replyTo":"${question}"`) && one.includes('"side":"A"'));
  if (!line?.startsWith("data: ")) return undefined;
  const post = JSON.parse(line.slice("data: ".length)) as { id: string; buttons: { action: string }[] };
  const [button] = post.buttons;
  return button && { post: post.id, action: button.action };
}
