/**
 * What the database makes of ballots, many in one statement, against the rules of `core/battle/ballot-rules.ts`, one
 * ballot after the other: every outcome and every row that is left must be the same, to the last column.
 */
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type BallotBox,
  castInto,
  exposeIn,
  lockIn,
  standingIn,
  withdrawFrom,
} from "../../core/battle/ballot-rules.ts";
import type { Vote } from "../../core/battle/vote.ts";
import type { Store } from "../../core/store/store.ts";
import { sampleAttempt, sampleBattle, sampleModel } from "../contracts/battle-samples.ts";
import { times } from "../thorough.ts";
import type { EditableStore } from "./editable-store.ts";
import { anyBallots, type BallotPlay, type Batch } from "./random-ballots.ts";

type Row = Record<string, unknown>;
type Rows = { battles: Row[]; votes: Row[]; tallies: Row[] };

/** All columns filled, so that one that is lost shows. */
function battleRow({ battle }: BallotBox): Row {
  const {
    generation,
    attempts: _attempts,
    turns: _turns,
    lease: _lease,
    createdAt,
    ...rest
  } = sampleBattle({ attempts: [] });
  return {
    ...rest,
    ...generation,
    system: "Be brief.",
    bankQuestion: "question",
    masked: true,
    ...{ leftOut: true, hidden: true, repeated: true },
    salt: "salt",
    drawHash: "hash",
    leaseHolder: "holder",
    folded: 3,
    cellId: 4,
    ...battle,
    ...Object.fromEntries(["leaseUntil", "openedAt"].map((name) => [name, createdAt])),
    createdAt,
  };
}

function voteRow({ battle, ...vote }: Vote): Row {
  return { battleId: battle, aside: false, ...vote };
}

/** The last attempt of the first turn tells whose answer it was. */
function attemptRows({ battle, models }: BallotBox): Row[] {
  const played = (side: "a" | "b", number: number, modelId: string, turn = 1): Row => {
    const { model: _model, ending: _ending, ...attempt } = sampleAttempt(side, modelId, { number, turn });
    return { battleId: battle.id, modelId, withheld: [], ...attempt };
  };
  const [first, later] = [played("a", 1, "another"), played("a", 1, "another", 2)];
  return [first, played("a", 2, models.a), later, played("b", 1, models.b)];
}

function tallyRow({ battle, votes }: BallotBox): Row {
  const count = (choice: string): number => [...votes.values()].filter((vote) => vote.choice === choice).length;
  const locked = [...votes.values()].filter(({ lockedAt }) => lockedAt).length;
  return { battleId: battle.id, a: count("a"), b: count("b"), tie: count("tie"), bothBad: count("both-bad"), locked };
}

/** Dates as texts, as the database tells them, and in the order of their keys. */
function plain(rows: readonly Row[]): string[] {
  const written = (value: unknown): unknown =>
    value instanceof Date || (typeof value === "string" && /^\d{4}-\d\d-\d\dT/u.test(value))
      ? new Date(value).toISOString()
      : value;
  return rows
    .map((row) =>
      JSON.stringify(
        Object.entries(row)
          .toSorted(([one], [other]) => (one < other ? -1 : 1))
          .map(([key, value]) => [key, written(value)]),
      ),
    )
    .toSorted();
}

