/** What is held of a person, and how it is forgotten. */
import type { Choice } from "../chat/post.ts";
import type { CastMeans } from "../battle/vote.ts";
import type { Restriction } from "../battle/restrictions.ts";
import type { PostsLeft } from "../battle/traces.ts";
import { type Erasure, type PersonalData, unsetPerson, type PeopleStore } from "../people/store.ts";
import { counts, listColumns, partColumns } from "./cell-sums.ts";
import type { Client, Database, Reader } from "./database.ts";
import { holdFolding } from "./folding.ts";
import type { KeptTexts } from "./kept-texts.ts";
import { toPersonSettings } from "./person-records.ts";

type PrivacyRecords = Pick<PeopleStore, "personalData" | "erasePerson">;

const ended = new Set(["closed", "failed"]);

async function readData(client: Reader, texts: KeptTexts, person: string): Promise<PersonalData> {
  const settings = await client.person.findUnique({ where: { id: person } });
  const votes = await client.vote.findMany({
    where: { voter: person },
    include: { battle: { select: { status: true } } },
    orderBy: { castAt: "asc" },
  });
  return {
    settings: settings ? toPersonSettings(settings) : unsetPerson,
    votes: votes.map(({ battleId, choice, means, seen, aside, castAt, changedAt, battle }) => ({
      ...{ battle: battleId, choice: choice as Choice, means: means as CastMeans, seen, aside, castAt, changedAt },
      closed: ended.has(battle.status),
    })),
    questions: await readQuestions(client, texts, person),
    bankQuestions: await readBankQuestions(client, texts, person),
    tokens: await countTokens(client, person),
    settingChanges: await client.settingChange.count({ where: { by: person } }),
    reports: await client.report.count({ where: { person } }),
    restrictions: await readRestrictions(client, person),
    erasedPosts: await readPostsLeft(client, person),
  };
}

/** What is done about somebody, without whoever did it. */
async function readRestrictions(client: Reader, person: string): Promise<PersonalData["restrictions"]> {
  const rows = await client.restriction.findMany({
    where: { about: person, kind: { in: ["votes-aside", "shut-out"] } },
    select: { kind: true, reason: true, votes: true, at: true, until: true, liftedAt: true },
    orderBy: { number: "asc" },
  });
  return rows.map(({ kind, reason, ...row }) => ({
    ...row,
    kind: kind as Restriction["kind"],
    reason: reason as Restriction["reason"],
  }));
}

/** Restrictions that are in force stay: an erasure is no way around them. Of all others nobody can tell any more whom they were about. */
async function eraseFromRestrictions(client: Client, person: string): Promise<void> {
  await client.report.deleteMany({ where: { person } });
  await client.$executeRaw`
    UPDATE "Restriction" SET "about" = 'erased-' || gen_random_uuid() WHERE "about" = ${person} AND "liftedAt" IS NOT NULL`;
  await client.$executeRaw`UPDATE "Restriction" SET "by" = 'erased-' || gen_random_uuid() WHERE "by" = ${person}`;
  await client.$executeRaw`
    UPDATE "Restriction" SET "liftedBy" = 'erased-' || gen_random_uuid() WHERE "liftedBy" = ${person}`;
}

async function readQuestions(client: Reader, texts: KeptTexts, person: string): Promise<PersonalData["questions"]> {
  const turns = await client.turn.findMany({
    where: { battle: { asker: person }, question: { not: "" } },
    include: { battle: { select: { status: true, task: true, language: true } } },
    orderBy: { askedAt: "asc" },
  });
  return turns.map(({ battleId, number, question, askedAt, battle: { status, task, language } }) => ({
    ...{ battle: battleId, askedAt, task, language },
    question: texts.read(question, "Turn.question", battleId, number),
    closed: ended.has(status),
  }));
}

async function readBankQuestions(
  client: Reader,
  texts: KeptTexts,
  person: string,
): Promise<PersonalData["bankQuestions"]> {
  const questions = await client.bankQuestion.findMany({
    where: { author: person },
    select: { id: true, text: true, status: true, addedAt: true },
    orderBy: { addedAt: "asc" },
  });
  return questions.map(({ id, text, ...rest }) => ({ text: texts.read(text, "BankQuestion.text", id), ...rest }));
}

/**
 * Forgets a person. Their votes on ended battles stay, each under a name of its own that means nothing, so that no
 * rating changes and nobody can link them; their questions' words and pictures go. Battles are held in one order,
 * against those who write votes at the same time.
 */
