/** How a question is set: by its words alone, or in the form of a competition. */
import { z } from "zod";
import type { Sample, SetQuestion } from "../experiment.ts";
import { addPoints, type Criterion, isWhole, type Subject, wholePoints } from "../subject.ts";
import { findObjects } from "./reply-json.ts";
import { filled, noObject, object, type Read, type ReplyForm, text } from "./reply-forms.ts";

const list = (properties: Record<string, unknown>) => ({ type: "array", items: object(properties) });

/** More samples or cases than these do not count; and one may have so many characters at most. */
const mostCases = 20;
const longestCase = 100_000;

function propertiesOf({ competition, criteria, check }: Subject): Record<string, unknown> {
  return {
    ...(competition
      ? { statement: text, input: text, output: text, samples: list({ input: text, output: text }) }
      : { question: text }),
    ...(check === "programs" && { cases: list({ input: text, output: text }) }),
    ...{ standardAnswer: text, principle: text },
    ...(typeof criteria === "string" && { criteria: list({ name: text, points: { type: "number" } }) }),
  };
}

const solved = z.looseObject({ standardAnswer: filled, principle: filled });
const plain = z.looseObject({ question: filled });
// A number as a sample is as clear as its digits.
const said = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String)
  .refine((written) => written.length <= longestCase);
const cases = z
  .array(z.looseObject({ input: said, output: said }))
  .transform((all) => all.slice(0, mostCases).map(({ input, output }): Sample => ({ input, output })));
const competitive = z.looseObject({
  ...{ statement: filled, input: filled, output: filled },
  samples: cases.refine((all) => all.length > 0),
  cases: cases.default([]),
});
const scored = z.looseObject({
  criteria: z.array(z.looseObject({ name: filled, points: z.coerce.number().positive() })).min(1),
});

/** A question with its standard answer and principle; with samples and the points of its criteria, where they belong to it. */
export function questionForm(subject: Subject): ReplyForm<SetQuestion> {
  const properties = propertiesOf(subject);
  const names = Object.keys(properties).map((name) => `"${name}"`);
  const incomplete = `The JSON object must hold ${names.join(", ")}, in the form that was asked for and none empty.`;
  return {
    format: { name: `${subject.id.replaceAll("-", "_")}_question`, schema: object(properties) },
    read(reply) {
      const objects = findObjects(reply);
      const [first] = objects.flatMap((found) => readQuestion(subject, found) ?? []);
      return first ?? { fault: objects.length === 0 ? noObject : incomplete };
    },
  };
}

function readQuestion({ competition, criteria: fixed }: Subject, found: unknown): Read<SetQuestion> | undefined {
  const { data } = solved.safeParse(found);
  const asked = competition ? readCompetition(found) : readPlain(found);
  const criteria = typeof fixed === "string" ? readCriteria(found) : fixed;
  if (!data || !asked || !criteria) return undefined;
  const total = addPoints(criteria);
  if (criteria.length > 0 && !isWhole(total))
    return { fault: `The points of the criteria add up to ${total}; they must add up to ${wholePoints}.` };
  const { standardAnswer, principle } = data;
  return { value: { ...asked, standardAnswer, principle, criteria } };
}

type Asked = Pick<SetQuestion, "question" | "samples" | "cases">;

function readPlain(found: unknown): Asked | undefined {
  const { data } = plain.safeParse(found);
  return data && { question: data.question, samples: [], cases: [] };
}

function readCompetition(found: unknown): Asked | undefined {
  const { data } = competitive.safeParse(found);
  return data && { question: composeQuestion(data), samples: data.samples, cases: data.cases };
}

function readCriteria(found: unknown): Criterion[] | undefined {
  return scored.safeParse(found).data?.criteria.map(({ name, points }) => ({ name, points }));
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
