/** From battles to rows. */
import { createHmac } from "node:crypto";
import type { PersonalKind } from "../safety/personal-data/datum.ts";
import { maskPersonalData } from "../safety/personal-data/find.ts";
import type { Row, Said } from "./columns.ts";
import { mayShowWords, pairOf } from "./consent.ts";
import type { Conversations, RecordedAttempt, RecordedBattle, RecordedModel, RecordedVote } from "./recorded.ts";

/** How rows are made. */
export type RowOptions = {
  /** A fresh secret that is forgotten afterwards: names of voters are made with it. */
  secret: string;
  /** Whether votes of those who have said yes stand one by one. */
  oneByOne: boolean;
  /** What personal data is called where it was masked. */
  personalKinds: Readonly<Record<PersonalKind, string>>;
};

type Common = Row & Record<"question_id" | "model_a" | "model_b" | "category", string> & { repeated: boolean };

/** A vote's row. */
export type VoteRow = Common & { winner: string; judge: string; consented: boolean };

/** What a battle becomes. */
export type BattleRows = { battle: Common; votes: VoteRow[] };

const winners = { a: "model_a", b: "model_b", tie: "tie", "both-bad": "tie (bothbad)" } as const;
const choices = ["a", "b", "tie", "both-bad"] as const;
const columnNames = { a: "a", b: "b", tie: "tie", "both-bad": "bothbad" } as const;
const day = 24 * 60 * 60_000;

/** Creates what makes rows of one battle after the other. */
export function createRowMaking({ secret, oneByOne, personalKinds }: RowOptions) {
  let counted = 0;
  const nameOf = (voter: string) => `voter-${createHmac("sha256", secret).update(voter).digest("hex").slice(0, 16)}`;
  const mask = (said: readonly Said[] | undefined) =>
    said?.map(({ role, content }) => ({ role, content: maskPersonalData(content, personalKinds) })) ?? null;

  /** @param words left out: they are gone, or not asked for. */
  function rowsOf(battle: RecordedBattle, words?: Conversations): BattleRows {
    const votes = battle.votes.filter(({ aside }) => !aside);
    const [own, others] = [
      votes.filter((vote) => oneByOne && vote.shares),
      votes.filter((vote) => !oneByOne || !vote.shares),
    ];
    const shown = mayShowWords(battle) ? words : undefined;
    const said = { conversation_a: mask(shown?.a), conversation_b: mask(shown?.b) };
    const common = { ...commonOf(battle), ...said };
    const ownRows = own
      .map((vote) => ({ ...common, ...ownVote(vote, battle), judge: nameOf(vote.voter) }))
      .toSorted((one, other) => (one.judge < other.judge ? -1 : 1));
    // In the order of what they say, so that their order says nothing more.
    const countedRows = choices.flatMap((choice) =>
      others
        .filter((vote) => vote.choice === choice)
        .map(() => ({ ...common, ...nothingOwn, winner: winners[choice], judge: `counted-${++counted}` })),
    );
    const sums = { ...countVotes("votes", votes), ...countVotes("counted", others) };
    return {
      battle: { ...common, ...battleFacts(battle), ...sums, consented: battle.askerShares },
      votes: [...ownRows, ...countedRows],
    };
  }
  return { rowsOf };
}

function countVotes(prefix: string, votes: readonly RecordedVote[]): Row {
  const of = (choice: RecordedVote["choice"]) => votes.filter((vote) => vote.choice === choice).length;
  return Object.fromEntries(choices.map((choice) => [`${prefix}_${columnNames[choice]}`, of(choice)]));
}

function commonOf(battle: RecordedBattle): Common {
  const { a, b } = pairOf(battle) ?? { a: "", b: "" };
  const { openedAt, askerShares } = battle;
  // The moment of a question is its asker's.
  const at = openedAt === null ? null : askerShares ? openedAt : Math.floor(openedAt / day) * day;
  return {
    question_id: battle.id,
    model_a: a,
    model_b: b,
    turn: battle.turns,
    language: battle.language,
    category: battle.task,
    tstamp: at === null ? null : Math.floor(at / 1_000),
    platform: battle.platform,
    repeated: battle.repeated,
    draw_probability: probabilityOf(battle),
  };
}

/** That of the first draw, where nobody was drawn after it. */
function probabilityOf(battle: RecordedBattle): number | null {
  const first = battle.attempts.filter(({ turn, number }) => turn === 1 && number === 1);
  const pair = pairOf(battle);
  const stayed = first.length === 2 && first.every(({ side, model }) => pair?.[side] === model);
  return stayed ? (first[0]?.probability ?? null) : null;
}

const nothingOwn = {
  ...{ consented: false, means: null, seen: null, first_winner: null, changes: null, names_seen: null, seconds: null },
};

function ownVote(vote: RecordedVote, { openedAt }: RecordedBattle) {
  const seconds = openedAt === null ? null : Math.round((vote.castAt - openedAt) / 1_000);
  return {
    winner: winners[vote.choice],
    consented: true,
    means: vote.means,
    seen: vote.seen,
    first_winner: winners[vote.firstChoice],
    changes: vote.changes,
    names_seen: vote.namesSeenBy,
    seconds,
  };
}

function battleFacts(battle: RecordedBattle): Row {
  const { drawRule, salt, drawHash, pictures } = battle;
  const sides = (["a", "b"] as const).flatMap((side) => Object.entries(sideFacts(battle, side)));
  return { draw_rule: drawRule, draw_salt: salt, draw_hash: drawHash, pictures, ...Object.fromEntries(sides) };
}

/** What the answers that were shown have taken; tries that failed are left out. */
function sideFacts({ attempts }: RecordedBattle, side: "a" | "b"): Row {
  const byTurn = new Map(attempts.filter((one) => one.side === side).map((one) => [one.turn, one]));
  const shown = [...byTurn.values()];
  const first = byTurn.get(1);
  return {
    [`input_tokens_${side}`]: sum(shown, "inputTokens"),
    [`output_tokens_${side}`]: sum(shown, "outputTokens"),
    [`cost_${side}`]: sum(shown, "cost"),
    [`first_text_ms_${side}`]: first?.firstTextMilliseconds ?? null,
    [`total_ms_${side}`]: first?.totalMilliseconds ?? null,
  };
}

/** Null where any is not known. */
function sum(attempts: readonly RecordedAttempt[], name: "inputTokens" | "outputTokens" | "cost"): number | null {
  return attempts.reduce<number | null>((total, one) => {
    const value = one[name];
    return total === null || value === null ? null : total + value;
  }, 0);
}

/** A model's row. */
export function modelRow({ id, name, organization, status, inputPrice, outputPrice }: RecordedModel): Row {
  return { model: id, name, organization, status, input_price: inputPrice, output_price: outputPrice };
}
