import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate, findSum, formatFraction } from "../../core/models/demo/arithmetic.ts";

const valueOf = (expression: string): string | undefined => {
  const value = evaluate(expression);
  return value && formatFraction(value).text;
};

describe("the evaluator", () => {
  it.each([
    ["2+3*4", "14"],
    ["(2+3)*4", "20"],
    ["2^3^2", "512"],
    ["-2^2", "-4"],
    ["(-2)^2", "4"],
    ["2^-1", "0.5"],
    ["10-4-3", "3"],
    ["100/8/5", "2.5"],
    ["0.1+0.2", "0.3"],
    ["1,000.5*2", "2001"],
    ["2/3", "0.666667"],
    ["-2/3", "-0.666667"],
    ["√144+1", "13"],
    ["50%*50%", "0.25"],
    ["--3", "3"],
    ["123456789*987654321", "121932631112635269"],
  ])("works out %s = %s", (expression, value) => {
    expect(valueOf(expression)).toBe(value);
  });

  it.each([
    "1/0",
    "2+",
    "(1",
    "1)",
    "*2",
    "",
    ".",
    "2 3",
    "2^9999",
    "9^9^9",
    "√2",
    "√(0-1)",
    "0^-1",
    "2^0.5",
    "process.exit()",
  ])("has no value for %s", (expression) => {
    expect(evaluate(expression)).toBeUndefined();
  });

  it("does not run away on deep or long input", () => {
    expect(evaluate(`${"(".repeat(10_000)}1${")".repeat(10_000)}`)).toBeUndefined();
    expect(valueOf(`${"-".repeat(400)}1`)).toBe("1");
    expect(evaluate(Array.from({ length: 10_000 }, () => "1").join("^"))).toBeUndefined();
    expect(evaluate(`√`.repeat(10_000))).toBeUndefined();
    expect(valueOf(Array.from({ length: 200 }, () => "1").join("+"))).toBe("200");
  });

  it("agrees with whole-number arithmetic", () => {
    const number = fc.integer({ min: 0, max: 999 });
    fc.assert(
      fc.property(number, number, number, (x, y, z) => {
        expect(valueOf(`${x} + ${y} * ${z}`)).toBe(String(x + y * z));
        expect(valueOf(`(${x} - ${y}) * ${z}`)).toBe(String((x - y) * z === 0 ? 0 : (x - y) * z));
      }),
      { seed: 1 },
    );
  });
});

describe("sums in questions", () => {
  it.each([
    ["What is 12*(3+4)?", "12 × (3 + 4)", "84"],
    ["please compute 15% of 80", "15% × 80", "12"],
    ["what's 7 times 6?", "7 × 6", "42"],
    ["9 squared plus 1", "9^2 + 1", "82"],
    ["the square root of 144?", "√144", "12"],
    ["3乘以7等于多少?", "3 × 7", "21"],
    ["12乘以(3加4)", "12 × (3 + 4)", "84"],
    ["百分之15的80是多少", "15% × 80", "12"],
    ["100的20%是多少", "100 × 20%", "20"],
    ["what is 10/4", "10 ÷ 4", "2.5"],
    ["-5 + 3", "−5 + 3", "-2"],
  ])("are found in %j", (question, expression, result) => {
    expect(findSum(question)).toMatchObject({ expression, result, exact: true });
  });

  it.each([
    "Why is the sky blue?",
    "I have 3 apples and 4 pears",
    "call 555-1234",
    "What happened on 2024-05-06?",
    "24/7 support",
    "Is 20% a lot?",
    "100 / 0",
    "(1+2",
    "1. first 2. second",
    "",
  ])("are not found in %j", (question) => {
    expect(findSum(question)).toBeUndefined();
  });
});
