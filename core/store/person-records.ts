/** What people have chosen, and what they did in battles that have closed. */
import type { Battle } from "../battle/battle.ts";
import type { Choice } from "../chat/post.ts";
import {
  type HistoryPage,
  type PastVote,
  type PersonSettings,
  unsetPerson,
  type AnswerForm,
  type VotedBattle,
  type VotingRecord,
  type PeopleStore,
} from "../people/store.ts";
import { measureAnswers } from "./answer-styles.ts";
import { toBattle, withParts } from "./battle-rows.ts";
import type { Database, Reader } from "./database.ts";
import type { Person as PersonRow } from "./generated/client.ts";
import type { KeptTexts } from "./kept-texts.ts";
import { toTally, toVote } from "./vote-records.ts";

type PersonRecords = Omit<PeopleStore, "personalData" | "erasePerson">;

const closed = { status: "closed" } as const;

async function readHistory(
  client: Reader,
  texts: KeptTexts,
  voter: string,
  skip: number,
  take: number,
): Promise<HistoryPage> {
  const rows = await client.vote.findMany({
    where: { voter, battle: closed },
    include: { battle: { include: { ...withParts, tally: true } } },
    orderBy: [{ castAt: "desc" }, { battleId: "desc" }],
    skip,
    take,
  });
  const votes = rows.map(({ battle: { tally, ...battle }, ...vote }): PastVote => ({
    battle: toBattle(battle, texts),
    vote: toVote(vote),
    tally: toTally(tally),
  }));
  const total = await client.vote.count({ where: { voter, battle: closed } });
  const open = await client.vote.count({ where: { voter, battle: { status: { not: "closed" } } } });
  return { votes, total, open };
}

type VotedRow = Pick<VotedBattle, "choice"> & { battle: string; task: string } & Record<
    "a" | "b" | "tie" | "bothBad",
    number
  >;

/**
 * Reads the newest votes of a voter, and the form of the answers they are about. Masked battles are left out: in them
 * a name was hidden, and nothing is concluded from them.
 */
async function readRecord(database: Database, voter: string, limit: number): Promise<VotingRecord> {
  const asked = await database.read((client) =>
    client.battle.groupBy({
      by: ["task"],
      where: { asker: voter, ...closed },
      _count: { id: true },
      orderBy: { task: "asc" },
    }),
  );
  const voted = await database.read((client) => readVoted(client, voter, limit));
  const forms = await findForms(
    database,
    voted.map(({ battle }) => battle),
  );
  return {
    asked: asked.map(({ task, _count: count }) => ({ task: task as Battle["task"], battles: count.id })),
    votes: voted.map(({ battle, task, choice, ...row }): VotedBattle => ({
      task: task as Battle["task"],
      choice: choice as Choice,
      tally: toTally(row),
      answers: { a: forms.get(`${battle} a`) ?? noForm, b: forms.get(`${battle} b`) ?? noForm },
    })),
  };
}

function readVoted(client: Reader, voter: string, limit: number): Promise<VotedRow[]> {
  return client.$queryRaw<VotedRow[]>`
    SELECT "Vote"."battleId" AS "battle", "Battle"."task", "Vote"."choice", "Tally"."a", "Tally"."b", "Tally"."tie",
           "Tally"."bothBad"
    FROM "Vote"
    JOIN "Battle" ON "Battle"."id" = "Vote"."battleId"
    JOIN "Tally" ON "Tally"."battleId" = "Vote"."battleId"
    WHERE "Vote"."voter" = ${voter} AND "Battle"."status" = 'closed' AND NOT "Battle"."masked"
    ORDER BY "Vote"."castAt" DESC, "Vote"."battleId" DESC
    LIMIT ${limit}`;
}

const noForm: AnswerForm = { characters: 0, marks: 0 };

type FormRow = AnswerForm & { battle: string; side: string; isMeasured: boolean };

/** How long and how structured each side was, over all turns, as people were shown it; keyed by battle and side. */
async function findForms(database: Database, battles: readonly string[]): Promise<Map<string, AnswerForm>> {
  const read = () => database.read((client) => readForms(client, battles));
  let rows = await read();
  const unmeasured = rows.filter((row) => !row.isMeasured);
  if (unmeasured.length > 0) {
    await measureAnswers(database, [...new Set(unmeasured.map(({ battle }) => battle))]);
    rows = await read();
  }
  return new Map(rows.map(({ battle, side, isMeasured: _, ...form }) => [`${battle} ${side}`, form]));
}

/** Marks are headings, items of lists, and stretches of bold. */
function readForms(client: Reader, battles: readonly string[]): Promise<FormRow[]> {
  return client.$queryRaw<FormRow[]>`
    SELECT "battleId" AS "battle", "side", COALESCE(sum("style"[1]), 0)::int AS "characters",
           COALESCE(sum("style"[2] + "style"[3] + "style"[4]), 0)::int AS "marks", bool_and("style" IS NOT NULL) AS "isMeasured"
    FROM "Attempt"
    WHERE "battleId" = ANY(${[...battles]}) AND "text" IS NOT NULL
    GROUP BY 1, 2`;
}

/** A person's row as core knows it. */
export function toPersonSettings({ id: _id, ...row }: PersonRow): PersonSettings {
  return row as PersonSettings;
}

/**
 * The part of the store that keeps people. One who has chosen nothing has no row.
 * @param inDepth the same database, for what takes longer.
 */
export function createPersonRecords(database: Database, inDepth: Database): PersonRecords {
  return {
    async personLanguage(id) {
      const statement = `SELECT "language" FROM "Person" WHERE "id" = $1`;
      const [row] = await database.readRows<Pick<PersonSettings, "language">>(statement, [id]);
      return row?.language ?? null;
    },
    async personSettings(id) {
      const row = await database.read((client) => client.person.findUnique({ where: { id } }));
      return row ? toPersonSettings(row) : unsetPerson;
    },
    async savePersonSettings(id, settings) {
      const data = { ...settings, interests: [...settings.interests] };
      await database.write((client) => client.person.upsert({ where: { id }, create: { id, ...data }, update: data }));
    },
    history: (voter, skip, take) => inDepth.read((client) => readHistory(client, inDepth.texts, voter, skip, take)),
    votingRecord: (voter, limit) => readRecord(inDepth, voter, limit),
  };
}
