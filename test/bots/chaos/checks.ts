/** What a chaos run must have left: every acknowledged vote once, sums that equal a rebuild, nothing stuck, nothing doubled. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Choice } from "../../../core/chat/post.ts";
import { createDeliverySeal } from "../../../core/battle/delivery.ts";
import { sentences } from "../../../core/index.ts";
import { createPseudonyms } from "../../../core/safety/pseudonyms.ts";
import { openStore } from "../../../core/store/index.ts";
import type { DiscordPeer } from "../../peers/discord/discord-peer.ts";
import type { TelegramPeer } from "../../peers/telegram/telegram-peer.ts";
import type { ChaosDatabase } from "./database.ts";
import type { AskedQuestion, Memory } from "./memory.ts";
import { type ChaosModels, dearAnswer, dearBudget, tokenPattern } from "./models.ts";
import type { Misdeeds } from "./processes.ts";

/** One thing that was looked at; what is wrong, each in a line. */
export type Check = {
  what: string;
  looked: number;
  wrong: string[];
  /** What is not as one would like it, is known, and has been found in the log as well. */
  known?: string[];
};

/** All there is to look at. */
export type Remains = {
  key: string;
  dataDirectory: string;
  database: ChaosDatabase;
  memory: Memory;
  models: ChaosModels;
  telegram: TelegramPeer;
  discord: DiscordPeer;
  misdeeds: Misdeeds;
};

type Voted = { key: string; memory: Memory; rows: <Row>(statement: string) => Promise<Row[]> };
type Summed = { key: string; dataDirectory: string; databaseUrl: string };
type Vote = { battleId: string; voter: string; choice: Choice; castAt: Date };
type Row = {
  id: string;
  status: string;
  platform: string;
  delivery: string | null;
  number: number;
  question: string;
  openedAt: Date | null;
  failedAt: Date | null;
};

function findTurns({ database }: Pick<Remains, "database">): Promise<Row[]> {
  return database.rows<Row>(
    `SELECT "id", "status", "platform", "delivery", "number", "question", "Turn"."openedAt", "failedAt"
     FROM "Battle" JOIN "Turn" ON "battleId" = "id" ORDER BY "createdAt", "number"`,
  );
}

/** Looks at all of it. */
export async function check(remains: Remains): Promise<Check[]> {
  const turns = await findTurns(remains);
  return [
    ...(await checkVotes({ ...remains, rows: remains.database.rows })),
    await checkSums({ ...remains, databaseUrl: remains.database.url }),
    checkStuck(remains, turns),
    checkShown(remains, turns),
    checkQuestions(remains, turns),
    checkPaid(remains),
    await checkBudget(remains),
    { what: "no process ended by itself", looked: remains.misdeeds.said.length, wrong: remains.misdeeds.ended },
    {
      what: "nothing was sent that a platform does not take",
      looked: remains.telegram.api.calls.length + remains.discord.rest.calls.length,
      wrong: [...remains.telegram.faults, ...remains.discord.rest.violations],
    },
  ];
}

/** Holds the record to what people were told of their votes. */
export async function checkVotes({ key, rows, memory }: Voted): Promise<Check[]> {
  const pseudonyms = createPseudonyms(key);
  const votes = await rows<Vote>(`SELECT "battleId", "voter", "choice", "castAt" FROM "Vote"`);
  const found = new Map(votes.map((vote) => [`${vote.battleId} ${vote.voter}`, vote]));
  const wrong: string[] = [...memory.contradictions];
  const late: string[] = [];
  const known = new Set<string>();
  let certain = 0;
  for (const [ballot, possible] of memory.votes) {
    const [battle = "", person = ""] = ballot.split(" ");
    const name = `${battle} ${pseudonyms.of(person)}`;
    known.add(name);
    if (possible.size === 1) certain += 1;
    const choice = found.get(name)?.choice ?? null;
    if (possible.has(choice)) continue;
    const history = (memory.history.get(ballot) ?? []).map((one) => `\n    ${one}`).join("");
    const acknowledged = [...possible].map((one) => one ?? "none").join(" or ");
    const line = `${ballot}: ${acknowledged} was acknowledged, ${choice ?? "none"} is there${history}`;
    // A reaction that is taken in twice, the second time after its person has pressed a button: not mended yet.
    (memory.reacted.get(ballot)?.includes(choice) ? late : wrong).push(line);
  }
  const nobodys = [...found.keys()].filter((name) => !known.has(name));
  return [
    {
      ...{ what: "every acknowledged vote is there, once, as acknowledged", looked: certain, wrong },
      ...(late.length > 0 && { known: late }),
    },
    { what: "no vote that nobody cast", looked: found.size, wrong: nobodys },
  ];
}

