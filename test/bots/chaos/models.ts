/** The models of a chaos run: they answer after a while, name the question in their answers, and can be made to fail. */
import { writeFileSync } from "node:fs";
import type { Random } from "../../../core/machine/random.ts";
import {
  answerWith,
  answerWithError,
  type ModelCall,
  openStream,
  type ScriptedModelServer,
  sendChunk,
  startScriptedModelServer,
} from "../../peers/scripted-model-server.ts";

/** How calls go wrong: cut in the middle, begun and never gone on with, refused because there are too many. */
export type ModelTrouble = "cut" | "stalled" | "too-many";

/** A call as the server saw it. `whole`: all of its answer has been taken by whoever asked. */
export type SeenCall = { model: string; endpoint: string; question: string; whole: boolean };

export type ChaosModels = {
  calls: SeenCall[];
  /** From now on this share of the calls goes wrong so; null: none does. */
  trouble(kind: ModelTrouble | null, share?: number): void;
  /** Writes the roster. @returns its path. */
  writeRoster(file: string): string;
  inFlight(): number;
  close(): Promise<void>;
};

/** What `dear` may cost a day, in dollars: less than a run would spend on it. */
export const dearBudget = 3;
/** Dollars for a million tokens. */
const price = { input: 100, output: 4_000 };
/** Of each answer, as the server counts them. */
const tokens = { prompt_tokens: 3, completion_tokens: 5 };
/** What an answer of a model at the endpoint `dear` costs, in dollars. */
export const dearAnswer = (tokens.prompt_tokens * price.input + tokens.completion_tokens * price.output) / 1e6;

/** The words by which a question is known again in posts and in the record. */
export const tokenPattern = /question-\d+-\w+/u;

const names = { cheap: ["one", "two", "three", "four", "five", "six"], dear: ["gold", "silver"] };
/** How long an answer takes, in milliseconds. */
const [shortest, longest] = [100, 900];

export async function startChaosModels(random: Random): Promise<ChaosModels> {
  const calls: SeenCall[] = [];
  let wrong: { kind: ModelTrouble; share: number } | null = null;
  const server: ScriptedModelServer = await startScriptedModelServer(async (call) => {
    const seen = see(call);
    calls.push(seen);
    const mishap = wrong && random.fraction() < wrong.share ? wrong.kind : null;
    if (mishap === "too-many") return answerWithError(429, { error: { message: "slow down" } })(call, 0);
    if (mishap) return breakOff(call, mishap);
    call.response.once("finish", () => (seen.whole = true));
    await wait(shortest + random.fraction() * (longest - shortest));
    await answerWith(`An answer of some length to ${seen.question}.`, tokens)(call, 0);
  });
  return {
    calls,
    trouble: (kind, share = 0.7) => void (wrong = kind && { kind, share }),
    writeRoster(file) {
      const base = server.baseURL.replace(/\/v1$/u, "");
      const endpoints = {
        cheap: { baseURL: `${base}/cheap/v1`, concurrency: 24, firstTokenSeconds: 8 },
        dear: { baseURL: `${base}/dear/v1`, concurrency: 8, firstTokenSeconds: 8, budget: { day: dearBudget } },
      };
      const models = Object.entries(names).flatMap(([endpoint, all]) =>
        all.map((id) => ({
          ...{ id, name: `Model ${id}`, organization: "Tests", endpoint, model: id },
          price: endpoint === "dear" ? price : { input: 1, output: 2 },
        })),
      );
      writeFileSync(file, JSON.stringify({ endpoints, models, generation: { maxTokens: 64 } }));
      return file;
    },
    inFlight: server.inFlight,
    close: server.close,
  };
}

function see({ path, body }: ModelCall): SeenCall {
  const messages = body.messages as { content: string }[] | undefined;
  const question = tokenPattern.exec(messages?.at(-1)?.content ?? "")?.[0] ?? "";
  return { model: String(body.model), endpoint: path.split("/")[1] ?? "", question, whole: false };
}

function breakOff({ response }: ModelCall, kind: "cut" | "stalled"): void {
  openStream(response);
  sendChunk(response, { content: "An answer that " });
  if (kind === "cut") setTimeout(() => response.destroy(), 50);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
