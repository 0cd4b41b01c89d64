/** The three parts that demo models play in a mutual evaluation, so that it can be tried without a key. */
import type { Draw } from "./draw.ts";
import { asProgram, exercises, findExercise, readsAndWrites } from "./exercises.ts";
import { findSum } from "./arithmetic.ts";

/** A form by its name, and what an object in it must hold. */
export type AskedForm = { name: string; fields: readonly string[] };

/**
 * What a demo model says when it is to set a question or to judge, or is asked for a program it knows.
 * @param format the form that was asked for.
 * @returns undefined: it is an ordinary question.
 */
export function playPart(
  model: string,
  format: AskedForm | undefined,
  request: string,
  draw: Draw,
): string | undefined {
  const skill = skills[model] ?? usualSkill;
  const { name = "", fields = [] } = format ?? {};
  if (name.endsWith("_question"))
    return fields.includes("statement") ? setExercise(draw) : setSum(skill, draw, fields.includes("criteria"));
  if (name === "ranking") return rankAnswers(request, skill, draw);
  if (name === "verdict") return compareAnswers(request, skill, draw);
  if (name === "scores") return scoreAnswers(request, skill, draw);
  const exercise = findExercise(request);
  if (!exercise || skill.program === "none") return undefined;
  return asProgram(exercise, exercise[skill.program]);
}

