/** Everything one address can do to a page at once. */
import { answerTo, createVisitor, openStream, type Visitor } from "./visitor.ts";

const address = "127.0.0.66";
const uploadBytes = 21 * 1024 * 1024;

/** How much of each: those that stay open, and those that are sent again as soon as they are answered. */
export type FloodSize = { streams: number; uploads: number; slowBodies: number; people: number; loops: number };

const usualSize: FloodSize = { streams: 1_000, uploads: 100, slowBodies: 200, people: 40, loops: 8 };

export type Flood = {
  /** Ends it. @returns how often each of its ways was refused. */
  end(): Record<string, number>;
};

type Way = "streams" | "uploads" | "bodies" | "questions" | "boards" | "requests" | "people";

/** Resolves once it goes on in every way. */
export async function startFlood(page: string, size: FloodSize = usualSize): Promise<Flood> {
  const refused: Record<Way, number> = {
    ...{ streams: 0, uploads: 0, bodies: 0, questions: 0, boards: 0, requests: 0, people: 0 },
  };
  let going = true;
  const note = (way: Way, status: number): void => {
    if (status === 429 || status === 503 || status === 408) refused[way] += 1;
  };
  const people: Visitor[] = [];
  const newcomer = createVisitor(page, address);
  for (let person = 0; person < size.people; person += 1) {
    const visitor = createVisitor(page, address);
    note("people", (await visitor.enter()).status);
    people.push(visitor);
  }
  const any = (index: number): Visitor => people[index % people.length] ?? newcomer;
  const open = async (): Promise<void> => {
    const streams = Array.from({ length: size.streams }, async (_, index) =>
      note("streams", (await openStream(any(index))).status),
    );
    for (let index = 0; index < size.uploads; index += 1) {
      const sent = beginBody(any(0), "/api/messages", "multipart/form-data; boundary=xx", uploadBytes);
      sent.body.write(Buffer.alloc(uploadBytes - 1_024));
      sent.status.then(
        (status) => note("uploads", status),
        () => note("uploads", 429),
      );
    }
    for (let index = 0; index < size.slowBodies; index += 1) {
      const sent = beginBody(any(index), "/api/actions", "application/json", 1_000);
      sent.body.write("{");
      sent.status.then(
        (status) => note("bodies", status),
        () => note("bodies", 429),
      );
    }
    await Promise.allSettled(streams);
  };
  const again = async (way: Way, send: (turn: number) => Promise<{ status: number }>): Promise<void> => {
    for (let turn = 0; going; turn += 1) note(way, (await send(turn).catch(() => ({ status: 503 }))).status);
  };
  const opened = open();
  for (let loop = 0; loop < size.loops; loop += 1) {
    const say = (text: string, turn: number) => any(turn * size.loops + loop).send("POST", "/api/messages", { text });
    void again("questions", (turn) => say(`Why, for the time ${turn}?`, turn));
    void again("boards", (turn) => say(`/leaderboard everywhere ${1 + (turn % 90)}d`, turn));
    void again("requests", () => any(loop).send("GET", "/api/completions?text=/leaderboard%20a"));
  }
  void again("people", () => newcomer.enter());
  await opened;
  return {
    end() {
      going = false;
      for (const visitor of [...people, newcomer]) visitor.leave();
      return refused;
    },
  };
}

function beginBody(visitor: Visitor, path: string, type: string, length: number) {
  const body = visitor.begin("POST", path, { "Content-Type": type, "Content-Length": String(length) });
  return { body, status: answerTo(body).then(({ status }) => status) };
}
