/** What the states of boards are made from: models, who votes on them, and the picture of what comes of it. */
import {
  type Cell,
  createLeaderboard,
  createReadingBoard,
  daysOf,
  type Language,
  leaderboardInWords,
  leaderboardPicture,
  type Picture,
  rateBoard,
  singleVotes,
  type Task,
  tasks,
  type Theme,
} from "../../core/index.ts";
import { type MadeModel, seeded } from "./made-votes.ts";

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

/** What the built-in models are called. */
export const demoNames = ["Structured", "Longwinded", "Calculator", "Questioner", "Concise", "Echo"].map(
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

/** What a board is of. */
export type BoardOf = {
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
export function voters(cells: readonly Cell[], voterOf: (vote: number) => number): Parameters<typeof rateBoard>[0] {
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
export function whales(people: number, few: number, part: number, seed: number): (vote: number) => number {
  const random = seeded(seed);
  return () => Math.floor(random() < part ? random() * few : few + random() * (people - few));
}

/** A board as some reading would have it: its ratings drawn together a little. */
function readAs(
  rating: ReturnType<typeof rateBoard>,
  models: MadeModel[],
  { points, ...facts }: NonNullable<BoardOf["reading"]>,
) {
  const places = rating.fit.models.map(({ model, rating: middle, rank, rankBest, rankWorst }) => {
    const drawn = 1000 + 0.8 * (middle - 1000);
    const ends = points === undefined ? { lower: null, upper: null } : { lower: drawn - points, upper: drawn + points };
    return { ...{ model, rating: drawn, rank, rankBest, rankWorst }, ...ends };
  });
  return createReadingBoard({ models: places, facts }, rating, models);
}

/** A ranking as it is drawn and said. */
export function boardState(name: string, of: BoardOf): State {
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
