/** Any boxes with any votes in them, and any ballots on them: also such as no play could lead to. */
import fc from "fast-check";
import type { BallotBattle, BallotBox } from "../../core/battle/ballot-rules.ts";
import { closeReasons } from "../../core/battle/battle.ts";
import { type Ballot, castMeans, type NewVote, type Vote, type Withdrawal } from "../../core/battle/vote.ts";
import { choices } from "../../core/chat/post.ts";
import { platformNames } from "../../core/language/platforms.ts";
import { atMinute } from "../contracts/battle-samples.ts";

/** Ballots of one kind that are given at the same moment, in order. */
export type Batch =
  | { kind: "cast"; ballots: NewVote[] }
  | { kind: "lock"; ballots: (Ballot & { at: Date })[] }
  | { kind: "withdraw"; ballots: Withdrawal[] }
  | { kind: "expose"; ballots: Ballot[] };

export type BallotPlay = { boxes: BallotBox[]; batches: Batch[] };

const [battles, communities] = [
  ["battle-0", "battle-1", "battle-2"],
  ["quiet", "telling"],
] as const;
const voters = ["voter-0", "voter-1", "voter-2", "voter-3", "voter-4", "voter-5"] as const;

const minute = fc.integer({ min: 0, max: 90 }).map(atMinute);
const seldom = fc.nat({ max: 11 }).map((number) => number === 11);
const voter = fc.constantFrom(...voters);
const choice = fc.constantFrom(...choices);
const means = fc.constantFrom(...castMeans);
const platform = fc.constantFrom(...platformNames);

const vote: fc.Arbitrary<Omit<Vote, "battle">> = fc.record({
  ...{ voter, platform, choice, means },
  firstChoice: choice,
  firstMeans: means,
  changes: fc.nat({ max: 2 }),
  seen: fc.boolean(),
  castAt: minute,
  changedAt: minute,
  lockedAt: fc.option(minute, { freq: 1 }),
  namesSeenBy: fc.nat({ max: 3 }),
});

const battle: fc.Arbitrary<Omit<BallotBattle, "id">> = fc.record({
  community: fc.constantFrom(...communities),
  asker: voter,
  status: fc.constantFrom(...Array.from({ length: 15 }, () => "open" as const), "answering", "closed", "failed"),
  private: seldom,
  closeAfter: fc.integer({ min: 1, max: 60 }).map((minutes) => minutes * 60_000),
  closeAtVotes: fc.constantFrom(null, null, 1, 2, 3, 4, 6),
  firstVoteAt: fc.option(minute, { freq: 1 }),
  closesAt: fc.option(minute, { freq: 4 }),
  endedAt: fc.option(minute),
  endReason: fc.option(fc.constantFrom(...closeReasons)),
  pair: fc.constantFrom(null, null, null, "another"),
});

function boxOf(id: string): fc.Arbitrary<BallotBox> {
  const votes = fc.uniqueArray(vote, { minLength: 1, maxLength: 5, size: "max", selector: (one) => one.voter });
  return fc.tuple(battle, votes).map(([rest, cast]) => ({
    battle: { id, ...rest },
    models: { a: `${id}-a`, b: `${id}-b` },
    namesAtClose: rest.community === "quiet",
    votes: new Map(cast.map((one) => [one.voter, { battle: id, ...one }])),
    voters: cast.length,
    namesSeenBy: cast.filter(({ lockedAt }) => lockedAt).length,
  }));
}

/** On a battle of its own community for the most part, sometimes elsewhere, sometimes on none. */
function anyBallot(boxes: readonly BallotBox[]): fc.Arbitrary<Ballot> {
  const known = fc.constantFrom(...boxes.map((box) => box.battle)).chain(({ id, community }) =>
    fc.record({
      battle: fc.constant(id),
      community: seldom.map((elsewhere) => (elsewhere ? "another" : community)),
    }),
  );
  const unknown = fc.record({
    battle: fc.constantFrom("no-battle", "un\0readable\uD800"),
    community: fc.constantFrom(...communities),
  });
  return fc
    .tuple(fc.oneof({ weight: 20, arbitrary: known }, { weight: 1, arbitrary: unknown }), voter)
    .map(([where, one]) => ({ ...where, voter: one }));
}

function batchOn(boxes: readonly BallotBox[]): fc.Arbitrary<Batch> {
  const batch = (kind: Batch["kind"], more: fc.Arbitrary<object>): fc.Arbitrary<Batch> =>
    fc
      .array(
        fc.tuple(anyBallot(boxes), more).map(([ballot, rest]) => ({ ...ballot, ...rest })),
        { minLength: 1, maxLength: 14, size: "max" },
      )
      .map((ballots) => ({ kind, ballots }) as Batch);
  const onlyIf = fc.constantFrom(undefined, undefined, undefined, "unvoted" as const, "same" as const);
  const only = fc.constantFrom(
    undefined,
    undefined,
    ...castMeans.flatMap((one) => ({ means: one, choice: "a" as const })),
  );
  const madeAt = fc.oneof(fc.constant(undefined), minute);
  const cast = fc.record({ platform, choice, means, seen: fc.boolean(), at: minute, onlyIf, madeAt });
  return fc.oneof(
    { weight: 6, arbitrary: batch("cast", cast) },
    { weight: 3, arbitrary: batch("lock", fc.record({ at: minute })) },
    {
      weight: 3,
      arbitrary: batch(
        "withdraw",
        only.map((one) => (one ? { only: one } : {})),
      ),
    },
    { weight: 1, arbitrary: batch("expose", fc.constant({})) },
  );
}

/** Three battles as they may be found, and a few batches on them. */
export const anyBallots: fc.Arbitrary<BallotPlay> = fc.tuple(...battles.map(boxOf)).chain((boxes) =>
  fc.record({
    boxes: fc.constant(boxes),
    batches: fc.array(batchOn(boxes), { minLength: 1, maxLength: 4, size: "max" }),
  }),
);
