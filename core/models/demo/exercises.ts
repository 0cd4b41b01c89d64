/** The programs that demo models know: each right in every case, right in plain cases only, and wrong. */

/** A question for a program, and three programs that answer it. */
export type Exercise = {
  /** The function it asks for; no other exercise has the same. */
  name: string;
  question: string;
  principle: string;
  /** What goes in, and what comes out. */
  input: string;
  output: string;
  sample: { input: string; output: string };
  /** What programs are run on as well. */
  cases: readonly (readonly [input: string, output: string])[];
  criteria: readonly [{ name: string; points: 40 }, { name: string; points: 40 }, { name: string; points: 20 }];
  full: string;
  plain: string;
  faulty: string;
};

const criteria = (edge: string): Exercise["criteria"] => [
  { name: "correct on plain input", points: 40 },
  { name: edge, points: 40 },
  { name: "no needless cost", points: 20 },
];

/** Every exercise that demo models can set. */
export const exercises: readonly [Exercise, ...Exercise[]] = [
  {
    name: "second_largest",
    question:
      "Write a Python function `second_largest(numbers)` that returns the second largest different value of a list of integers, or None when there is none.",
    principle: "Values that occur more than once.",
    input: "A list of integers.",
    output: "An integer, or None.",
    sample: { input: "[3, 9, 9, 4]", output: "4" },
    cases: [
      ["[1, 2, 3]", "2"],
      ["[5, 5]", "None"],
      ["[]", "None"],
      ["[7, 7, 1]", "1"],
    ],
    criteria: criteria("repeated values, and lists with fewer than two different ones"),
    full: "def second_largest(numbers):\n    different = set(numbers)\n    if len(different) < 2:\n        return None\n    different.remove(max(different))\n    return max(different)",
    plain: "def second_largest(numbers):\n    return sorted(set(numbers))[-2]",
    faulty: "def second_largest(numbers):\n    return sorted(numbers)[-2]",
  },
  {
    name: "merge_intervals",
    question:
      "Write a Python function `merge_intervals(intervals)` that takes a list of (start, end) pairs in any order and returns the sorted list of their unions; intervals that touch count as one.",
    principle: "Sorting before sweeping, and intervals inside others.",
    input: "A list of (start, end) pairs.",
    output: "A sorted list of (start, end) pairs.",
    sample: { input: "[(5, 7), (1, 3), (2, 4)]", output: "[(1, 4), (5, 7)]" },
    cases: [
      ["[(1, 9), (2, 3)]", "[(1, 9)]"],
      ["[(1, 2), (2, 3)]", "[(1, 3)]"],
      ["[]", "[]"],
    ],
    criteria: criteria("an interval inside another, touching ones, the empty list"),
    full: "def merge_intervals(intervals):\n    merged = []\n    for start, end in sorted(intervals):\n        if merged and start <= merged[-1][1]:\n            merged[-1] = (merged[-1][0], max(merged[-1][1], end))\n        else:\n            merged.append((start, end))\n    return merged",
    plain:
      "def merge_intervals(intervals):\n    merged = []\n    for start, end in sorted(intervals):\n        if merged and start <= merged[-1][1]:\n            merged[-1] = (merged[-1][0], end)\n        else:\n            merged.append((start, end))\n    return merged",
    faulty: "def merge_intervals(intervals):\n    return sorted(set(intervals))",
  },
  {
    name: "run_lengths",
    question:
      "Write a Python function `run_lengths(text)` that returns the runs of equal characters of a string as a list of (character, length) pairs, in order.",
    principle: "The last run, which no change of character ends.",
    input: "A string.",
    output: "A list of (character, length) pairs.",
    sample: { input: '"aab"', output: "[('a', 2), ('b', 1)]" },
    cases: [
      ['"abba"', "[('a', 1), ('b', 2), ('a', 1)]"],
      ['""', "[]"],
      ['"xyzzz"', "[('x', 1), ('y', 1), ('z', 3)]"],
    ],
    criteria: criteria("the last run, the empty string"),
    full: "def run_lengths(text):\n    runs = []\n    for character in text:\n        if runs and runs[-1][0] == character:\n            runs[-1] = (character, runs[-1][1] + 1)\n        else:\n            runs.append((character, 1))\n    return runs",
    plain:
      "def run_lengths(text):\n    runs, count = [], 1\n    for index in range(1, len(text)):\n        if text[index] == text[index - 1]:\n            count += 1\n        else:\n            runs.append((text[index - 1], count))\n            count = 1\n    runs.append((text[-1], count))\n    return runs",
    faulty: "def run_lengths(text):\n    return [(character, text.count(character)) for character in text]",
  },
  {
    name: "is_balanced",
    question:
      "Write a Python function `is_balanced(text)` that tells whether the brackets (), [] and {} in a string are balanced and properly nested; other characters are passed over.",
    principle: "Nesting of different kinds, which counting alone cannot see.",
    input: "A string.",
    output: "True or False.",
    sample: { input: '"{[a](b)}"', output: "True" },
    cases: [
      ['"([)]"', "False"],
      ['")("', "False"],
      ['"(("', "False"],
      ['"()[]{}"', "True"],
    ],
    criteria: criteria("crossed brackets, a closing one first, one left open"),
    full: 'def is_balanced(text):\n    opened = []\n    pairs = {")": "(", "]": "[", "}": "{"}\n    for character in text:\n        if character in pairs.values():\n            opened.append(character)\n        elif character in pairs and (not opened or opened.pop() != pairs[character]):\n            return False\n    return not opened',
    plain:
      'def is_balanced(text):\n    opened = []\n    pairs = {")": "(", "]": "[", "}": "{"}\n    for character in text:\n        if character in pairs.values():\n            opened.append(character)\n        elif character in pairs and opened.pop() != pairs[character]:\n            return False\n    return not opened',
    faulty: 'def is_balanced(text):\n    return all(text.count(a) == text.count(b) for a, b in ["()", "[]", "{}"])',
  },
  {
    name: "digital_root",
    question:
      "Write a Python function `digital_root(number)` that adds up the decimal digits of an integer again and again until one digit is left; a minus sign is passed over.",
    principle: "Repeating until done, and negative numbers.",
    input: "An integer.",
    output: "A digit.",
    sample: { input: "-38", output: "2" },
    cases: [
      ["0", "0"],
      ["999999999999", "9"],
      ["-5", "5"],
    ],
    criteria: criteria("negative numbers, zero"),
    full: "def digital_root(number):\n    number = abs(number)\n    return 0 if number == 0 else 1 + (number - 1) % 9",
    plain:
      "def digital_root(number):\n    while number > 9:\n        number = sum(int(digit) for digit in str(number))\n    return number",
    faulty: "def digital_root(number):\n    return sum(int(digit) for digit in str(number))",
  },
  {
    name: "transpose",
    question:
      "Write a Python function `transpose(rows)` that turns the rows of a table into its columns; rows may differ in length, and missing cells become None.",
    principle: "Rows of different lengths.",
    input: "A list of rows, each a list.",
    output: "A list of columns, each a list.",
    sample: { input: "[[1, 2], [3]]", output: "[[1, 3], [2, None]]" },
    cases: [
      ["[[1, 2], [3, 4]]", "[[1, 3], [2, 4]]"],
      ["[]", "[]"],
      ["[[], [1]]", "[[None, 1]]"],
    ],
    criteria: criteria("rows of different lengths, no rows at all"),
    full: "def transpose(rows):\n    width = max((len(row) for row in rows), default=0)\n    return [[row[i] if i < len(row) else None for row in rows] for i in range(width)]",
    plain: "def transpose(rows):\n    return [[row[i] for row in rows] for i in range(len(rows[0]))]",
    faulty: "def transpose(rows):\n    return [row[::-1] for row in rows]",
  },
];

/** What every question says as well. */
export const readsAndWrites =
  "The program reads the argument from standard input, as Python writes it, calls the function and prints what it returns.";

/** A function of an exercise, as a program that does so. */
export function asProgram({ name }: Exercise, code: string): string {
  return `\`\`\`python\n${code}\n\n\nimport ast\nimport sys\n\nprint(${name}(ast.literal_eval(sys.stdin.read())))\n\`\`\``;
}

/** The exercise that a question asks for. */
export function findExercise(question: string): Exercise | undefined {
  return exercises.find(({ name }) => question.includes(`\`${name}(`));
}
