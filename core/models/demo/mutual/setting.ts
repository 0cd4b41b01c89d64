/** The questions that demo models set. */
import { findSum } from "../arithmetic.ts";
import type { Draw } from "../draw.ts";
import { exercises } from "./programs.ts";
import type { Skill } from "./skills.ts";

/** A sum of as many steps as the model likes, as JSON. */
export function setSum({ steps }: Skill, draw: Draw): string {
  const expression = drawExpression(steps, draw);
  const sum = findSum(`What is ${expression}?`);
  return JSON.stringify({
    question: `What is ${expression}? Give the exact value.`,
    standardAnswer: `${sum?.expression ?? expression} = ${sum?.result ?? "?"}`,
    principle: steps > 1 ? `The order of operations over ${steps} steps.` : "A single operation.",
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
export function setExercise(draw: Draw): string {
  const { question, full, principle, criteria } = draw.pick(exercises);
  return JSON.stringify({ question, standardAnswer: full, principle, criteria });
}
