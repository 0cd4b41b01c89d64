/** Boards, and the other views of their votes, in every state that is worth a look. */
import {
  type Cell,
  createHistory,
  createLeaderboard,
  createPersonalBoard,
  createReadingBoard,
  type DatedTally,
  daysOf,
  historyInWords,
  historyPicture,
  type Language,
  leaderboardInWords,
  leaderboardPicture,
  matrixInWords,
  matrixPicture,
  type Picture,
  rateBoard,
  singleVotes,
  type Task,
  tasks,
  type Theme,
} from "../../core/index.ts";
import { type MadeModel, makeVotes, seeded } from "./made-votes.ts";

/** How a state is shown. */
export type Look = { language: Language; theme: Theme };
/** A picture worth a look, with what it says in words. */
export type State = { name: string; show(look: Look): { picture: Picture; alt: string } };

/** All tasks. */
export const all: readonly Task[] = tasks;
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
export function makeModels(
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
  newer?: number;
  task?: Task;
  questions?: string;
  community?: string;
  demo?: boolean;
  /** The ids of those that play no more. */
  retired?: string[];
  /** The plain board when left out; `points`: how far each interval reaches, none when left out. */
  reading?: Reading & { points?: number };
};
type Reading = Parameters<typeof createReadingBoard>[0]["facts"];

/** The same votes, each on a battle of its own; `voterOf`: by whom each was cast. */
function voters(cells: readonly Cell[], voterOf: (vote: number) => number): Parameters<typeof rateBoard>[0] {
  const single = singleVotes(cells);
  let turn = 0;
  const parts = cells.flatMap(({ modelA, modelB, a, b, tie, bothBad }) =>
    Object.entries({ a, b, tie, bothBad }).flatMap(([choice, count]) =>
      Array.from({ length: count }, () => ({
        modelA,
        modelB,
        a: 0,
        b: 0,
        tie: 0,
        bothBad: 0,
        [choice]: 1,
        voter: `voter-${voterOf(turn++)}`,
      })),
    ),
  );
  return { cells: single.cells, voters: parts };
}

/** So many people, of whom the first few cast this part of the votes. */
function whales(people: number, few: number, part: number, seed: number): (vote: number) => number {
  const random = seeded(seed);
  return () => Math.floor(random() < part ? random() * few : few + random() * (people - few));
}

/** A board as some reading would have it: its ratings drawn together a little. */
function readAs(rating: ReturnType<typeof rateBoard>, models: MadeModel[], { points, ...facts }: NonNullable<BoardOf["reading"]>) {
  const places = rating.fit.models.map(({ model, rating: middle, rank, rankBest, rankWorst }) => {
    const drawn = 1000 + 0.8 * (middle - 1000);
    const ends = points === undefined ? { lower: null, upper: null } : { lower: drawn - points, upper: drawn + points };
    return { ...{ model, rating: drawn, rank, rankBest, rankWorst }, ...ends };
  });
  return createReadingBoard({ models: places, facts }, rating, models);
}

function boardState(name: string, of: BoardOf): State {
  return {
    name: `leaderboard ${name}`,
    show(look) {
      const retired = of.retired ?? [];
      const rating = rateBoard(of.votes ?? singleVotes(of.cells), (model) => retired.includes(model));
      const board = of.reading ? readAs(rating, of.models, of.reading) : createLeaderboard(rating, of.models);
      const view = {
        ...look,
        demo: of.demo ?? false,
        task: of.task ?? null,
        questions: of.questions ?? null,
        community: of.community ?? null,
        days: daysOf(of.cells),
        page: of.page ?? 1,
        newer: of.newer ?? 0,
      };
      return { picture: leaderboardPicture(board, view), alt: leaderboardInWords(board, view) };
    },
  };
}

/** Sixty battles a day over some weeks, the first model late. */
function makeDays(models: readonly MadeModel[], days: number): DatedTally[] {
  return Array.from({ length: days }, (_, day) => {
    const date = new Date(Date.UTC(2026, 9, 1 + day)).toISOString().slice(0, 10);
    const playing = day < days / 3 ? models.slice(1) : models;
    return makeVotes(playing, 60, ["other"], 100 + day).map((tally) => ({ ...tally, day: date }));
  }).flat();
}

