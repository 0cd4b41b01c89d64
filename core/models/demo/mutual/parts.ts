/** The three parts that demo models play in a mutual evaluation, so that it can be tried without a key. */
import type { Draw } from "../draw.ts";
import { compareAnswers, rankAnswers, scoreAnswers } from "./judging.ts";
import { findExercise } from "./programs.ts";
import { setExercise, setSum } from "./setting.ts";
import { skills, usualSkill } from "./skills.ts";

/**
 * What a demo model says when it is to set a question or to judge, or is asked for a program it knows.
 * @param format name of the form that was asked for.
 * @returns undefined: it is an ordinary question.
 */
export function playPart(model: string, format: string | undefined, request: string, draw: Draw): string | undefined {
  const skill = skills[model] ?? usualSkill;
  if (format === "math_question") return setSum(skill, draw);
  if (format === "programming_question") return setExercise(draw);
  if (format === "ranking") return rankAnswers(request, skill, draw);
  if (format === "verdict") return compareAnswers(request, skill, draw);
  if (format === "scores") return scoreAnswers(request, skill, draw);
  const exercise = findExercise(request);
  if (!exercise || skill.program === "none") return undefined;
  return `\`\`\`python\n${exercise[skill.program]}\n\`\`\``;
}