function describeRules(editable: () => EditableStore): void {
  const store = (): Store => editable().store();
  const seen = {
    cast: 0,
    locked: 0,
    "not-open": 0,
    "unknown-battle": 0,
    withdrawn: 0,
    "no-vote": 0,
    "names-at-close": 0,
    voted: 0,
  };

  async function insert(table: string, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const columns = Object.keys(rows[0] ?? {})
      .map((name) => `"${name}"`)
      .join();
    const statement = `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)`;
    await editable().rows(statement, [JSON.stringify(rows)]);
  }

  async function setUp(boxes: readonly BallotBox[]): Promise<void> {
    await editable().run(`DELETE FROM "Battle"; DELETE FROM "AskingRules"`);
    await insert("AskingRules", [
      { id: "quiet", reveal: "at-close", paused: false, askers: "everyone", places: [], threads: false },
    ]);
    await insert("Battle", boxes.map(battleRow));
    await insert("Attempt", boxes.flatMap(attemptRows));
    await insert(
      "Vote",
      boxes.flatMap(({ votes }) => [...votes.values()].map(voteRow)),
    );
    await insert("Tally", boxes.filter(({ votes }) => votes.size > 0).map(tallyRow));
  }

  async function read(table: string): Promise<Row[]> {
    return (await editable().rows<{ row: Row }>(`SELECT to_jsonb("${table}") AS "row" FROM "${table}"`)).map(
      ({ row }) => row,
    );
  }

  /** A tally of nothing may stand or not. */
  const counts = ({ battleId: _id, ...sums }: Row): boolean => Object.values(sums).some((sum) => sum !== 0);

  async function stored(): Promise<Rows> {
    return { battles: await read("Battle"), votes: await read("Vote"), tallies: (await read("Tally")).filter(counts) };
  }

  function put({ kind, ballots }: Batch): Promise<unknown[]> {
    const { castVote, lockVote, withdrawVote, exposeVote } = store().ballots;
    if (kind === "cast") return Promise.all(ballots.map((vote) => castVote(vote)));
    if (kind === "lock") return Promise.all(ballots.map(({ at, ...ballot }) => lockVote(ballot, at)));
    if (kind === "withdraw") return Promise.all(ballots.map((ballot) => withdrawVote(ballot)));
    return Promise.all(ballots.map((ballot) => exposeVote(ballot)));
  }

  function judge(boxes: ReadonlyMap<string, BallotBox>, { kind, ballots }: Batch): { outcome: keyof typeof seen }[] {
    if (kind === "cast") return ballots.map((vote) => castInto(boxes.get(vote.battle), vote));
    if (kind === "lock") return ballots.map((ballot) => lockIn(boxes.get(ballot.battle), ballot, ballot.at));
    if (kind === "withdraw") return ballots.map((ballot) => withdrawFrom(boxes.get(ballot.battle), ballot));
    for (const ballot of ballots) exposeIn(boxes.get(ballot.battle), ballot);
    return [];
  }

  async function play({ boxes: given, batches }: BallotPlay): Promise<void> {
    await setUp(given);
    const boxes = new Map(given.map((box) => [box.battle.id, { ...box, votes: new Map(box.votes) }]));
    for (const batch of batches) {
      const standings = batch.ballots.map((ballot) => standingIn(boxes.get(ballot.battle), ballot));
      expect(await Promise.all(batch.ballots.map((one) => store().ballots.findStanding(one)))).toEqual(standings);
      const outcomes = judge(boxes, batch);
      for (const { outcome } of [...outcomes, ...standings]) seen[outcome] += 1;
      expect((await put(batch)).filter((outcome) => outcome !== undefined)).toEqual(outcomes);
      const { battles, votes, tallies } = await stored();
      const left = [...boxes.values()];
      expect(plain(battles)).toEqual(plain(left.map(battleRow)));
      expect(plain(votes)).toEqual(plain(left.flatMap((box) => [...box.votes.values()].map(voteRow))));
      expect(plain(tallies)).toEqual(plain(left.map(tallyRow).filter(counts)));
    }
  }

  it("makes of any ballots in any boxes what the rules make of them, one by one", async () => {
    const models = ["another", ...[0, 1, 2].flatMap((battle) => [`battle-${battle}-a`, `battle-${battle}-b`])];
    await store().models.saveModels(models.map((id) => sampleModel(id)));
    await fc.assert(fc.asyncProperty(anyBallots, play), {
      seed: 20261129,
      numRuns: times(250, 40),
      // To make a counterexample smaller takes minutes: whoever wants that takes this away.
      endOnFailure: true,
    });
    for (const [outcome, count] of Object.entries(seen)) expect(count, outcome).toBeGreaterThan(times(40, 5));
  }, 300_000);
}

/** @param open Opens a store whose tables are empty. */
export function describeBallotsByTheRules(open: () => Promise<EditableStore>): void {
  let editable: EditableStore;
  beforeAll(async () => {
    editable = await open();
  });
  afterAll(() => editable.close());

  describeRules(() => editable);
}
