/** Small communities with strangers in them, drawn by lot. */
import { createSeededRandom } from "../seeded-random.ts";

/** One vote, and what may be known of it. */
export type MadeBallot = {
  voter: string;
  left: string;
  right: string;
  outcome: "a" | "b" | "tie" | "bothBad";
  battle?: string;
  time?: number;
  reading?: number;
  age?: number;
};

export const models = Array.from({ length: 16 }, (_, model) => `m${model}`);

/** Draws battles, and votes on them: the first models are a little better. */
export function createCommunity(seed: number) {
  const { fraction } = createSeededRandom(seed);
  const battle = (among: readonly string[] = models) => {
    const left = Math.floor(fraction() * among.length);
    const right = (left + 1 + Math.floor(fraction() * (among.length - 1))) % among.length;
    return { left: among[left]!, right: among[right]! };
  };
  const judge = ({ left, right }: { left: string; right: string }, loved = ""): MadeBallot["outcome"] => {
    if (left === loved || right === loved) return left === loved ? "a" : "b";
    if (fraction() < 0.2) return "tie";
    const lead = 0.08 * (models.indexOf(right) - models.indexOf(left));
    return fraction() < 1 / (1 + Math.exp(-lead)) ? "a" : "b";
  };
  /** @param loved they prefer it in every battle with it that comes their way. */
  const honest = (voter: string, votes: number, loved = ""): MadeBallot[] =>
    Array.from({ length: votes }, () => {
      const pair = battle();
      return { voter, ...pair, outcome: judge(pair, loved) };
    });
  /** One vote for the model, or against it, then so many honest ones on battles without it. */
  const campaign = (voter: string, bad: number, model: string, { hiding = 0, wins = true } = {}): MadeBallot[] =>
    Array.from({ length: bad }, () => {
      const others = models.filter((other) => other !== model);
      const other = others[Math.floor(fraction() * others.length)]!;
      const isLeft = fraction() < 0.5;
      const pair = isLeft ? { left: model, right: other } : { left: other, right: model };
      const hidden = Array.from({ length: hiding }, () => battle(others));
      return [
        { voter, ...pair, outcome: isLeft === wins ? ("a" as const) : ("b" as const) },
        ...hidden.map((one) => ({ voter, ...one, outcome: judge(one) })),
      ];
    }).flat();
  const people = (count: number, votes: (index: number) => number) =>
    Array.from({ length: count }, (_, index) => honest(`voter ${index}`, votes(index))).flat();
  return { fraction, battle, judge, honest, campaign, people };
}

/** Rows as columns; those that the first row lacks are left out. */
export function layOut(ballots: readonly MadeBallot[]) {
  const column = <Key extends keyof MadeBallot>(key: Key) => ballots.map((ballot) => ballot[key]!);
  const known = (["battle", "time", "reading", "age"] as const).filter((key) => ballots[0]?.[key] !== undefined);
  return {
    voter: column("voter"),
    left: column("left"),
    right: column("right"),
    outcome: column("outcome"),
    ...Object.fromEntries(known.map((key) => [key, column(key)])),
  };
}
