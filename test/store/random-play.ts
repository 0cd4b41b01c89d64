/** Any play of any battles, for a store: a list of steps, each of which may be refused. */
import fc from "fast-check";
import { type NewBattle, type Side, sides } from "../../core/battle/battle.ts";
import { choices } from "../../core/chat/post.ts";
import { sampleAttempt, sampleBattle, sketchOf } from "../contracts/battle-samples.ts";

export type Redraw = { side: Side; model: number };

/** A turn that begins. */
type TurnStep = {
  /** A side is drawn again before it opens. */
  redraw: Redraw | null;
  /** Whether it is opened at once, masked or not; null: it goes on answering. */
  opening: { masked: boolean } | null;
};

/** Models and communities are numbers here: indices into those of the player. */
export type NewBattleStep = TurnStep & {
  step: "create";
  pair: readonly [number, number];
  community: number;
  asker: number;
  /** Null: nothing is known of its words. */
  question: string | null;
} & Pick<NewBattle, "task" | "language" | "league" | "platform" | "private" | "closeAtVotes" | "bankQuestion">;

export type FollowUpStep = TurnStep & { step: "follow-up"; battle: number };

export type BallotStep = { voter: number; ballot: (typeof choices)[number] | "withdraw" | "lock"; seen: boolean };

export type Step =
  | NewBattleStep
  | { step: "redraw"; battle: number; redraw: Redraw }
  | { step: "open"; battle: number; masked: boolean }
  | { step: "fail"; battle: number }
  | FollowUpStep
  /** All at the same moment. */
  | { step: "ballots"; battle: number; ballots: BallotStep[]; minute: number; closing: boolean }
  /** All at the same moment. */
  | { step: "close"; battles: number[]; reason: "time" | "asker"; minute: number }
  /** What has closed goes into the cells. */
  | { step: "fold" }
  /** A voter's votes in a community, or a battle, no longer count; or they do again. */
  | { step: "restrict"; about: { voter: number; community: number } | { battle: number }; holds: boolean };

export const models = ["model-0", "model-1", "model-2"] as const;
/** The first two ask all questions. */
export const voters = ["voter-0", "voter-1", "voter-2", "voter-3", "voter-4"] as const;

const model = fc.nat({ max: models.length - 1 });
const battle = fc.nat({ max: 30 });
/** Within three days, the midnights between them included. */
const minute = fc.integer({ min: 2, max: 3 * 24 * 60 });
const mostly = (value: boolean): fc.Arbitrary<boolean> => fc.constantFrom(value, value, value, !value);

const redraw = fc.record({ side: fc.constantFrom(...sides), model });

const beginning = { redraw: fc.option(redraw, { freq: 2 }), opening: fc.option(fc.record({ masked: mostly(false) })) };

const creation: fc.Arbitrary<NewBattleStep> = fc.record({
  step: fc.constant("create" as const),
  pair: fc.tuple(model, model).filter(([left, right]) => left !== right),
  community: fc.nat({ max: 1 }),
  asker: fc.constantFrom(0, 0, 1),
  question: fc.constantFrom("sky", "sky", "sky", "sea", null),
  bankQuestion: fc.constantFrom(null, null, null, null, "bank-question"),
  ...beginning,
  task: fc.constantFrom("translation" as const, "other" as const),
  language: fc.constantFrom("en", "zh"),
  league: fc.constantFrom("real" as const, "real" as const, "demo" as const),
  platform: fc.constantFrom("discord" as const, "web" as const),
  private: mostly(false),
  closeAtVotes: fc.constantFrom(null, null, 1, 3),
});

const ballot: fc.Arbitrary<BallotStep> = fc.record({
  voter: fc.nat({ max: voters.length - 1 }),
  ballot: fc.constantFrom(...choices, ...choices, ...choices, "withdraw", "withdraw", "lock"),
  seen: mostly(false),
});

const ballots: fc.Arbitrary<Step> = fc.record({
  step: fc.constant("ballots" as const),
  battle,
  ballots: fc.uniqueArray(ballot, { minLength: 2, maxLength: 5, selector: (one) => one.voter }),
  minute,
  closing: mostly(false),
});

const closing: fc.Arbitrary<Step> = fc.record({
  step: fc.constant("close" as const),
  battles: fc.uniqueArray(battle, { minLength: 1, maxLength: 4 }),
  reason: fc.constantFrom("time" as const, "asker" as const),
  minute,
});

const restricting: fc.Arbitrary<Step> = fc.record({
  step: fc.constant("restrict" as const),
  about: fc.oneof(
    fc.record({ voter: fc.nat({ max: voters.length - 1 }), community: fc.nat({ max: 1 }) }),
    fc.record({ battle }),
  ),
  holds: mostly(true),
});

const folding: fc.Arbitrary<Step> = fc.constant({ step: "fold" });

const answering: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ step: fc.constant("redraw" as const), battle, redraw }),
  fc.record({ step: fc.constant("open" as const), battle, masked: mostly(false) }),
  fc.record({ step: fc.constant("fail" as const), battle }),
  fc.record({ step: fc.constant("follow-up" as const), battle, ...beginning }),
);

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: ballots },
  { weight: 4, arbitrary: answering },
  { weight: 2, arbitrary: closing },
  { weight: 2, arbitrary: creation },
  { weight: 2, arbitrary: restricting },
  { weight: 1, arbitrary: folding },
);

/** Some battles to begin with, a while before anybody votes, then anything in any order; some of it closes. */
export const anyPlay: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.array(creation, { minLength: 1, maxLength: 5, size: "max" }),
    fc.array(answering, { maxLength: 8, size: "max" }),
    fc.array(anyStep, { minLength: 5, maxLength: 36, size: "max" }),
    fc.array(fc.oneof(closing, restricting, folding), { maxLength: 6, size: "max" }),
  )
  .map((parts) => parts.flat());

/** A battle that is asked, voted on and closed, and what may be done after that. */
const asked = fc.record({
  created: creation,
  choices: fc.array(fc.constantFrom(...choices), { minLength: 1, maxLength: 2, size: "max" }),
  minute,
  masked: fc.constantFrom(false, false, false, false, true),
  after: fc.array(fc.oneof(folding, restricting), { maxLength: 2 }),
});

/** The same few questions again and again, by the same few people. */
export const anyAsking: fc.Arbitrary<Step[]> = fc
  .array(asked, { minLength: 6, maxLength: 12, size: "max" })
  .map((battles) =>
    battles.flatMap(({ created, choices: chosen, minute: at, masked, after }, place): Step[] => [
      { ...created, redraw: null, opening: { masked }, league: "real", private: false, closeAtVotes: null },
      {
        ...{ step: "ballots", battle: place, minute: at, closing: false },
        ballots: chosen.map((choice, voter) => ({ voter: voter + 2, ballot: choice, seen: false })),
      },
      { step: "close", battles: [place], reason: "time", minute: at },
      ...after,
    ]),
  );

/** The battle of a step. */
export function battleOf(step: NewBattleStep, communities: readonly string[]): NewBattle {
  const { step: _step, redraw: _redraw, opening: _opening, pair, community, asker, question, ...given } = step;
  const attempts = sides.map((side, index) => sampleAttempt(side, models[pair[index]!]!));
  // The same people ask in all plays: what they ask is of this one, and a single word, so that it is like no other.
  const ofPlay = communities.join("").replaceAll(/\d/gu, (digit) => "ghijklmnop".charAt(Number(digit)));
  const sketch = question === null ? {} : { sketch: sketchOf(question + ofPlay) };
  return sampleBattle({ ...given, ...sketch, community: communities[community]!, asker: voters[asker]!, attempts });
}
