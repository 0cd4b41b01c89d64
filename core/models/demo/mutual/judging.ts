/** How demo models judge: by the true result where they can tell it, each with a hand as steady as it is skilled. */
import { findSum } from "../arithmetic.ts";
import type { Draw } from "../draw.ts";
import { findExercise } from "./programs.ts";
import type { Skill } from "./skills.ts";

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
export function rankAnswers(request: string, skill: Skill, draw: Draw): string {
  const judged = judge(request, skill, draw).toSorted((one, other) => other.score - one.score);
  const groups: Judged[][] = [];
  for (const one of judged) {
    const last = groups.at(-1);
    if (last?.[0] && last[0].score - one.score < 10) last.push(one);
    else groups.push([one]);
  }
  const ranking = groups.map((group) => group.map(({ letter }) => letter));
  return JSON.stringify({ reasons: `The results of ${ranking[0]?.join(" and ") ?? "none"} hold up best.`, ranking });
}

/** A choice between two answers as JSON: a tie when they are within ten points of each other. */
export function compareAnswers(request: string, skill: Skill, draw: Draw): string {
  const [first, second] = judge(request, skill, draw);
  const lead = (first?.score ?? 0) - (second?.score ?? 0);
  const choice = Math.abs(lead) < 10 ? "tie" : lead > 0 ? "a" : "b";
  return JSON.stringify({ reason: "It holds up better.", choice });
}

/** Scores as JSON. */
export function scoreAnswers(request: string, skill: Skill, draw: Draw): string {
  const scores = judge(request, skill, draw).map(({ letter, score }) => ({
    answer: letter,
    reason: reasonFor(score),
    score,
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
