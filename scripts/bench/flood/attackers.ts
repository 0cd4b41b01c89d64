/** Everything one address can do to a page at once. */
import { answerTo, createVisitor, openStream, type Visitor } from "./visitor.ts";

const address = "127.0.0.66";
const uploadBytes = 21 * 1024 * 1024;

/** How much of each: those that stay open, and those that are sent again as soon as they are answered. */
export type FloodSize = { streams: number; uploads: number; slowBodies: number; people: number; loops: number };

const usualSize: FloodSize = { streams: 1_000, uploads: 100, slowBodies: 200, people: 40, loops: 8 };

/** A flood under way. */
export type Flood = {
  /** Ends it. @returns how often each of its ways was refused. */
  end(): Record<string, number>;
};

type Way = "streams" | "uploads" | "bodies" | "questions" | "boards" | "requests" | "people";

/** Counts what was refused, by way. */
type Note = (way: Way, status: number) => void;
/** One of the people behind the address. */
type Any = (index: number) => Visitor;

/** Resolves once it goes on in every way. */
export async function startFlood(page: string, size: FloodSize = usualSize): Promise<Flood> {
  const refused: Record<Way, number> = {
    streams: 0,
    uploads: 0,
    bodies: 0,
    questions: 0,
    boards: 0,
    requests: 0,
    people: 0,
  };
  const note: Note = (way, status) => {
    if (status === 429 || status === 503 || status === 408) refused[way] += 1;
  };
  const newcomer = createVisitor(page, address);
  const people = await enterAll(page, size.people, note);
  const any: Any = (index) => people[index % people.length] ?? newcomer;
  const opened = holdOpen(any, size, note);
  const stop = keepSending(any, newcomer, size.loops, note);
  await opened;
  return {
    end() {
      stop();
      for (const visitor of [...people, newcomer]) visitor.leave();
      return refused;
    },
  };
}

async function enterAll(page: string, count: number, note: Note): Promise<Visitor[]> {
  const people: Visitor[] = [];
  for (let person = 0; person < count; person += 1) {
    const visitor = createVisitor(page, address);
    note("people", (await visitor.enter()).status);
    people.push(visitor);
  }
  return people;
}

/** Opens streams and begins bodies that never end. */
async function holdOpen(any: Any, size: FloodSize, note: Note): Promise<void> {
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
}

/** Sends again whatever has been answered. @returns what ends that. */
function keepSending(any: Any, newcomer: Visitor, loops: number, note: Note): () => void {
  let going = true;
  const again = async (way: Way, send: (turn: number) => Promise<{ status: number }>): Promise<void> => {
    for (let turn = 0; going; turn += 1) note(way, (await send(turn).catch(() => ({ status: 503 }))).status);
  };
  for (let loop = 0; loop < loops; loop += 1) {
    const say = (text: string, turn: number) => any(turn * loops + loop).send("POST", "/api/messages", { text });
    void again("questions", (turn) => say(`Why, for the time ${turn}?`, turn));
    void again("boards", (turn) => say(`/leaderboard everywhere ${1 + (turn % 90)}d`, turn));
    void again("requests", () => any(loop).send("GET", "/api/completions?text=/leaderboard%20a"));
  }
  void again("people", () => newcomer.enter());
  return () => void (going = false);
}

function beginBody(visitor: Visitor, path: string, type: string, length: number) {
  const body = visitor.begin("POST", path, { "Content-Type": type, "Content-Length": String(length) });
  return { body, status: answerTo(body).then(({ status }) => status) };
}
