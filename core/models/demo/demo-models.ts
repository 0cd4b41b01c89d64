/** The built-in models: toys that let anyone try the arena without a key. Their league is `demo` everywhere. */
import type { Model } from "../model.ts";
import { createDraw } from "./draw.ts";
import { playPart } from "./mutual-parts.ts";
import { readQuestion } from "./question.ts";
import {
  answerAtLength,
  answerConcisely,
  answerWithStructure,
  askBack,
  calculate,
  echo,
  type Voice,
} from "./voices.ts";

/** Key of their endpoint in the roster. */
export const demoEndpoint = "demo";

const voices: Record<string, { name: string; voice: Voice }> = {
  "demo-concise": { name: "Demo Concise", voice: answerConcisely },
  "demo-longwinded": { name: "Demo Longwinded", voice: answerAtLength },
  "demo-structured": { name: "Demo Structured", voice: answerWithStructure },
  "demo-calculator": { name: "Demo Calculator", voice: calculate },
  "demo-questioner": { name: "Demo Questioner", voice: askBack },
  "demo-echo": { name: "Demo Echo", voice: echo },
};

/** The demo models as a roster lists them. */
export const demoModels: readonly Model[] = Object.entries(voices).map(([id, { name }]) => ({
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
  /** Name of the form that the answer must have. */
  format?: string | undefined;
};

/** @returns the same answer for the same question and seed; undefined when there is no such model. */
export function answerAsDemo({ model, seed, asked, format }: DemoQuestion): string | undefined {
  const voice = Object.hasOwn(voices, model) ? voices[model]?.voice : undefined;
  const request = asked.at(-1) ?? "";
  const part = voice && playPart(model, format, request, createDraw(seed, `${model}\n${request}`));
  if (part !== undefined) return part;
  const question = readQuestion(request, asked.slice(0, -1));
  return voice?.(question, createDraw(seed, `${model}\n${question.text}`));
}