type Skill = {
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
const skills: Readonly<Record<string, Skill>> = {
  "demo-calculator": { steps: 4, program: "full", noise: 4, likesLength: 0 },
  "demo-structured": { steps: 3, program: "full", noise: 10, likesLength: 5 },
  "demo-concise": { steps: 2, program: "plain", noise: 12, likesLength: -10 },
  "demo-longwinded": { steps: 2, program: "faulty", noise: 18, likesLength: 25 },
  "demo-questioner": { steps: 3, program: "none", noise: 25, likesLength: 0 },
  "demo-echo": { steps: 1, program: "none", noise: 40, likesLength: 0 },
};

const usualSkill: Skill = { steps: 2, program: "plain", noise: 20, likesLength: 0 };

const sumCriteria = [
  { name: "The result", points: 80 },
  { name: "The steps", points: 20 },
];

/** A sum of as many steps as the model likes, as JSON. @param scored whether its setter says how it is scored. */
function setSum({ steps }: Skill, draw: Draw, scored: boolean): string {
  const expression = drawExpression(steps, draw);
  const sum = findSum(`What is ${expression}?`);
  return JSON.stringify({
    question: `What is ${expression}? Give the exact value.`,
    standardAnswer: `${sum?.expression ?? expression} = ${sum?.result ?? "?"}`,
    principle: steps > 1 ? `The order of operations over ${steps} steps.` : "A single operation.",
    ...(scored && { criteria: sumCriteria }),
  });
}

function drawExpression(steps: number, draw: Draw): string {
  let expression = String(draw.whole(11, 99));
  for (let step = 0; step < steps; step += 1) {
    const sign = draw.pick(["+", "-", "*"]);
    const number = sign === "*" ? draw.whole(2, 9) : draw.whole(11, 99);
    // Alone, a product after a sum would not be worth parentheses.
    const left = sign === "*" && /[+-]/u.test(expression) && step % 2 === 1 ? `(${expression})` : expression;
    expression = `${left} ${sign} ${number}`;
  }
  return expression;
}

/** One of the exercises, as JSON. */
function setExercise(draw: Draw): string {
  const exercise = draw.pick(exercises);
  const { question, input, output, sample, full, principle, criteria } = exercise;
  const cases = exercise.cases.map(([given, wanted]) => ({ input: given, output: wanted }));
  const form = { statement: `${question} ${readsAndWrites}`, input, output, samples: [sample], cases };
  return JSON.stringify({ ...form, standardAnswer: asProgram(exercise, full), principle, criteria });
}

type Judged = { letter: string; score: number };

/** What stands between the marks of a request to judge. */
function readMarked(request: string): { question: string; answers: { letter: string; text: string }[] } {
  const question = /<question-(?<fence>[0-9a-f]+)>\n(?<text>[\s\S]*?)\n<\/question-\k<fence>>/u.exec(request);
  const answers = request.matchAll(
    /<answer-(?<fence>[0-9a-f]+) id="(?<letter>[A-Z]+)">\n(?<text>[\s\S]*?)\n<\/answer-\k<fence>>/gu,
  );
  return {
    question: question?.groups?.["text"] ?? "",
    answers: [...answers].map(({ groups }) => ({ letter: groups?.["letter"] ?? "", text: groups?.["text"] ?? "" })),
  };
}

function judge(request: string, { noise, likesLength }: Skill, draw: Draw): Judged[] {
  const { question, answers } = readMarked(request);
  const longest = Math.max(1, ...answers.map(({ text }) => text.length));
  return answers.map(({ letter, text }) => {
    const worth = findExercise(question) ? worthOfProgram(question, text) : worthOfResult(question, text);
    const swayed = worth + (likesLength * text.length) / longest + draw.whole(-noise, noise);
    return { letter, score: Math.min(100, Math.max(0, Math.round(swayed))) };
  });
}

/** A ranking as JSON; scores within ten points of each other are equal. */
function rankAnswers(request: string, skill: Skill, draw: Draw): string {
  const judged = judge(request, skill, draw).toSorted((one, other) => other.score - one.score);
  const groups: Judged[][] = [];
  for (const one of judged) {
    const last = groups.at(-1);
    if (last?.[0] && last[0].score - one.score < 10) last.push(one);
    else groups.push([one]);
  }
  const ranking = groups.map((group) => ({
    answers: group.map(({ letter }) => letter),
    reason: reasonFor(group[0]?.score ?? 0),
  }));
  return JSON.stringify({ ranking });
}

/** A choice between two answers as JSON: a tie when they are within ten points of each other. */
function compareAnswers(request: string, skill: Skill, draw: Draw): string {
  const [first, second] = judge(request, skill, draw);
  const lead = (first?.score ?? 0) - (second?.score ?? 0);
  const choice = Math.abs(lead) < 10 ? "tie" : lead > 0 ? "a" : "b";
  return JSON.stringify({ reason: "It holds up better.", choice });
}

/** Points by criterion as JSON, all criteria met alike. */
function scoreAnswers(request: string, skill: Skill, draw: Draw): string {
  const worths = [...request.matchAll(/^- .* \((?<points>\d+) points\)$/gmu)].map(({ groups }) =>
    Number(groups?.["points"]),
  );
  const scores = judge(request, skill, draw).map(({ letter, score }) => ({
    answer: letter,
    points: worths.map((worth) => (worth * score) / 100),
    reason: reasonFor(score),
    // What it sets is right in every case.
    beatsStandard: false,
  }));
  return JSON.stringify({ scores });
}

function reasonFor(score: number): string {
  if (score >= 80) return "Right, as far as the cases go that were thought of.";
  if (score >= 50) return "Right in the plain cases.";
  return score >= 20 ? "Goes about it wrongly." : "Does not do what was asked.";
}

/** 95 for the true result, less the farther from it, 5 for none. */
function worthOfResult(question: string, answer: string): number {
  const truth = Number(findSum(question)?.result);
  const numbers = [...answer.matchAll(/[-−]?\d[\d,]*(?:\.\d+)?/gu)].map(([text]) =>
    Number(text.replaceAll(",", "").replace("−", "-")),
  );
  if (numbers.length === 0) return 5;
  if (!Number.isFinite(truth)) return 50;
  // The result is what comes last, or what is printed bold.
  if (/\*\*/u.test(answer) ? answer.includes(`**${truth}**`) : numbers.at(-1) === truth) return 95;
  const off = Math.min(...numbers.map((number) => Math.abs(number - truth) / Math.max(1, Math.abs(truth))));
  return off > 0 && off < 0.1 ? 40 : 12;
}

function worthOfProgram(question: string, answer: string): number {
  const exercise = findExercise(question);
  if (!exercise || !answer.includes("def ")) return 5;
  if (answer.includes(exercise.full)) return 93;
  return answer.includes(exercise.plain) ? 68 : 28;
}
