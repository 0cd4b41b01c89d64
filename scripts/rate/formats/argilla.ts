/** Argilla's records, as they are or flattened: rankings, or labels that name a side. */
import { asList, asRow, isGiven, type Row, type RowVotes, type VoteFormat } from "./format.ts";

type Answer = { question: string; value: unknown; user: unknown };

const flat = ".responses";
/** Pairs grow with the square of this. */
const mostRanked = 50;
/** How questions that ask for the better one are called, where a record has several. */
const askingName = /prefer|winner|better|best|cho(?:ice|sen)|verdict|vote|rank|compar/iu;

const shared = {
  gives: (first: Row | undefined) => [
    "model_a",
    "model_b",
    "winner",
    "judge",
    "battle_id",
    ...Object.keys(flatten(first ?? {})),
  ],
};

/** Records as `to_json` and `to_list` write them. */
export const argillaRecords: VoteFormat = {
  ...shared,
  name: "records of Argilla",
  marks: ["fields", "responses"],
  reads: undefined,
  read: (record) => readRecord(record, nestedAnswers(record["responses"])),
};

/** Records whose questions are columns of their own. */
export const argillaFlat: VoteFormat = {
  ...shared,
  name: "flattened records of Argilla",
  marks: ["status", "_server_id"],
  reads: undefined,
  read: (record) => readRecord(record, flatAnswers(record)),
};

function flatten(record: Row): Row {
  return { ...record, ...asRow(record["fields"]), ...asRow(record["metadata"]) };
}

/** Answers by question, or, in Argilla 1, by person. */
function nestedAnswers(responses: unknown): Answer[] {
  const byPerson = asList(responses)
    .map(asRow)
    .filter(({ status }) => isSubmitted(status))
    .flatMap(({ user_id: user, values }) =>
      Object.entries(asRow(values)).map(([question, answer]) => ({ question, value: asRow(answer)["value"], user })),
    );
  const byQuestion = Object.entries(asRow(responses)).flatMap(([question, answers]) =>
    asList(answers)
      .map(asRow)
      .map(({ value, user_id: user }) => ({ question, value, user })),
  );
  return [...byPerson, ...byQuestion];
}

function flatAnswers(record: Row): Answer[] {
  return Object.keys(record)
    .filter((name) => name.endsWith(flat))
    .flatMap((name) => {
      const [users, states] = [asList(record[`${name}.users`]), asList(record[`${name}.status`])];
      return asList(record[name]).flatMap((value, index) =>
        isSubmitted(states[index]) ? [{ question: name.slice(0, -flat.length), value, user: users[index] }] : [],
      );
    });
}

function isSubmitted(status: unknown): boolean {
  return status === undefined || status === null || status === "submitted";
}

function readRecord(record: Row, answers: readonly Answer[]): RowVotes {
  const questions = [...new Set(answers.map(({ question }) => question))];
  if (questions.length === 0) return { passedOver: "have no submitted response" };
  const asking = questions.length === 1 ? questions : questions.filter((name) => askingName.test(name));
  if (asking.length !== 1)
    return { wrong: "it cannot be told which question asks for the better answer; export that one alone" };
  if (answers.some(({ value }) => asList(value).length > mostRanked)) {
    return { wrong: `it ranks more than ${mostRanked} answers` };
  }
  const plain = { ...flatten(record), battle_id: record["id"] };
  const votes = answers
    .filter(({ question }) => question === asking[0])
    .flatMap(({ value, user }) => compare(plain, value).map((vote) => ({ ...vote, judge: user ?? "unknown" })));
  return votes.length > 0 ? votes : { passedOver: "rank fewer than two answers" };
}

/** A label is the winner's word; a ranking compares each with each, between the two models or those it ranks. */
function compare(plain: Row, value: unknown): Row[] {
  if (typeof value === "string") return [{ ...plain, winner: value }];
  const places = asList(value).map((entry, place) => {
    const { value: name, rank } = asRow(entry);
    return { name: name ?? entry, rank: Number(rank ?? place) };
  });
  const isOfTwo = places.length === 2 && isGiven(plain["model_a"]) && isGiven(plain["model_b"]);
  if (isOfTwo)
    return [{ ...plain, winner: decide(places[0]!.rank, places[1]!.rank, places[0]!.name, places[1]!.name) }];
  return places.flatMap(({ name, rank }, index) =>
    places.slice(index + 1).map((other) => ({
      ...plain,
      model_a: name,
      model_b: other.name,
      winner: decide(rank, other.rank, "model_a", "model_b"),
    })),
  );
}

function decide(rank: number, otherRank: number, word: unknown, otherWord: unknown): unknown {
  if (rank === otherRank) return "tie";
  return rank < otherRank ? word : otherWord;
}
