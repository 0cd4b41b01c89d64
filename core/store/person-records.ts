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
import { toBattle, withParts } from "./battle-rows.ts";
import type { Database, Reader } from "./database.ts";
import type { Person as PersonRow } from "./generated/client.ts";
import { toTally, toVote } from "./vote-records.ts";

type PersonRecords = Omit<PeopleStore, "personalData" | "erasePerson">;

const closed = { status: "closed" } as const;

async function readHistory(client: Reader, voter: string, skip: number, take: number): Promise<HistoryPage> {
  const rows = await client.vote.findMany({
    where: { voter, battle: closed },
    include: { battle: { include: { ...withParts, tally: true } } },
    orderBy: [{ castAt: "desc" }, { battleId: "desc" }],
    skip,
    take,
  });
  const votes = rows.map(({ battle: { tally, ...battle }, ...vote }): PastVote => ({
    battle: toBattle(battle),
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
async function readRecord(client: Reader, voter: string, limit: number): Promise<VotingRecord> {
  const asked = await client.battle.groupBy({
    by: ["task"],
    where: { asker: voter, ...closed },
    _count: { id: true },
    orderBy: { task: "asc" },
  });
  const voted = await client.$queryRaw<VotedRow[]>`
    SELECT "Vote"."battleId" AS "battle", "Battle"."task", "Vote"."choice", "Tally"."a", "Tally"."b", "Tally"."tie",
           "Tally"."bothBad"
    FROM "Vote"
    JOIN "Battle" ON "Battle"."id" = "Vote"."battleId"
    JOIN "Tally" ON "Tally"."battleId" = "Vote"."battleId"
    WHERE "Vote"."voter" = ${voter} AND "Battle"."status" = 'closed' AND NOT "Battle"."masked"
    ORDER BY "Vote"."castAt" DESC, "Vote"."battleId" DESC
    LIMIT ${limit}`;
  const forms = await readForms(
    client,
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

const noForm: AnswerForm = { characters: 0, marks: 0 };

/** What counts as structure: a heading, an item of a list, a fence of code, or words in bold. */
const structureMark = String.raw`^ {0,3}(#{1,6} |[-*+] |\d{1,3}[.)] |\`\`\`)|\*\*[^*\n]+\*\*`;

/** How long and how structured each side was, over all turns, as people were shown it; keyed by battle and side. */
async function readForms(client: Reader, battles: readonly string[]): Promise<Map<string, AnswerForm>> {
  if (battles.length === 0) return new Map();
  const rows = await client.$queryRaw<(AnswerForm & { battle: string; side: string })[]>`
    SELECT "battleId" AS "battle", "side",
           sum(length(COALESCE("shown", "text")))::int AS "characters",
           sum((SELECT count(*) FROM regexp_matches(COALESCE("shown", "text"), ${structureMark}, 'gn')))::int AS "marks"
    FROM "Attempt"
    WHERE "battleId" = ANY(${[...battles]}) AND "text" IS NOT NULL
    GROUP BY 1, 2`;
  return new Map(rows.map(({ battle, side, ...form }) => [`${battle} ${side}`, form]));
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
    history: (voter, skip, take) => inDepth.read((client) => readHistory(client, voter, skip, take)),
    votingRecord: (voter, limit) => inDepth.read((client) => readRecord(client, voter, limit)),
  };
}
