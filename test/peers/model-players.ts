/** Models of known strength and known faults in a mutual evaluation, behind a real server. */
import { type ModelCall, type ModelScript, answerWith, answerWithError } from "./scripted-model-server.ts";

export type Part = "question" | "answer" | "ranking" | "scores";

export type Player = {
  /** 0 to 100: how good its answers are, which every judge sees. */
  strength: number;
  /** The same of the standard answers to its questions: 100 unless it is another. */
  standard?: number;
  /** What it does instead, or to what it would say. Undefined: nothing unusual. `attempt` from 1. */
  fault?: (part: Part, reply: string, attempt: number) => string | ModelScript | undefined;
};

/** What a request is, read off it as a model would. */
export function readCall({ body }: Pick<ModelCall, "body">): {
  model: string;
  part: Part;
  /** The first message, and how often the model has been asked. */
  asked: string;
  attempt: number;
} {
  const messages = body["messages"] as { role: string; content: string }[];
  const format = body["response_format"] as { json_schema?: { name?: string } } | undefined;
  const name = format?.json_schema?.name ?? "answer";
  const part: Part = name.endsWith("_question") ? "question" : (name as Part);
  const users = messages.filter(({ role }) => role === "user");
  return { model: String(body["model"]), part, asked: users[0]?.content ?? "", attempt: users.length };
}

/** The answers that a judge is shown, with what they are worth. */
export function readAnswers(asked: string): { letter: string; text: string; worth: number }[] {
  return [...asked.matchAll(/<answer-([0-9a-f]+) id="([A-Z]+)">\n([\s\S]*?)\n<\/answer-\1>/gu)].map(
    ([, , letter = "", text = ""]) => ({ letter, text, worth: Number(/worth (\d+)/u.exec(text)?.[1] ?? 0) }),
  );
}

function sayFor(part: Part, model: string, asked: string, player: Player): string {
  const answers = readAnswers(asked).toSorted((one, other) => other.worth - one.worth);
  switch (part) {
    case "question": {
      const round = /it is question (\d+)/u.exec(asked)?.[1] ?? "?";
      const question = `Question ${round}, set by somebody: what is \\frac{1}{2} + ${round}?`;
      const standardAnswer = `This is worth ${player.standard ?? 100}: ${round}.5`;
      const form = { statement: question, input: "None.", output: "A number.", samples: [{ input: "", output: "1" }] };
      const criteria = [
        { name: "right", points: 70 },
        { name: "short", points: 30 },
      ];
      return JSON.stringify({ question, ...form, standardAnswer, principle: "Adding.", criteria });
    }
    case "answer":
      return `I am ${model}. This is worth ${player.strength}.`;
    case "ranking":
      return JSON.stringify({
        ranking: answers.map(({ letter, worth }) => ({ answers: [letter], reason: `Worth ${worth}.` })),
      });
    case "scores":
      return JSON.stringify({
        scores: answers.map(({ letter, worth }) => ({
          answer: letter,
          points: [worth * 0.7, worth * 0.3],
          reason: `Worth ${worth}.`,
          beatsStandard: worth > Number(/worth (\d+): /u.exec(asked)?.[1]),
        })),
      });
  }
}

/** Plays whichever of the players is called. */
export function playModels(players: Readonly<Record<string, Player>>): ModelScript {
  return (call, number) => {
    const { model, part, asked, attempt } = readCall(call);
    const player = players[model];
    if (!player) return answerWithError(404, { error: { message: "no such model" } })(call, number);
    const reply = sayFor(part, model, asked, player);
    const instead = player.fault?.(part, reply, attempt) ?? reply;
    return (typeof instead === "string" ? answerWith(instead) : instead)(call, number);
  };
}