/** Holds all sums to the votes. */
export async function checkSums({ key, dataDirectory, databaseUrl }: Summed): Promise<Check> {
  const { fingerprint } = createPseudonyms(key);
  const { store } = await openStore({ dataDirectory, databaseUrl, keyFingerprint: fingerprint });
  try {
    // What has closed is folded by then: a rebuild folds the rest before it compares.
    const { tallies, cells, voterCells, changedDraws, votes } = await store.rebuild();
    const corrected = { tallies: tallies.corrected, cells: cells.corrected, voterCells: voterCells.corrected };
    const wrong = Object.entries(corrected).flatMap(([name, count]) =>
      count > 0 ? [`${count} ${name} were wrong`] : [],
    );
    return {
      what: "tallies and cells equal a rebuild",
      looked: votes,
      wrong: [...wrong, ...changedDraws.map((battle) => `the draw of ${battle} has changed`)],
    };
  } finally {
    await store.close();
  }
}

/** What is left to do, each in a line. */
export async function findUnfinished(
  remains: Pick<Remains, "key" | "database" | "telegram" | "models">,
): Promise<string[]> {
  const { telegram, models } = remains;
  return [
    ...checkStuck(remains, await findTurns(remains)).wrong,
    ...(telegram.updates.pending() > 0 ? [`${telegram.updates.pending()} updates of Telegram wait`] : []),
    ...(models.inFlight() > 0 ? ["models are at work"] : []),
  ];
}

function checkStuck({ key }: Pick<Remains, "key">, turns: readonly Row[]): Check {
  const seal = createDeliverySeal(key);
  const wrong = turns.flatMap(({ id, status, number, openedAt, failedAt, delivery }) => {
    const isLast = !turns.some((other) => other.id === id && other.number > number && other.openedAt);
    const wanted = failedAt ? "failed" : isLast ? "open" : "continued";
    if (status === "answering" || (!openedAt && !failedAt)) return [`${id} is still being answered`];
    // Forgotten once its end has been shown.
    if (delivery === null) return status === "open" ? [`nobody knows where ${id} is shown`] : [];
    const shows = seal.open(delivery).posts[number - 1]?.shows;
    return status === "open" && shows === wanted ? [] : [`${id} is ${status}, and its post shows ${shows}`];
  });
  return { what: "no battle is stuck", looked: turns.length, wrong };
}

/** Each battle that opened has one post with its answers, wherever it is. */
function checkShown({ telegram, discord }: Remains, turns: readonly Row[]): Check {
  const texts = [
    ...[...telegram.world.chats.values()].flatMap((chat) =>
      telegram.messagesIn(chat).filter(({ from }) => from?.id === telegram.world.bot.id),
    ),
    ...[...discord.world.messages.values()].filter(({ author }) => author.id === discord.world.bot.id),
  ].map((message) => JSON.stringify({ ...message, chat: undefined, replyTo: undefined, reactions: undefined }));
  const shown = new Map<string, number>();
  const left = texts.filter((text) => text.includes(sentences("en").battle.answering));
  for (const text of texts) {
    const answers = /An answer of some length to (question-\d+-\w+)/u.exec(text)?.[1];
    if (answers) shown.set(answers, (shown.get(answers) ?? 0) + 1);
  }
  const wrong = turns.flatMap(({ id, platform, question, openedAt }) => {
    // What stands on pages is held against the questions.
    if (platform === "web") return [];
    const token = tokenPattern.exec(question)?.[0] ?? "";
    const [posts, wanted] = [shown.get(token) ?? 0, openedAt ? 1 : 0];
    return posts === wanted ? [] : [`${platform} ${id} (${token}) is shown ${posts} times, not ${wanted}`];
  });
  wrong.push(...left.map((text) => `a post says that it is being answered: ${text.slice(0, 600)}`));
  return { what: "no post is doubled, left behind or missing", looked: turns.length, wrong };
}

