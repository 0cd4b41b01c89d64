/** Votes to try models of ties on: published ones, those of a folder, and made ones whose ties come about in known ways. */
import { createChance } from "../chance/chance.ts";
import { readVotes } from "../../rate/read-votes.ts";
import { RateProblem } from "../../rate/problem.ts";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { puddings } from "./puddings.ts";

/** A vote: who met, who won, and what it goes together with. */
type TiedVote = { modelA: string; modelB: string; outcome: "a" | "b" | "tie"; battle: number };
/** Votes, and where they are from. */
export type VoteSet = { name: string; votes: TiedVote[] };

/** The votes of the published table, each a battle of its own. */
export function listPuddings(): VoteSet {
  let battle = 0;
  const repeat = (count: number, vote: Omit<TiedVote, "battle">) =>
    Array.from({ length: count }, () => ({ ...vote, battle: battle++ }));
  const votes = puddings.flatMap(([first, second, a, b, tie]) => {
    const models = { modelA: `brand ${first}`, modelB: `brand ${second}` };
    return [
      ...repeat(a, { ...models, outcome: "a" }),
      ...repeat(b, { ...models, outcome: "b" }),
      ...repeat(tie, { ...models, outcome: "tie" }),
    ];
  });
  return { name: "puddings (Davidson 1970)", votes };
}

/** What files of comparisons are called. */
const comparisons = /\.(?:csv|jsonl)(?:\.gz)?$/u;

/** The votes of every file of a folder that `npm run -s rate` can read; what else is there is passed over. */
export async function readFolder(folder: string): Promise<VoteSet[]> {
  const files = readdirSync(folder)
    .filter((file) => comparisons.test(file))
    .toSorted();
  const sets = await Promise.all(files.map((file) => readFile(folder, file)));
  return sets.filter((set) => set !== undefined);
}

async function readFile(folder: string, file: string): Promise<VoteSet | undefined> {
  try {
    const { table, names } = await readVotes(join(folder, file), { ties: "half", bothBad: "half" });
    const { count, cell, halfWins, battles } = table.rows();
    const { models, first, second } = table.columns(names);
    const outcomes = ["b", "tie", "a"] as const;
    const votes = Array.from({ length: count }, (_, vote): TiedVote => {
      const [at, outcome] = [cell[vote] ?? 0, outcomes[halfWins[vote] ?? 1] ?? "tie"];
      const names = { modelA: models[first[at] ?? 0] ?? "", modelB: models[second[at] ?? 0] ?? "" };
      return { ...names, outcome, battle: battles?.numbers[vote] ?? vote };
    });
    return { name: file, votes };
  } catch (error) {
    if (error instanceof RateProblem) return undefined;
    throw error;
  }
}

/** How ties come about. */
type TieRule =
  /** Neither answer seems better by a margin (P. Rao & L. Kupper, JASA 62, 1967). */
  | "margin"
  /** Some votes are ties whatever the answers. */
  | "alike"
  /** Some voters call a tie readily, others hardly ever; by a margin of their own. */
  | "voters";

/** A community that is made up. */
type Made = {
  name: string;
  models: number;
  votes: number;
  voters: number;
  /** Standard deviations of strengths and of voters' tastes, natural-log units. */
  spread: number;
  taste: number;
  rule: TieRule;
  /** Share of ties between equals. */
  ties: number;
};

const made: readonly Made[] = [
  { name: "first days", models: 5, votes: 120, voters: 12, spread: 0.4, taste: 0.5, rule: "margin", ties: 0.35 },
  { name: "small server", models: 8, votes: 800, voters: 25, spread: 0.5, taste: 0.5, rule: "margin", ties: 0.3 },
  { name: "few ties", models: 20, votes: 6000, voters: 80, spread: 0.6, taste: 0.4, rule: "margin", ties: 0.1 },
  { name: "half are ties", models: 12, votes: 4000, voters: 60, spread: 0.5, taste: 0.4, rule: "margin", ties: 0.55 },
  { name: "far apart", models: 10, votes: 5000, voters: 60, spread: 1.5, taste: 0.4, rule: "margin", ties: 0.3 },
  {
    name: "ties for all alike",
    models: 12,
    votes: 5000,
    voters: 60,
    spread: 0.6,
    taste: 0.4,
    rule: "alike",
    ties: 0.2,
  },
  { name: "alike, far apart", models: 10, votes: 5000, voters: 60, spread: 1.5, taste: 0.4, rule: "alike", ties: 0.3 },
  { name: "voters differ", models: 15, votes: 5000, voters: 50, spread: 0.6, taste: 0.5, rule: "voters", ties: 0.3 },
  { name: "many models", models: 60, votes: 6000, voters: 90, spread: 0.6, taste: 0.4, rule: "margin", ties: 0.25 },
];

const votesPerBattle = 3;

/** The made-up communities: the same ones every time. */
export function makeSets(): VoteSet[] {
  return made.map((options, index) => ({ name: `made: ${options.name}`, votes: makeVotes(options, index + 1) }));
}

function makeVotes({ models, votes, voters, spread, taste, rule, ties }: Made, seed: number): TiedVote[] {
  const { fraction, normal } = createChance(seed);
  const logistic = () => -Math.log(1 / (1 - fraction()) - 1);
  const strengths = Array.from({ length: models }, () => spread * normal());
  const people = Array.from({ length: voters }, () => ({
    tastes: strengths.map((strength) => strength + taste * normal()),
    ties: rule === "voters" ? 2 * ties * fraction() : ties,
  }));
  let [a, b] = [0, 1];
  return Array.from({ length: votes }, (_, vote): TiedVote => {
    if (vote % votesPerBattle === 0) {
      a = Math.floor(fraction() * models);
      b = (a + 1 + Math.floor(fraction() * (models - 1))) % models;
    }
    // The square makes few vote a lot.
    const voter = people[Math.floor(fraction() ** 2 * voters)];
    const seen = (voter?.tastes[a] ?? 0) - (voter?.tastes[b] ?? 0) + logistic();
    // P(|x| < m) = tanh(m/2) for a logistic x.
    const margin = 2 * Math.atanh(voter?.ties ?? 0);
    const isTie = rule === "alike" ? fraction() < ties : Math.abs(seen) < margin;
    const battle = Math.floor(vote / votesPerBattle);
    return { modelA: `model ${a}`, modelB: `model ${b}`, outcome: isTie ? "tie" : seen > 0 ? "a" : "b", battle };
  });
}
