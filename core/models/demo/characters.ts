/** The demo models' characters: which of the written answers they give, how well they count, and in what dress. */
import type { AnswerKind, Asked } from "./asked.ts";
import type { Sum } from "./arithmetic.ts";
import type { Draw } from "./draw.ts";

/** How one of them answers. */
export type Character = {
  /** The kinds it draws from where an answer is written. */
  gives: readonly [AnswerKind, ...AnswerKind[]];
  /** Up to how many steps it works out rightly; beyond, it guesses. */
  counts: number;
  /** What it does with whatever it has to say. */
  dress(text: string, asked: Asked, draw: Draw): string;
};

const sentences = {
  en: {
    toy: "I can't answer this one: I am a toy, not a real model. I know the bank's questions (send `/battle` alone to get one) and can do sums, units, dates and counts. To hear real models, run `npm run setup` where this arena runs; it takes about two minutes.",
    hello: "Hello! Send `/battle` alone to get a question from the bank, or ask for a sum.",
    openings: [
      "Thank you for asking; let me take this slowly.",
      "There is more to this than one might think.",
      "Let me begin at the beginning.",
    ],
    closing: "I hope that this was of some help, and please do not hesitate to ask for more.",
    roughly: (expression: string, value: string) => `As for ${expression}, it should be about ${value}.`,
    question: ["Shall I go on?", "Is that what you had in mind?", "Which part shall I look at again?"],
    asked: (beginning: string) => `You asked: “${beginning}”`,
    unsure: "That could be worked out, but do you need it exactly?",
    words: (count: number) => `(${count} ${count === 1 ? "word" : "words"})`,
    short: "### Answer",
  },
  zh: {
    toy: "这个问题我答不上来：我只是个玩具，不是真正的模型。我会题库里的题（单独发 `/battle` 就能得到一道），也会算数、换算单位、推日期、数字数。想听真正的模型回答，就在运行竞技场的电脑上执行 `npm run setup`，大约两分钟。",
    hello: "你好！单独发 `/battle` 可以从题库里拿一道题，也可以出一道算术题。",
    openings: ["谢谢提问，这件事值得慢慢说。", "这个问题比看上去要复杂一些。", "那就从头说起。"],
    closing: "希望以上内容对您有所帮助，如有其他问题，欢迎继续提问。",
    roughly: (expression: string, value: string) => `说到 ${expression}，大概是 ${value}。`,
    question: ["还要接着说吗？", "你想问的是这个吗？", "哪一点要再展开说说？"],
    asked: (beginning: string) => `你问的是：“${beginning}”`,
    unsure: "这个可以算，不过你需要精确的数吗？",
    words: (count: number) => `（共 ${count} 字）`,
    short: "### 回答",
  },
} as const;

const greeting =
  /^\s*(?:hi|hello|hey|good (?:morning|evening|day)|thanks|thank you|你好|您好|早上好|晚上好|谢谢)[\s\p{P}~]*$/iu;

/** By model. */
export const characters: Readonly<Record<string, Character>> = {
  "demo-concise": { gives: ["good", "good", "good", "flawed"], counts: 1, dress: (text) => text },
  "demo-longwinded": { gives: ["wordy"], counts: 0, dress: addCeremony },
  "demo-structured": { gives: ["good", "good", "wordy"], counts: 2, dress: addStructure },
  "demo-calculator": { gives: ["good", "flawed"], counts: Number.POSITIVE_INFINITY, dress: addCount },
  "demo-questioner": { gives: ["flawed", "wordy"], counts: -1, dress: askBack },
  "demo-echo": { gives: ["flawed", "flawed", "wordy"], counts: -1, dress: repeatQuestion },
};

/** In the question's language, in Markdown, and without a name. What nobody here can answer is said in one plain line. */
export function answerAs({ gives, counts, dress }: Character, asked: Asked, draw: Draw): string {
  const { text, language, written, work } = asked;
  const words = sentences[language];
  if (written) return dress(written[draw.pick(gives)], asked, draw);
  if (work) return dress(workOut(work, words, counts, draw), asked, draw);
  return greeting.test(text) ? words.hello : words.toy;
}

function workOut(work: Sum, words: (typeof sentences)["en" | "zh"], counts: number, draw: Draw): string {
  const { expression, result, exact, steps } = work;
  if (counts < 0) return words.unsure;
  if (counts === 0) return words.roughly(expression, guess(result, draw));
  return `${expression} ${exact ? "=" : "≈"} **${steps <= counts ? result : guess(result, draw)}**`;
}

/** Near the true result, and wrong; what is no number stays as it is. */
function guess(result: string, draw: Draw): string {
  const [number = "", unit = ""] = result.split(/(?<=\d)(?=\s|$)/u);
  const value = Number(number);
  if (!Number.isFinite(value)) return result;
  const off = Math.max(1, Math.round(Math.abs(value) * (draw.whole(2, 9) / 100)));
  const wrong = Math.round(value) + draw.pick([off, -off]);
  return `${Number.isSafeInteger(wrong) ? wrong : wrong.toPrecision(3)}${unit}`;
}

/** What is written at length needs no more of it. */
function addCeremony(text: string, { language, written }: Asked, draw: Draw): string {
  const { openings, closing } = sentences[language];
  return written ? text : [draw.pick(openings), text, closing].join("\n\n");
}

/** A list of its sentences, where it is nothing but a paragraph. */
function addStructure(text: string, { language }: Asked): string {
  const { short } = sentences[language];
  const parts = text.includes("\n") ? [] : text.split(/(?<=[.!?。！？]["”]?)\s+|(?<=[。！？]”?)(?!”)/u).filter(Boolean);
  return parts.length < 2 ? `${short}\n\n${text}` : `${short}\n\n${parts.map((part) => `- ${part}`).join("\n")}`;
}

function addCount(text: string, { language, work }: Asked): string {
  if (work) return text;
  const words = language === "zh" ? /\p{Script=Han}/gu : /[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu;
  return `${text}\n\n${sentences[language].words(text.match(words)?.length ?? 0)}`;
}

function askBack(text: string, { language }: Asked, draw: Draw): string {
  return `${text}\n\n${draw.pick(sentences[language].question)}`;
}

/** The longest beginning of a question that is repeated, in characters. */
const longestBeginning = 60;

function repeatQuestion(text: string, asked: Asked): string {
  const [line = ""] = asked.text.split("\n");
  const characters = [...line];
  const beginning = characters.length > longestBeginning ? `${characters.slice(0, longestBeginning).join("")}…` : line;
  return `${sentences[asked.language].asked(beginning)}\n\n${text}`;
}