function viewOf(look: Look, cells: readonly Cell[]) {
  const about = { demo: false, task: null, questions: null, community: null, page: 1 };
  return { ...look, ...about, days: daysOf(cells) };
}

function matrixState(name: string, models: MadeModel[], cells: Cell[]): State {
  return {
    name: `matrix ${name}`,
    show(look) {
      const board = createLeaderboard(rateBoard(singleVotes(cells)), models);
      const view = viewOf(look, cells);
      return { picture: matrixPicture(board, cells, view), alt: matrixInWords(board, cells, view) };
    },
  };
}

function historyState(name: string, models: MadeModel[], days: number): State {
  return {
    name: `history ${name}`,
    show(look) {
      const dated = makeDays(models, days);
      const board = createLeaderboard(rateBoard(singleVotes(dated)), models);
      const reach = { first: dated[0]?.day ?? "2026-10-01", last: dated.at(-1)?.day ?? "2026-10-01" };
      const view = { ...viewOf(look, []), days: reach };
      const history = createHistory(dated);
      return { picture: historyPicture(board, history, view), alt: historyInWords(board, history, view) };
    },
  };
}

function personalState(models: MadeModel[], cells: Cell[]): State {
  return {
    name: "leaderboard of one's own",
    show(look) {
      const board = createPersonalBoard(makeVotes(models, 40, ["other"], 31), rateBoard(singleVotes(cells)), 100, models);
      const view = { ...viewOf(look, []) };
      return { picture: leaderboardPicture(board, view), alt: leaderboardInWords(board, view) };
    },
  };
}

/** Own boards, matrices and ratings over time. */
export function otherViews(): State[] {
  const six = makeModels(6, 300);
  const hundred = makeModels(100, 500);
  const cells = makeVotes(six, 720, all, 3);
  return [
    personalState(six, cells),
    matrixState("six models", six, cells),
    matrixState("two models", six.slice(0, 2), makeVotes(six.slice(0, 2), 5, ["other"], 3)),
    matrixState("a hundred models", hundred, makeVotes(hundred, 4000, all, 7)),
    matrixState("without votes", six, []),
    historyState("six models", six, 45),
    historyState("close together", makeModels(6, 20), 20),
    historyState("one day", six, 1),
    historyState("without votes", six, 0),
  ];
}

/** Rankings. */
export function boardStates(): State[] {
  return [
    ...boardsOfFewVotes(),
    ...boardsOfSixModels(),
    ...boardsOfManyModels(),
    ...boardsOfFewPeople(),
    ...boardsWithALine(),
    ...readings(),
  ];
}

function boardsOfFewVotes(): State[] {
  const six = makeModels(6, 300);
  const demo = makeModels(6, 300, demoNames);
  const cells = makeVotes(six, 240, all, 3);
  return [
    boardState("demo models", { models: demo, cells: makeVotes(demo, 720, all, 14), demo: true }),
    boardState("without votes", { models: demo, cells: [], demo: true }),
    boardState("two votes", { models: six, cells: makeVotes(six.slice(0, 2), 2, ["other"], 4) }),
    boardState("twelve people", { models: six, cells, votes: voters(cells, (vote) => vote % 12), newer: 37 }),
    boardState("three people", { models: six, cells, votes: voters(cells, (vote) => vote % 3) }),
    boardState("nothing ranked yet", { models: six, cells: makeVotes(six, 6, ["other"], 21) }),
    boardState("nothing comparable", { models: six.slice(0, 2), cells: oneSided(six.slice(0, 2), 24) }),
  ];
}

