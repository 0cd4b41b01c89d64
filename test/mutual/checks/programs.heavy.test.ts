/** Programs as models write them, and what comes of them. */
import { describe, expect, it } from "vitest";
import { checkPrograms } from "../../../core/mutual/checks/code/check-programs.ts";
import { systemClock } from "../../../core/machine/clock.ts";

const cases = [
  { input: "3\n1 2 3", output: "6" },
  { input: "1\n-4", output: "-4" },
];
const options = () => ({ clock: systemClock, signal: new AbortController().signal });
const block = (name: string, code: string) => `Here it is.\n\n\`\`\`${name}\n${code}\n\`\`\`\nIt is right.`;
const standard = block(
  "js",
  'const [, line] = require("fs").readFileSync(0, "utf8").split("\\n");\nconsole.log(line.split(" ").map(Number).reduce((a, b) => a + b));',
);
const check = async (...texts: string[]) => {
  const { answers } = await checkPrograms({ cases, standard, answers: texts.map((text) => ["m", text]) }, options());
  return answers.map(([, one]) => one);
};
const right = { verdict: "passed", passed: 2, detail: "" };

describe.concurrent("programs that read in all the ways there are", () => {
  it.each([
    [
      "lines",
      "const rl = require('readline').createInterface({ input: process.stdin });\nconst lines = [];\nrl.on('line', (l) => lines.push(l)).on('close', () => console.log(lines[1].split(' ').reduce((a, b) => a + +b, 0)));",
    ],
    [
      "lines awaited",
      "const rl = require('node:readline').createInterface({ input: process.stdin });\n(async () => { let n = 0; const all = []; for await (const line of rl) all.push(line); for (const x of all[1].split(' ')) n += +x; console.log(n); })();",
    ],
    [
      "data",
      "let s = '';\nprocess.stdin.on('data', (d) => (s += d));\nprocess.stdin.on('end', () => { process.stdout.write(eval(s.trim().split('\\n')[1].split(' ').join('+')) + '\\n'); process.exit(0); });",
    ],
    [
      "a question",
      "const rl = require('readline').createInterface({ input: process.stdin, output: { write() {} } });\nconst ask = (q) => new Promise((r) => rl.question(q, r));\n(async () => { await ask(''); const l = await ask(''); console.log(l.split(' ').map(Number).reduce((a, b) => a + b)); rl.close(); })();",
    ],
    [
      "modules",
      "import fs from 'node:fs';\nimport { createInterface } from 'readline';\nconst lines = fs.readFileSync('/dev/stdin').toString().trim().split('\\n');\nsetTimeout(() => console.log(lines[1].split(' ').map(Number).reduce((a, b) => a + b)), 1000);",
    ],
  ])("%s, in JavaScript", async (_name, code) => expect(await check(block("javascript", code))).toEqual([right]));

  it.each([
    ["input", "n = int(input())\nprint(sum(map(int, input().split())))"],
    [
      "a main function and a fast read",
      "import sys\ninput = sys.stdin.readline\n\ndef main():\n    input()\n    print(sum(map(int, input().split())))\n\nif __name__ == '__main__':\n    main()",
    ],
    [
      "a thread",
      "import sys, threading\nthreading.stack_size(1 << 27)\nsys.setrecursionlimit(10**6)\ndef main():\n    d = sys.stdin.read().split()\n    print(sum(map(int, d[1:])))\nt = threading.Thread(target=main)\nt.start()\nt.join()",
    ],
    [
      "a file and an exit",
      "import sys, os\nd = open(0).read().split()\nsys.stdout.write(str(sum(map(int, d[1:]))))\nsys.exit(0)",
    ],
    [
      "bytes",
      "import os, sys\nd = sys.stdin.buffer.read().split()\nprint(sum(map(int, d[1:])), flush=True)\nos._exit(0)",
    ],
    [
      "much of the library",
      "import math, heapq, collections, itertools, functools, re, bisect, json, decimal, fractions, random, string, datetime, typing, dataclasses, statistics\nfrom collections import *\ninput()\nprint(functools.reduce(lambda a, b: a + b, map(int, input().split())))",
    ],
  ])("%s, in Python", async (_name, code) => expect(await check(block("python", code))).toEqual([right]));
});

it("what is wrong with others is told", async () => {
  const found = await check(
    block("js", "console.log(6)"),
    block("js", "missing()"),
    block("js", "(async () => { throw new Error('thrown') })()"),
    block("cpp", "int main() {}"),
    "I would add them up.",
    block("python", "print(1/0)"),
  );
  expect(found).toMatchObject([
    { verdict: "wrong-output", passed: 1 },
    { verdict: "error", passed: 0, detail: expect.stringContaining("missing") },
    { verdict: "error", detail: expect.stringContaining("thrown") },
    { verdict: "unsupported" },
    { verdict: "no-code" },
    { verdict: "error", passed: 0, detail: "ZeroDivisionError: division by zero" },
  ]);
});

it("nothing is said where the standard answer fails its own cases", async () => {
  const wrong = block("js", "console.log(1)");
  const checks = await checkPrograms({ cases, standard: wrong, answers: [["m", standard]] }, options());
  expect(checks.standard).toMatchObject({ verdict: "wrong-output", passed: 0 });
  expect(checks.answers).toEqual([["m", { verdict: "not-run", passed: 0, detail: "" }]]);
});
