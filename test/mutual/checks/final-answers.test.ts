import { describe, expect, it } from "vitest";
import { findFinalAnswer } from "../../../core/mutual/checks/mathematics/find-final-answer.ts";
import { readAnswer } from "../../../core/mutual/checks/mathematics/read-answer.ts";

describe("the final answer of a solution", () => {
  it.each([
    ["So $x = 3$.\n\nThe answer is $\\boxed{\\frac{1}{2}}$, since …", "\\frac{1}{2}"],
    ["First \\boxed{1}, then \\boxed{\\{1, 2\\}}.", "\\{1, 2\\}"],
    ["Adding up.\n\n**Final answer:** 42.", "42"],
    ["因此，答案是 $\\sqrt{2}$。", "\\sqrt{2}"],
    ["计算得到。\n最终答案：**12**", "12"],
    ["The answer is:\n$$\\frac{3}{4}$$", "\\frac{3}{4}"],
    ["The answer is 3.5 metres.", "3.5 metres"],
    ["12 + 7 = 19", "12 + 7 = 19"],
  ])("%j ends with %j", (solution, answer) => expect(findFinalAnswer(solution)).toBe(answer));

  it.each(["It is 5 or so,\nand more.", "", "The answer is $1$ for $n = 2$.", `\\boxed{${"1".repeat(400)}}`])(
    "none is told apart in %j",
    (solution) => expect(findFinalAnswer(solution)).toBeNull(),
  );
});

describe("what a final answer is", () => {
  it.each([
    ["\\dfrac12", ["((1)/(2))"]],
    ["2\\sqrt{3}", ["2*sqrt(3)"]],
    ["x = 5", ["5"]],
    ["12 + 7 = 19", ["19"]],
    ["1,234,567", ["1234567"]],
    ["\\pm 2", ["+2", "-2"].map((one) => one.replace("+", ""))],
    ["1, 2 \\text{ and } 3", ["1", "2", "3"]],
    ["[0, \\infty)", ["0", "Infinity"]],
    ["\\sqrt[3]{2}", ["((2)^(1/3))"]],
    ["2^{10}", ["(2)^(10)"]],
    ["50\\%", ["(50)/100"]],
    ["sqrt(2)/2", ["sqrt(2)/2"]],
  ])("%j is read", (answer, values) => expect(readAnswer(answer)?.values).toEqual(values));

  it.each([
    ...[
      "2\\frac{1}{3}",
      "1/2x",
      "2 3",
      "5\\text{ cm}",
      "3.5 metres",
      "30^\\circ",
      "\\log 8",
      "x + y = 5",
      "i",
      "f(x) = g(x) = 1x = 2",
    ],
    ...["9^9^9^9", "9^{9^{9}}", "(9^9)^9", "9^{99999}", "9999!", "9!!", "(((((((((((((1)))))))))))))", "1".repeat(61)],
    ...[
      "",
      "{",
      "\\frac{1}",
      "+",
      "2^",
      "yes",
      "__proto__",
      "constructor",
      "process.exit()",
      "1;2",
      '"a"',
      "(".repeat(300),
    ],
  ])("%j is not", (answer) => expect(readAnswer(answer)).toBeNull());
});
