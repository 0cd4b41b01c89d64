/** Every picture in every state that is worth a look. */
import {
  type AnswerFacts,
  type Cell,
  createLeaderboard,
  createProfiles,
  findLead,
  createVoterProfile,
  groupByTask,
  modelInWords,
  modelPicture,
  rateBoard,
  singleVotes,
  voterInWords,
  voterPicture,
  type VotingRecord,
} from "../../core/index.ts";
import { boardStates } from "./board-states.ts";
import { all, makeModels, type State } from "./made-boards.ts";
import { makeVotes, seeded } from "./made-votes.ts";
import { mutualStates } from "./mutual-states.ts";
import { otherViews } from "./other-views.ts";

export type { Look, State } from "./made-boards.ts";

const facts: AnswerFacts = { answers: 412, characters: 1480.4, milliseconds: 2140, cost: 0.00123 };
const noFacts: AnswerFacts = { answers: 0, characters: null, milliseconds: null, cost: null };

function modelState(name: string, cells: Cell[], shown: number[], known: AnswerFacts[]): State {
  const models = makeModels(7, 300);
  return {
    name: `profile of ${name}`,
    show(look) {
      const rating = rateBoard(singleVotes(cells));
      const board = createLeaderboard(rating, models);
      const chosen = shown.flatMap((index) => models.slice(index, index + 1));
      const byTask = [...groupByTask(cells)];
      const profiles = createProfiles(
        cells,
        new Map(byTask.map(([task, own]) => [task, rateBoard(singleVotes(own))])),
        chosen.map(({ id }) => id),
      );
      const drawn = chosen.flatMap((model, index) => {
        const row = board.rows.find((one) => one.model === model.id);
        const profile = profiles[index];
        return row && profile ? [{ name: model.name, row, profile, facts: known[index] ?? noFacts }] : [];
      });
      const nameOf = (id: string) => models.find((model) => model.id === id)?.name ?? id;
      const lead = findLead(rating, chosen);
      const view = { ...look, demo: false, ranked: board.ranked, ...(lead && { lead }), nameOf };
      return { picture: modelPicture(drawn, view), alt: modelInWords(drawn, view) };
    },
  };
}

function modelStates(): State[] {
  const models = makeModels(6, 300);
  const late = makeModels(7, 300).slice(6);
  const votes = makeVotes(models, 2400, all, 11);
  const few = makeVotes(models, 90, all, 12);
  const some = makeVotes(models, 165, all, 14);
  const gaps = makeVotes(models, 400, ["generation", "translation", "programming", "other"], 13);
  return [
    modelState("one model", votes, [0], [facts]),
    modelState("a model with few votes", few, [1], [{ ...facts, cost: null, answers: 31 }]),
    modelState("a model with intervals on some tasks", some, [1], [facts]),
    modelState("a model with gaps", gaps, [4], [facts]),
    modelState(
      "a model with one vote",
      [...votes, ...makeVotes(models.slice(0, 1).concat(late), 1, ["other"], 4)],
      [6],
      [{ ...facts, answers: 2 }],
    ),
    modelState("a model without votes", [], [2], [noFacts]),
    modelState("two models", votes, [0, 5], [facts, { ...facts, characters: 310, milliseconds: 480, cost: 0.000_031 }]),
    modelState("two models with intervals on some tasks", some, [0, 3], [facts, facts]),
    modelState("two models close together", few, [1, 2], [facts, noFacts]),
  ];
}

/** A voter with a taste for long answers, who agrees with others rather more than by chance. */
function makeRecord(votes: number, crowd: number, seed: number): VotingRecord {
  const random = seeded(seed);
  const choices = ["a", "b", "tie", "both-bad"] as const;
  return {
    asked: all.slice(0, 5).map((task, index) => ({ task, battles: Math.ceil(votes / (3 + 2 * index)) })),
    votes: Array.from({ length: votes }, () => {
      const longer = random() < 0.5 ? "a" : "b";
      const choice =
        random() < 0.15
          ? (choices[2 + Math.floor(random() * 2)] ?? "tie")
          : random() < 0.72
            ? longer
            : longer === "a"
              ? "b"
              : "a";
      const tally = { a: 0, b: 0, tie: 0, "both-bad": 0, [choice]: 1 };
      for (let other = 0; other < crowd; other++)
        tally[random() < 0.35 ? choice : (choices[Math.floor(random() * 4)] ?? "a")] += 1;
      const form = (side: "a" | "b") => ({
        characters: side === longer ? 900 : 400,
        marks: random() < 0.5 ? 0 : Math.floor(random() * 8),
      });
      return {
        task: all[Math.floor(random() ** 2 * all.length)] ?? "other",
        choice,
        tally,
        answers: { a: form("a"), b: form("b") },
      };
    }),
  };
}

function voterState(name: string, record: VotingRecord, person: string | null): State {
  return {
    name: `voter ${name}`,
    show(look) {
      const profile = createVoterProfile(record);
      const view = { ...look, name: person, mostVotes: 500 };
      return { picture: voterPicture(profile, view), alt: voterInWords(profile, view) };
    },
  };
}

/** All states, in the order in which they are worth looking at. */
export function galleryStates(): State[] {
  return [
    ...boardStates(),
    ...otherViews(),
    ...modelStates(),
    voterState("with many votes", makeRecord(140, 6, 21), null),
    voterState("with few votes", makeRecord(4, 1, 22), null),
    voterState("alone", makeRecord(12, 0, 23), "Night Owl 🦉 第七区"),
    ...mutualStates(),
  ];
}