function boardsOfSixModels(): State[] {
  const six = makeModels(6, 300);
  const two = six.slice(0, 2);
  const close = makeModels(8, 10);
  const far = makeModels(6, 1600);
  return [
    boardState("two models", { models: two, cells: makeVotes(two, 60, all, 1) }),
    boardState("six models, some firm", { models: six, cells: makeVotes(six, 720, all, 3) }),
    boardState("six models, all firm", { models: six, cells: makeVotes(six, 40_000, all, 3) }),
    boardState("close together", { models: close, cells: makeVotes(close, 400, all, 5) }),
    boardState("far apart", { models: far, cells: makeVotes(far, 900, all, 6) }),
    boardState("one task, one language, one community", {
      models: six,
      cells: makeVotes(six, 150, ["programming"], 8),
      task: "programming",
      questions: "zh",
      community: "🎲 Rainy Day Café ☕ – board games, baking and bots",
    }),
  ];
}

function boardsOfManyModels(): State[] {
  const hundred = makeModels(100, 500);
  const many = makeVotes(hundred, 40_000, all, 7);
  return [
    boardState("a hundred models, page 1", { models: hundred, cells: many }),
    boardState("a hundred models, page 7", { models: hundred, cells: many, page: 7 }),
  ];
}

/** The first beats the second every time. */
function oneSided([first, second]: MadeModel[], votes: number): Cell[] {
  const days = { firstDay: "2026-11-03", lastDay: "2026-11-24" };
  const none = { b: 0, tie: 0, bothBad: 0 };
  return [{ ...days, ...none, modelA: first?.id ?? "", modelB: second?.id ?? "", task: "other", a: votes }];
}

function boardsOfFewPeople(): State[] {
  const six = makeModels(6, 300);
  const [some, many] = [makeVotes(six, 600, all, 15), makeVotes(six, 2400, all, 16)];
  return [
    boardState("whales, not claimed", { models: six, cells: some, votes: voters(some, whales(25, 2, 0.8, 17)) }),
    boardState("whales, claimed", { models: six, cells: many, votes: voters(many, whales(312, 9, 0.85, 18)) }),
  ];
}

/** Models that are not ranked, beside those that are. */
function boardsWithALine(): State[] {
  const eight = makeModels(8, 250);
  const firm = makeVotes(eight.slice(0, 6), 6000, all, 9);
  const meets = (newcomer: number, votes: number, seed: number) =>
    makeVotes([...eight.slice(newcomer, newcomer + 1), ...eight.slice(2, 3)], votes, all, seed);
  const loser = oneSided([...eight.slice(0, 1), ...makeModels(9, 250).slice(8)], 4);
  const [first] = eight;
  const renamed = eight.map((model, index) =>
    index === 1 ? { ...model, name: `${first?.name} (anthropic/claude-opus-4.1)` } : model,
  );
  return [
    boardState("a newcomer with one vote", {
      models: eight.slice(0, 7),
      cells: [...firm, ...oneSided([...eight.slice(6, 7), ...eight.slice(0, 1)], 1)],
    }),
    boardState("every group below the line", {
      models: [...makeModels(9, 250), ...makeModels(10, 250).slice(9)],
      cells: [...firm, ...meets(6, 7, 2), ...meets(7, 5, 3), ...loser],
      retired: ["model-1", "model-7"],
    }),
    boardState("two models of one name", { models: renamed.slice(0, 6), cells: firm }),
  ];
}

function readings(): State[] {
  const six = makeModels(6, 300);
  const cells = makeVotes(six, 1440, all, 3);
  const of = (reading: NonNullable<BoardOf["reading"]>) =>
    boardState(`read as ${reading.reading}`, { models: six, cells, reading });
  const family = { name: "Qwen", models: six.slice(1, 4).map(({ name }) => name) };
  return [
    of({ reading: "ranks", points: 34 }),
    of({ reading: "style", votes: 1210, ofVotes: 1440, points: 36 }),
    of({ reading: "weighted", votes: 1402, ofVotes: 1440, effectiveVotes: 611, points: 48 }),
    of({ reading: "ability", gainPerVote: 0.0123, heldOut: 288 }),
    of({ reading: "sharpened", judged: 640, worthVotes: 310, points: 26 }),
    of({ reading: "families", families: [family], points: 33 }),
  ];
}