/** Each question has become one battle at most; one that was accepted has one post, or its asker was told why not. */
function checkQuestions(remains: Remains, turns: readonly Row[]): Check {
  const { asked } = remains.memory;
  const battles = new Map<string, number>();
  const opened = new Set<string>();
  for (const { question, openedAt } of turns) {
    const token = tokenPattern.exec(question)?.[0] ?? "";
    battles.set(token, (battles.get(token) ?? 0) + 1);
    if (openedAt) opened.add(token);
  }
  const wrong = asked.flatMap((question) =>
    findDoubling(question, battles.get(question.token) ?? 0, opened.has(question.token)),
  );
  const silent = asked.filter(
    ({ token, posts, refusals }) => !battles.has(token) && posts().length + refusals().length === 0,
  );
  const describe = ({ person, token, at }: AskedQuestion) => `${person} heard nothing of ${token}, asked at ${at}`;
  wrong.push(...silent.filter((question) => question.accepted()).map(describe));
  const unheard = silent.filter((question) => question.kept).map(describe);
  // Nothing of them was stored, and the platform could not be reached to say so: each such time is in the log.
  const excused = unheard.length <= countLogged(remains, "somebody could not be told what went wrong");
  if (!excused) wrong.push(...unheard);
  const what = "every accepted question has one answer";
  return { what, looked: asked.length, wrong, ...(excused && unheard.length > 0 && { known: unheard }) };
}

/** @param isOpened whether it has got answers: what failed may stand by itself, where its question was never posted. */
function findDoubling({ person, token, posts, refusals }: AskedQuestion, made: number, isOpened: boolean): string[] {
  const texts = posts();
  if (made > 1) return [`${person} asked ${token} once, and it became ${made} battles`];
  if (isOpened && texts.length + refusals().length === 0) return [`${token} of ${person} is a battle with no post`];
  if (texts.length <= 1) return [];
  const listed = texts.map((text) => `\n    ${text.slice(0, 300)}`).join("");
  return [`${person} got ${texts.length} posts for ${token}:${listed}`];
}

/** How often the processes have logged a message. */
function countLogged({ dataDirectory }: Remains, message: string): number {
  const files = globSync("*/data/doubleblind*.log*", { cwd: dataDirectory });
  const lines = files.flatMap((file) => readFileSync(join(dataDirectory, file), "utf8").split("\n"));
  return lines.filter((line) => line.includes(`"msg":"${message}"`)).length;
}

/** After a takeover a model may be paid twice for an answer, and never three times. */
function checkPaid({ models }: Remains): Check {
  const paid = new Map<string, number>();
  for (const { model, question, whole } of models.calls)
    if (whole) paid.set(`${model} ${question}`, (paid.get(`${model} ${question}`) ?? 0) + 1);
  const wrong = [...paid].filter(([, times]) => times > 2).map(([name, times]) => `${name} was paid ${times} times`);
  return { what: "no model is paid three times for an answer", looked: paid.size, wrong };
}

async function checkBudget({ database, models }: Remains): Promise<Check> {
  const [sums] = await database.rows<{ spent: number; reserved: number }>(
    `SELECT (SELECT coalesce(sum("spent"), 0)::float FROM "Spending" WHERE "scope" = 'endpoint' AND "name" = 'dear' AND length("period") = 10) AS "spent",
            (SELECT coalesce(sum("most"), 0)::float FROM "Reservation" WHERE "endpoint" = 'dear') AS "reserved"`,
  );
  const { spent = 0, reserved = 0 } = sums ?? {};
  const whole = models.calls.filter(({ endpoint, whole: taken }) => endpoint === "dear" && taken).length;
  const wrong = [
    ...(spent + reserved > dearBudget + 1e-9 ? [`$${spent} spent and $${reserved} set aside, of $${dearBudget}`] : []),
    ...(whole * dearAnswer > spent + reserved + 1e-9
      ? [`answers for $${whole * dearAnswer}, but $${spent + reserved} noted`]
      : []),
  ];
  return { what: "no budget is passed, and nothing is spent unnoted", looked: whole, wrong };
}
