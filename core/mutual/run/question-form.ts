/** How a question is set: by its words alone, or in the form of a programming competition. */
import { z } from "zod";
import type { Criterion, Sample, SetQuestion } from "../experiment.ts";
import type { Subject } from "../scoring/ballots.ts";
import { findObjects } from "./reply-json.ts";
import { filled, noObject, object, type Read, type ReplyForm, text } from "./reply-forms.ts";

/** What all points of a question's criteria add up to. */
const wholePoints = 100;

const common = { standardAnswer: text, principle: text };
const properties: Record<Subject, Record<string, unknown>> = {
  math: { question: text, ...common },
  programming: {
    ...{ statement: text, input: text, output: text },
    samples: { type: "array", items: object({ input: text, output: text }) },
    ...common,
    criteria: { type: "array", items: object({ name: text, points: { type: "number" } }) },
  },
};

const words = { standardAnswer: filled, principle: filled };
const plain = z.looseObject({ question: filled, ...words });
// A number as a sample is as clear as its digits.
const said = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const competition = z.looseObject({
  ...{ statement: filled, input: filled, output: filled },
  samples: z.array(z.looseObject({ input: said, output: said })).min(1),
  ...words,
  criteria: z.array(z.looseObject({ name: filled, points: z.coerce.number().positive() })).min(1),
});

/** A question with its standard answer and principle; in programming with samples and the points of its criteria. */
export function questionForm(subject: Subject): ReplyForm<SetQuestion> {
  const read = subject === "math" ? readPlain : readCompetition;
  const names = Object.keys(properties[subject]).map((name) => `"${name}"`);
  const incomplete = `The JSON object must hold ${names.join(", ")}, in the form that was asked for and none empty.`;
  return {
    format: { name: `${subject}_question`, schema: object(properties[subject]) },
    read(reply) {
      const objects = findObjects(reply);
      const [first] = objects.flatMap((found) => read(found) ?? []);
      return first ?? { fault: objects.length === 0 ? noObject : incomplete };
    },
  };
}

function readPlain(found: unknown): Read<SetQuestion> | undefined {
  const { data } = plain.safeParse(found);
  if (!data) return undefined;
  const { question, standardAnswer, principle } = data;
  return { value: { question, standardAnswer, principle, criteria: [], samples: [] } };
}

function readCompetition(found: unknown): Read<SetQuestion> | undefined {
  const { data } = competition.safeParse(found);
  if (!data) return undefined;
  const { standardAnswer, principle } = data;
  const criteria = data.criteria.map(({ name, points }): Criterion => ({ name, points }));
  const total = criteria.reduce((sum, { points }) => sum + points, 0);
  if (Math.abs(total - wholePoints) > 0.01)
    return { fault: `The points of the criteria add up to ${total}; they must add up to ${wholePoints}.` };
  const samples = data.samples.map(({ input, output }): Sample => ({ input, output }));
  return { value: { question: composeQuestion({ ...data, samples }), standardAnswer, principle, criteria, samples } };
}

type Competition = { statement: string; input: string; output: string; samples: readonly Sample[] };

/** The question as those who answer it read it. */
function composeQuestion({ statement, input, output, samples }: Competition): string {
  const shown = samples.flatMap((sample, index) => {
    const number = samples.length === 1 ? "" : ` ${index + 1}`;
    return [`Sample${number}, input:\n${fenced(sample.input)}`, `Sample${number}, output:\n${fenced(sample.output)}`];
  });
  return [statement, `**Input**: ${input}`, `**Output**: ${output}`, ...shown].join("\n\n");
}

/** A block of code whose fence is longer than any inside. */
function fenced(inside: string): string {
  const longest = [...inside.matchAll(/`+/gu)].reduce((most, [run]) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${inside}\n${fence}`;
}
