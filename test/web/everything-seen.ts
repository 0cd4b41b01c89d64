/**
 * Everything people can see at the page at one moment, to be compared with another moment. Left out is only what
 * differs without any vote: the time of sending, ids of the posts that the looking itself makes, and signatures that
 * belong to a person.
 */
import { createHash } from "node:crypto";
import { Person } from "./page-kit.ts";

/** An answer of the server, to the last header. */
export type Answer = { status: number; headers: Record<string, string>; body: string };

export type Lookers = {
  /** People who see posts: one of them may be nobody the page knows. */
  readers: Record<string, Person>;
  /** Writes every command, and presses what a person who has no vote may press. */
  writer: Person;
  /** Votes, changes it and takes it back. */
  voter: Person;
  /** The models' names, to ask for their profiles. */
  names: readonly string[];
  /** The battle that is voted on, and its post. */
  battle: string;
  post: string;
  /** Ids of the posts that were there before anybody looked; those of the looking itself are added. */
  known: ReadonlySet<string>;
  made: Set<string>;
};

const refused = ["/nonsense", "/leaderboard nonsense", "/profile nonsense", "/settings minutes 0"];

/** What is there to see, by where it is seen. */
export async function everythingSeen(lookers: Lookers): Promise<Record<string, unknown>> {
  return {
    posts: await postsSeen(lookers),
    sessions: await sessionsSeen(lookers),
    commands: await commandsSeen(lookers),
    draw: await answerOf(await fetch(`${lookers.writer.address}/api/draws/${lookers.battle}`)),
    withoutVote: await pressesWithoutVote(lookers),
    withVote: await pressesWithVote(lookers),
    withNames: await pressesWithNames(lookers),
  };
}

/** The events of every reader from the beginning; nothing may be there that nobody here made. */
async function postsSeen({ readers, known, made }: Lookers): Promise<unknown> {
  const seen: Record<string, unknown> = {};
  for (const [name, reader] of Object.entries(readers)) {
    const events = await reader.sees();
    const strange = events.filter(({ data }) => !known.has(data.id) && !made.has(data.id));
    if (strange.length > 0) throw new Error(`nobody here made ${JSON.stringify(strange)}`);
    seen[name] = events.filter(({ data }) => known.has(data.id)).map(({ event, data }) => ({ event, data }));
  }
  return seen;
}

async function sessionsSeen({ writer, voter }: Lookers): Promise<unknown> {
  const answers = await Promise.all(
    [writer, voter].map(async (person) => answerOf(await person.post("/api/session", {}))),
  );
  // The length of a number that grows with every post.
  return answers.map(({ status, headers: { "content-length": _length, ...headers }, body }) => {
    const { revision: _revision, ...session } = JSON.parse(body) as Record<string, unknown>;
    return { status, headers, session };
  });
}

async function commandsSeen({ writer, names, made }: Lookers): Promise<unknown> {
  const profiles = [...names, names.slice(0, 2).join(" ")].map((name) => `/profile ${name}`);
  const seen: Record<string, unknown> = {};
  const boards = ["/leaderboard", "/leaderboard here", "/leaderboard english", "/profile me", "/history"];
  for (const text of [...boards, ...profiles, "/models", "/bank", "/language", "/settings", "/help", ...refused]) {
    const response = await writer.say(text);
    if (response.status !== 202) seen[text] = await answerOf(response);
    else seen[text] = await replyTo(writer, ((await response.json()) as { id: string }).id, made);
  }
  return seen;
}

/** A command's reply without the ids it got, its pictures by their bytes. */
async function replyTo(person: Person, message: string, made: Set<string>): Promise<unknown> {
  const reply = (await person.sees()).map(({ data }) => data).find((post) => post.replyTo === message);
  if (!reply) throw new Error("a command got no reply");
  made.add(message).add(reply.id);
  const { id: _id, replyTo: _replyTo, at: _at, ...shown } = reply;
  const pictures = await Promise.all(
    reply.images.map(async ({ url }) => {
      const bytes = Buffer.from(await (await fetch(person.address + url)).arrayBuffer());
      return createHash("sha256").update(bytes).digest("hex");
    }),
  );
  return { ...shown, pictures };
}

/**
 * Presses one button of a ballot after the other: `vote a`, `change`, `names` … Those that are not on the post are
 * looked for in what earlier presses gave back; where nobody offered them, they are tried all the same.
 */
export async function pressAll(
  person: Person,
  { post, battle }: Lookers,
  presses: readonly string[],
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let offered: string[] = [];
  for (const press of presses) {
    const [kind, choice] = press.split(" ");
    const action = choice ? `${kind}:${battle}:${choice}` : `${kind}:${battle}`;
    const signed = offered.find((one) => one.endsWith(`.${action}`)) ?? action;
    const response = await person.post("/api/actions", { post, action: signed });
    const body = await response.text();
    offered = [...body.matchAll(/"action":"([^"]+)"/g)].map(([, one]) => one ?? "").concat(offered);
    answers.push(await answerOf(new Response(body, response)));
  }
  return answers;
}

/** Somebody who votes, takes it back, and tries everything that a vote is needed for. */
function pressesWithoutVote(lookers: Lookers): Promise<unknown> {
  const presses = ["vote a", "change", "withdraw", "names", "change", "withdraw", "close", "draw"];
  return pressAll(lookers.writer, lookers, presses);
}

function pressesWithVote(lookers: Lookers): Promise<unknown> {
  const presses = ["vote a", "vote b", "vote tie", "vote both-bad", "vote both-bad", "change", "withdraw"];
  return pressAll(lookers.voter, lookers, presses);
}

/** Somebody new each time: who has seen the names cannot go back. */
async function pressesWithNames(lookers: Lookers): Promise<unknown> {
  const somebody = await Person.enter(lookers.voter.address);
  return pressAll(somebody, lookers, ["vote tie", "names", "vote b", "vote tie", "change", "withdraw", "names"]);
}

async function answerOf(response: Response): Promise<Answer> {
  const { date: _date, ...headers } = Object.fromEntries(response.headers);
  const body = (await response.text()).replaceAll(/"action":"[\w-]{43}\./g, '"action":"');
  return { status: response.status, headers, body };
}
