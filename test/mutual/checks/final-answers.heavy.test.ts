/** Final answers as models write them, compared in a process of their own. */
import { expect, it } from "vitest";
import { checkFinalAnswers } from "../../../core/mutual/checks/mathematics/check-final-answers.ts";
import { systemClock } from "../../../core/machine/clock.ts";

async function compare(standard: string, ...answers: string[]) {
  const boxed = (text: string) => `It follows.\n\\boxed{${text}}`;
  const work = { standard: boxed(standard), answers: answers.map((text) => ["m", boxed(text)] as const) };
  const checks = await checkFinalAnswers(work, { clock: systemClock, signal: new AbortController().signal });
  return checks.answers.map(([, { verdict }]) => verdict);
}

it.each<[string, string[], string[], string[]]>([
  [
    "\\frac{1}{2}",
    ["0.5", "1/2", "\\dfrac12", "50\\%", "\\sin(\\pi/6)", "2^{-1}"],
    ["\\frac13", "0.51", "2"],
    ["2\\frac12", "about half", "50\\text{ percent}"],
  ],
  ["2\\sqrt{2}", ["\\sqrt{8}", "8^{1/2}", "\\frac{4}{\\sqrt2}"], ["2\\sqrt{3}", "3"], ["2.83", "2.828"]],
  ["\\sqrt{2}+\\sqrt{3}", ["\\sqrt{5+2\\sqrt{6}}"], ["\\sqrt{5}"], []],
  [
    "1234",
    ["1,234", "1{,}234", "1234.0", "x = 1234"],
    ["1235", "1233.5"],
    ["1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21"],
  ],
  ["2^{100}", ["1267650600228229401496703205376"], ["1267650600228229401496703205377"], ["1.27 \\times 10^{30}"]],
  ["3", ["\\frac{\\ln 8}{\\ln 2}", "300\\%"], ["50\\%"], []],
  ["\\{1, 2, 3\\}", ["\\{3, 1, 2\\}", "1, 2 \\text{ and } 3"], ["\\{1, 2\\}", "\\{1, 2, 4\\}"], ["(1, 2, 3)"]],
  ["[1, 2)", ["[\\frac{2}{2}, 2)"], ["[1, 2]", "(1, 2)", "[1, 3)"], ["1"]],
  ["(-\\infty, 0]", ["(-∞, 0]"], ["(-\\infty, 1]", "(0, 0]"], []],
  ["\\pm 2", ["2, -2"], ["2, 3"], ["(2, -2)"]],
  ["\\frac{n(n+1)}{2}", ["\\frac{n^2+n}{2}"], ["\\frac{n^2}{2}"], []],
  ["\\frac{1}{3}", [], ["0.5"], ["0.333"]],
  ["\\binom{5}{2}", ["10", "\\frac{5!}{2!3!}"], ["11"], []],
])("%s", async (standard, equal, different, unreadable) => {
  expect(await compare(standard, ...equal)).toEqual(equal.map(() => "equal"));
  expect(await compare(standard, ...different)).toEqual(different.map(() => "different"));
  expect(await compare(standard, ...unreadable)).toEqual(unreadable.map(() => "unreadable"));
});

it("nothing is told where the standard answer cannot be read", async () => {
  expect(await compare("It depends on the weather", "5", "6")).toEqual(["unreadable", "unreadable"]);
});
