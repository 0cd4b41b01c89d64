/** How good the demo models are at each part of a mutual evaluation: different, and known. */

export type Skill = {
  /** Steps of the sums it sets. */
  steps: number;
  /** What its programs are like. */
  program: "full" | "plain" | "faulty" | "none";
  /** How far its judgement strays, in points of 100. */
  noise: number;
  /** Points it adds for length, of 100 for the longest: a bias, so that the report has one to find. */
  likesLength: number;
};

/** By model. */
export const skills: Readonly<Record<string, Skill>> = {
  "demo-calculator": { steps: 4, program: "full", noise: 4, likesLength: 0 },
  "demo-structured": { steps: 3, program: "full", noise: 10, likesLength: 5 },
  "demo-concise": { steps: 2, program: "plain", noise: 12, likesLength: -10 },
  "demo-longwinded": { steps: 2, program: "faulty", noise: 18, likesLength: 25 },
  "demo-questioner": { steps: 3, program: "none", noise: 25, likesLength: 0 },
  "demo-echo": { steps: 1, program: "none", noise: 40, likesLength: 0 },
};

export const usualSkill: Skill = { steps: 2, program: "plain", noise: 20, likesLength: 0 };
