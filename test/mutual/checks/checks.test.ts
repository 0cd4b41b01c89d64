import { describe, expect, it } from "vitest";
import { findRight, type RoundChecks } from "../../../core/mutual/checks/checks.ts";
import { isSameOutput } from "../../../core/mutual/checks/code/compare-output.ts";
import { findProgram } from "../../../core/mutual/checks/code/find-program.ts";

describe("outputs", () => {
  it.each([
    ["1 2\n3", "1 2  \r\n3\n\n"],
    ["1 2", "1  2"],
    ["0.333333", "0.3333333333"],
    ["1e3", "1000.0"],
    ["2.0", "2"],
  ])("%j and %j are the same", (expected, written) => expect(isSameOutput(expected, written)).toBe(true));

  it.each([
    ["1 2", "1\n2"],
    ["12345678", "12345679"],
    ["0.33", "0.34"],
    ["Yes", "YES"],
    ["a", "a b"],
    ["1", ""],
    ["1.5", "NaN"],
  ])("%j and %j are not", (expected, written) => expect(isSameOutput(expected, written)).toBe(false));
});

describe("the program of an answer", () => {
  const fenced = (name: string, code: string, fence = "```") => `${fence}${name}\n${code}\n${fence}`;

  it("is its longest block in a language that is run, of equals the last", () => {
    const answer = [
      fenced("js", "a"),
      fenced("text", "x".repeat(99)),
      fenced("python", "bb = 1"),
      fenced("py", "cc = 2"),
      fenced("", "1 2"),
    ];
    expect(findProgram(answer.join("\n\nThen:\n"))).toEqual({ language: "python", code: "cc = 2" });
  });

  it("may hold fences, stand in a list, and lack its end", () => {
    expect(findProgram(fenced("js", "const a = `\n```\n`;", "````"))).toMatchObject({ code: "const a = `\n```\n`;" });
    expect(findProgram("1. So:\n   ```python\n   print(1)\n   ```")).toMatchObject({ language: "python" });
    expect(findProgram("```python\nprint(1)")).toEqual({ language: "python", code: "print(1)" });
  });

  it("is known by its lines where nobody says its language", () => {
    expect(findProgram("def f(x):\n    return x\nprint(f(1))")).toMatchObject({ language: "python" });
    expect(findProgram(fenced("", "const x = 1;\nconsole.log(x);"))).toMatchObject({ language: "javascript" });
    expect(findProgram("I would sort them.")).toEqual({ missing: "no-code" });
    expect(findProgram(fenced("", "#include <cstdio>\nint main() {}"))).toEqual({ missing: "no-code" });
    expect(findProgram(fenced("java", "class A {}"))).toEqual({ missing: "unsupported" });
  });

  it.each([
    "\n".repeat(200_000),
    "`".repeat(200_000),
    "(".repeat(200_000),
    "def f(" + "):".repeat(99_999),
    " ".repeat(200_000),
    "```\n".repeat(50_000),
  ])("is not searched for long", (hostile) => {
    findProgram(hostile);
    isSameOutput(hostile, `${hostile}x`);
  });
});

it("which answers are right is told where the standard passes, and where they could be run", () => {
  const one = (verdict: RoundChecks["standard"]["verdict"]) => ({ verdict, passed: 0, detail: "" });
  const answers: RoundChecks["answers"] = [
    ["a", one("passed")],
    ["b", one("wrong-output")],
    ["c", one("unsupported")],
    ["d", one("too-slow")],
  ];
  expect([...findRight({ cases: 1, standard: one("passed"), answers })]).toEqual([
    ["a", true],
    ["b", false],
    ["d", false],
  ]);
  expect(findRight({ cases: 1, standard: one("error"), answers }).size).toBe(0);
  expect(findRight(null).size).toBe(0);
});
