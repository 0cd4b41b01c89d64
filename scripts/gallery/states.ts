/** Every picture in every state that is worth a look. */
import {
  type AnswerFacts,
  type Cell,
  createLeaderboard,
  createProfiles,
  createVoterProfile,
  daysOf,
  type Language,
  leaderboardInWords,
  leaderboardPicture,
  modelInWords,
  modelPicture,
  type Picture,
  rateBoard,
  singleVotes,
  type Task,
  tasks,
  type Theme,
  voterInWords,
  voterPicture,
  type VotingRecord,
} from "../../core/index.ts";
import { type MadeModel, makeVotes, seeded } from "./made-votes.ts";

/** How a state is shown. */
export type Look = { language: Language; theme: Theme };
export type State = { name: string; show(look: Look): { picture: Picture; alt: string } };

const all: readonly Task[] = tasks;
const names = [
  ["claude-opus-4-1-20250805-thinking-16k", "Anthropic"],
  ["通义千问 3 235B（思考模式）", "阿里云"],
  ["GPT-OSS 120B", "OpenAI"],
  ["🦙 Llama 4 Maverick 17B-128E-Instruct", "Meta"],
  ["gemini-2.5-flash-lite-preview-06-17-no-thinking", "Google"],
  ["Mistral Small 3.2", "Mistral AI"],
  ["文心 4.5", "百度"],
  ["nvidia-llama-3.3-nemotron-super-49b-v1.5", "NVIDIA"],
  ["R1", "DeepSeek"],
  ["Command A", "Cohere"],
  ["混元 T1", "腾讯"],
  ["Grok 4 🚀", "xAI"],
] as const;

const demoNames = ["Structured", "Longwinded", "Calculator", "Questioner", "Concise", "Echo"].map(
  (name) => [`Demo ${name}`, "Built-in demo"] as const,
);

/** Models whose strengths run evenly over `spread` rating points. */
function makeModels(
  count: number,
  spread: number,
  called: readonly (readonly [string, string])[] = names,
): MadeModel[] {
  return Array.from({ length: count }, (_, index) => {
    const [name, organization] = called[index % called.length] ?? ["", ""];
    const number = Math.floor(index / called.length);
    return {
      id: `model-${index}`,
      name: number > 0 ? `${name} v${number + 1}` : name,
      organization,
      strength: spread * (0.5 - index / Math.max(1, count - 1)),
    };
  });
}

type BoardOf = {
  models: MadeModel[];
  cells: Cell[];
  /** Who cast them and on which battles; each by somebody else on a battle of its own when left out. */
  votes?: Parameters<typeof rateBoard>[0];
  page?: number;
  task?: Task;
  questions?: string;
  community?: string;
  demo?: boolean;
};

function boardState(name: string, of: BoardOf): State {
  return {
    name: `leaderboard ${name}`,
    show(look) {
      const board = createLeaderboard(rateBoard(of.votes ?? singleVotes(of.cells)), of.models);
      const view = {
        ...look,
        demo: of.demo ?? false,
        task: of.task ?? null,
        questions: of.questions ?? null,
        community: of.community ?? null,
        days: daysOf(of.cells),
        page: of.page ?? 1,
      };
      return { picture: leaderboardPicture(board, view), alt: leaderboardInWords(board, view) };
    },
  };
}

function boardStates(): State[] {
  const six = makeModels(6, 300);
  const demo = makeModels(6, 300, demoNames);
  const hundred = makeModels(100, 500);
  const [one, two] = six;
  if (!one || !two) return [];
  const close = makeModels(8, 10);
  const far = makeModels(6, 1600);
  const many = makeVotes(hundred, 40_000, all, 7);
  return [
    boardState("demo models", { models: demo, cells: makeVotes(demo, 720, all, 14), demo: true }),
    boardState("without votes", { models: demo, cells: [], demo: true }),
    boardState("two votes", { models: six, cells: makeVotes([one, two], 2, ["other"], 4) }),
    boardState("two models", { models: [one, two], cells: makeVotes([one, two], 60, all, 1) }),
    boardState("six models, some firm", { models: six, cells: makeVotes(six, 720, all, 3) }),
    boardState("six models, all firm", { models: six, cells: makeVotes(six, 40_000, all, 3) }),
    boardState("close together", { models: close, cells: makeVotes(close, 400, all, 5) }),
    boardState("far apart", { models: far, cells: makeVotes(far, 900, all, 6) }),
    boardState("one task, one language, one community", {
      models: six,
      cells: makeVotes(six, 150, ["programming"], 8),
      ...{ task: "programming", questions: "zh", community: "🎲 Rainy Day Café ☕ – board games, baking and bots" },
    }),
    boardState("a hundred models, page 1", { models: hundred, cells: many }),
    boardState("a hundred models, page 7", { models: hundred, cells: many, page: 7 }),
    boardState("a newcomer with few votes", {
      models: makeModels(8, 250),
      cells: [
        ...makeVotes(makeModels(7, 250), 3000, all, 9),
        ...makeVotes([makeModels(8, 250)[7] ?? one, one], 3, all, 2),
      ],
    }),
  ];
}

const facts: AnswerFacts = { answers: 412, characters: 1480.4, milliseconds: 2140, cost: 0.00123 };
const noFacts: AnswerFacts = { answers: 0, characters: null, milliseconds: null, cost: null };

function modelState(name: string, cells: Cell[], shown: number[], known: AnswerFacts[]): State {
  const models = makeModels(6, 300);
  return {
    name: `profile of ${name}`,
    show(look) {
      const board = createLeaderboard(rateBoard(singleVotes(cells)), models);
      const chosen = shown.flatMap((index) => models.slice(index, index + 1));
      const profiles = createProfiles(
        cells,
        chosen.map(({ id }) => id),
      );
      const drawn = chosen.flatMap((model, index) => {
        const row = board.rows.find((one) => one.model === model.id);
        const profile = profiles[index];
        return row && profile ? [{ name: model.name, row, profile, facts: known[index] ?? noFacts }] : [];
      });
      const nameOf = (id: string) => models.find((model) => model.id === id)?.name ?? id;
      const view = { ...look, demo: false, rated: board.rated, nameOf };
      return { picture: modelPicture(drawn, view), alt: modelInWords(drawn, view) };
    },
  };
}

function modelStates(): State[] {
  const models = makeModels(6, 300);
  const votes = makeVotes(models, 2400, all, 11);
  const few = makeVotes(models, 90, all, 12);
  const gaps = makeVotes(models, 400, ["generation", "translation", "programming", "other"], 13);
  return [
    modelState("one model", votes, [0], [facts]),
    modelState("a model with few votes", few, [1], [{ ...facts, cost: null, answers: 31 }]),
    modelState("a model with gaps", gaps, [4], [facts]),
    modelState("a model without votes", [], [2], [noFacts]),
    modelState("two models", votes, [0, 5], [facts, { ...facts, characters: 310, milliseconds: 480, cost: 0.000_031 }]),
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
    ...modelStates(),
    voterState("with many votes", makeRecord(140, 6, 21), null),
    voterState("with few votes", makeRecord(4, 1, 22), null),
    voterState("alone", makeRecord(12, 0, 23), "Night Owl 🦉 第七区"),
  ];
}
