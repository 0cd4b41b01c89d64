/** What model jurors say of closed battles: a table of its own, which no board of people's votes reads. */
import type { Side } from "../battle/battle.ts";
import type { JuryBallot, JuryStore } from "../mutual/jury/jury.ts";
import type { JuryCase } from "../mutual/scoring/jury.ts";
import { battleCountsForTask } from "./cell-sums.ts";
import type { Database, Reader } from "./database.ts";
import type { JuryBallot as JuryRow, Prisma } from "./generated/client.ts";
import type { KeptTexts } from "./kept-texts.ts";
import { storableTextOrNull } from "./writing.ts";
import { toTally } from "./vote-records.ts";

function toBallot({ battleId, ...row }: JuryRow, texts: KeptTexts): JuryBallot {
  const { juror, shown, failure } = row;
  return {
    ...row,
    battle: battleId,
    failure: failure === null ? null : texts.read(failure, "JuryBallot.failure", battleId, juror, shown),
    shown: row.shown as JuryBallot["shown"],
    choice: row.choice as JuryBallot["choice"],
  };
}

async function readUnjudged(
  client: Reader,
  ...[league, ballots, limit]: Parameters<JuryStore["battlesToJudge"]>
): Promise<string[]> {
  const rows = await client.$queryRaw<{ id: string }[]>`
    SELECT battle."id" FROM "Battle" battle
    WHERE battle."status" = 'closed' AND battle."league" = ${league}
      AND NOT battle."private" AND NOT battle."masked"
      AND NOT EXISTS (SELECT 1 FROM "Turn" turn WHERE turn."battleId" = battle."id" AND turn."question" = '')
      AND NOT EXISTS (SELECT 1 FROM "Picture" picture WHERE picture."battleId" = battle."id")
      AND (SELECT count(*) FROM "JuryBallot" ballot WHERE ballot."battleId" = battle."id") < ${ballots}
    ORDER BY battle."endedAt", battle."id" LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** What a battle must have in common with a filter; a board's own filter may say more. */
const equalFields = ["task", "language", "platform", "community"] as const;

/** Who was asked in the first turn, without the answers: there may be megabytes of them. */
const playedFirst = {
  where: { turn: 1 },
  orderBy: { number: "asc" },
  select: { side: true, modelId: true },
} as const satisfies Prisma.Battle$attemptsArgs;

const setAside = { where: { aside: true }, select: { choice: true } } as const satisfies Prisma.Battle$votesArgs;

function without(tally: JuryCase["votes"], aside: readonly { choice: string }[]): JuryCase["votes"] {
  const left = { ...tally };
  for (const { choice } of aside) left[choice as keyof typeof left] -= 1;
  return left;
}

async function readCases(
  client: Reader,
  texts: KeptTexts,
  ...[league, within = {}]: Parameters<JuryStore["juryCases"]>
): Promise<JuryCase[]> {
  const { exceptCommunity, since, before } = within;
  const equal = Object.fromEntries(equalFields.map((field) => [field, within[field]]));
  const rows = await client.battle.findMany({
    where: {
      ...equal,
      ...(within.task !== undefined && battleCountsForTask),
      ...(exceptCommunity === undefined ? {} : { NOT: { community: exceptCommunity } }),
      // Days are those of UTC.
      endedAt: {
        ...(since !== undefined && { gte: new Date(since) }),
        ...(before !== undefined && { lt: new Date(before) }),
      },
      ...{ league, status: "closed", leftOut: false, juryBallots: { some: {} } },
    },
    select: { attempts: playedFirst, juryBallots: true, tally: true, votes: setAside },
    orderBy: { id: "asc" },
  });
  return rows.map(({ attempts, juryBallots, tally, votes }): JuryCase => {
    // As `modelOf` has it: the last attempt of the first turn.
    const playing = (side: Side) => attempts.findLast((attempt) => attempt.side === side)?.modelId ?? "";
    return {
      modelA: playing("a"),
      modelB: playing("b"),
      votes: without(toTally(tally), votes),
      ballots: juryBallots.map((ballot) => toBallot(ballot, texts)),
    };
  });
}

/** The part of the store that holds the jury's ballots. */
export function createJuryRecords(database: Database): JuryStore {
  const { texts } = database;
  return {
    battlesToJudge: (...wanted) => database.read((client) => readUnjudged(client, ...wanted)),
    async saveJuryBallot({ battle: battleId, ...ballot }) {
      const { juror, shown } = ballot;
      const told = storableTextOrNull(ballot.failure);
      const failure = told === null ? null : texts.keep(told, "JuryBallot.failure", battleId, juror, shown);
      const data = { ...ballot, battleId, failure };
      await database.write((client) => client.juryBallot.createMany({ data: [data], skipDuplicates: true }));
    },
    async juryBallots(battleId) {
      const rows = await database.read((client) =>
        client.juryBallot.findMany({ where: { battleId }, orderBy: [{ juror: "asc" }, { shown: "asc" }] }),
      );
      return rows.map((row) => toBallot(row, texts));
    },
    juryCases: (...wanted) => database.read((client) => readCases(client, texts, ...wanted)),
  };
}
