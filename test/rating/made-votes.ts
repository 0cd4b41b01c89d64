/** Votes drawn from known strengths by voters with tastes of their own. */
import type { Style } from "../../core/rating/style.ts";
import type { CastVote } from "../../core/rating/vote-statistics.ts";
import { createSeededRandom } from "../seeded-random.ts";

export type MadeVotesOptions = {
  seed: number;
  models: number;
  voters: number;
  battles: number;
  /** Share of ties and both-bad among the votes. */
  ties: number;
  /** How strongly a voter's taste differs, natural-log units. */
  taste?: number;
  sideA?: number;
  /** Whether battles have a style, and what a whole unit of each does, natural-log units. */
  style?: readonly number[];
};

/** Battles of one to four votes; the first voters vote far more often than the last. */
export function makeVotes(options: MadeVotesOptions): CastVote[] {
  const { models, voters, battles, ties, taste = 0.5, sideA = 0, style } = options;
  const random = createSeededRandom(options.seed);
  const spread = () => (random.fraction() + random.fraction() + random.fraction() - 1.5) * 2;
  const strengths = Array.from({ length: models }, () => 0.7 * spread());
  const tastes = Array.from({ length: voters }, () => Array.from({ length: models }, () => taste * spread()));
  const votes: CastVote[] = [];
  for (let battle = 0; battle < battles; battle++) {
    const a = Math.floor(random.fraction() * models);
    const b = (a + 1 + Math.floor(random.fraction() * (models - 1))) % models;
    const looks = style
      ? (style.map(() => Math.round(Math.max(-99, Math.min(99, 60 * spread())))) as unknown as Style)
      : undefined;
    const effect = sideA + (style && looks ? style.reduce((sum, weight, k) => sum + (weight * looks[k]!) / 100, 0) : 0);
    const own = 0.3 * spread();
    const cast = new Set<number>();
    for (let count = Math.ceil(random.fraction() * 4); count > 0; count--) {
      cast.add(Math.floor(random.fraction() * random.fraction() * voters));
    }
    for (const voter of cast) {
      const lead = strengths[a]! - strengths[b]! + tastes[voter]![a]! - tastes[voter]![b]! + effect + own;
      const wins = random.fraction() < 1 / (1 + Math.exp(-lead));
      const isTie = random.fraction() < ties;
      const choice = isTie ? (random.fraction() < 0.3 ? "bothBad" : "tie") : wins ? "a" : "b";
      const key = { modelA: `m${a}`, modelB: `m${b}`, ...(looks ? { style: looks } : {}) };
      votes.push({ battle: `battle ${battle}`, voter: `voter ${voter}`, choice, ...key });
    }
  }
  return votes;
}