async function erase(client: Client, person: string, at: Date): Promise<Erasure> {
  // Whose votes they are must not change while they are folded; and before any battle, as everywhere.
  await holdFolding(client);
  const held = await client.$queryRaw<{ id: string; status: string }[]>`
    SELECT "id", "status" FROM "Battle"
    WHERE "asker" = ${person} OR EXISTS (
      SELECT FROM "Vote" WHERE "Vote"."battleId" = "Battle"."id" AND "Vote"."voter" = ${person})
    ORDER BY "id" FOR UPDATE`;
  const over = held.filter(({ status }) => ended.has(status)).map(({ id }) => id);
  const votes = await client.$executeRaw`
    UPDATE "Vote" SET "voter" = 'erased-' || gen_random_uuid()
    WHERE "voter" = ${person} AND "battleId" = ANY(${over})`;
  await eraseFromCells(client, person, over);
  const asked = await client.battle.findMany({ where: { asker: person, id: { in: over } }, select: { id: true } });
  const battles = asked.map(({ id }) => id);
  await eraseFromPosts(client, person, battles, at);
  const { count: questions } = await client.turn.updateMany({
    where: { battleId: { in: battles } },
    data: { question: "" },
  });
  await client.picture.deleteMany({ where: { battleId: { in: battles } } });
  await client.questionSketch.deleteMany({ where: { battleId: { in: battles } } });
  await client.$executeRaw`
    UPDATE "Battle" SET "asker" = 'erased-' || gen_random_uuid() WHERE "id" = ANY(${battles})`;
  await client.bankQuestion.deleteMany({ where: { author: person, status: { not: "approved" } } });
  await client.$executeRaw`
    UPDATE "BankQuestion" SET "author" = 'erased-' || gen_random_uuid() WHERE "author" = ${person}`;
  await client.$executeRaw`
    UPDATE "SettingChange" SET "by" = 'erased-' || gen_random_uuid() WHERE "by" = ${person}`;
  await eraseFromRestrictions(client, person);
  await client.person.deleteMany({ where: { id: person } });
  return { votes, questions, open: held.length - over.length, posts: await readPostsLeft(client, person) };
}

async function countTokens(client: Reader, person: string): Promise<number> {
  const { _sum: used } = await client.attempt.aggregate({
    where: { battle: { asker: person } },
    _sum: { inputTokens: true, outputTokens: true },
  });
  return (used.inputTokens ?? 0) + (used.outputTokens ?? 0);
}

async function readPostsLeft(client: Reader, person: string): Promise<PostsLeft> {
  const unreached = await client.unreachedPosts.findUnique({ where: { person } });
  const waiting = await client.battleTrace.count({ where: { erasedFor: person } });
  return { waiting, unreachable: unreached?.battles ?? 0 };
}

/** For how long is told what could not be reached, in milliseconds. */
const toldFor = 30 * 24 * 60 * 60_000;

/**
 * Has words taken out of the posts of battles that have ended. Where nobody knows any more where those are, they are beyond
 * reach; a battle whose end has not been shown yet is shown without its words, and the page's posts are at hand.
 */
async function eraseFromPosts(client: Client, person: string, battles: string[], at: Date): Promise<void> {
  await client.unreachedPosts.deleteMany({ where: { at: { lt: new Date(at.getTime() - toldFor) } } });
  await client.battleTrace.updateMany({
    where: { battleId: { in: battles } },
    data: { eraseSince: at, tryAt: at, erasedFor: person },
  });
  const lost = await client.battle.count({
    where: {
      ...{ id: { in: battles }, delivery: null, trace: null, platform: { not: "web" } },
      // What was forgotten before has left its posts then.
      turns: { some: { question: { not: "" } } },
    },
  });
  if (lost === 0) return;
  const update = { battles: { increment: lost }, at };
  await client.unreachedPosts.upsert({ where: { person }, create: { person, battles: lost, at }, update });
}

/** Each vote becomes a voter's part of its own in its cell, under its new name. */
async function eraseFromCells(client: Client, person: string, battles: readonly string[]): Promise<void> {
  await client.voterCell.deleteMany({ where: { voter: person } });
  await client.$executeRaw`
    INSERT INTO "VoterCell" ("cellId", "voter", ${listColumns(partColumns)})
    SELECT "cellId", "voter", ("choice" = 'a')::int, ("choice" = 'b')::int, ("choice" = 'tie')::int,
           ("choice" = 'both-bad')::int, (NOT "seen" AND "choice" = 'a')::int, (NOT "seen" AND "choice" = 'b')::int,
           (NOT "seen" AND "choice" = 'tie')::int, (NOT "seen" AND "choice" = 'both-bad')::int
    FROM "Vote" JOIN "Battle" ON "Battle"."id" = "Vote"."battleId"
    WHERE "battleId" = ANY(${[...battles]}) AND "cellId" IS NOT NULL AND "voter" LIKE 'erased-%' AND ${counts()}
    ON CONFLICT ("cellId", "voter") DO NOTHING`;
}

/** The part of the store that tells people what is held of them, and forgets it. */
export function createPrivacyRecords(database: Database): PrivacyRecords {
  return {
    personalData: (person) => database.readAtOnce((client) => readData(client, database.texts, person)),
    erasePerson: (person, at) => database.transaction((client) => erase(client, person, at)),
  };
}
