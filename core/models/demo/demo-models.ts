/** The built-in models: toys that let anyone try the arena without a key. Their league is `demo` everywhere. */
import type { Model } from "../model.ts";
import { createDraw } from "./draw.ts";
import { type AskedForm, playPart } from "./mutual-parts.ts";
import { readAsked } from "./asked.ts";
import { answerAs, characters } from "./characters.ts";

/** Key of their endpoint in the roster. */
export const demoEndpoint = "demo";

const names: Readonly<Record<string, string>> = {
  "demo-concise": "Demo Concise",
  "demo-longwinded": "Demo Longwinded",
  "demo-structured": "Demo Structured",
  "demo-calculator": "Demo Calculator",
  "demo-questioner": "Demo Questioner",
  "demo-echo": "Demo Echo",
};

/** The demo models as a roster lists them. */
export const demoModels: readonly Model[] = Object.entries(names).map(([id, name]) => ({
  id,
  name,
  organization: "Built-in demo",
  endpoint: demoEndpoint,
  model: id,
  input: ["text"],
  price: null,
  status: "active",
  league: "demo",
  unsupported: [],
}));

/** What a demo model is told. */
export type DemoQuestion = {
  model: string;
  seed: number;
  /** The person's messages, oldest first. */
  asked: readonly string[];
  /** The form that the answer must have. */
  format?: AskedForm | undefined;
};

/** @returns the same answer for the same question and seed; undefined when there is no such model. */
export function answerAsDemo({ model, seed, asked, format }: DemoQuestion): string | undefined {
  const character = Object.hasOwn(characters, model) ? characters[model] : undefined;
  const request = asked.at(-1) ?? "";
  const draw = createDraw(seed, `${model}\n${request}`);
  return (
    character &&
    (playPart(model, format, request, draw) ?? answerAs(character, readAsked(request, asked.length < 2), draw))
  );
}
