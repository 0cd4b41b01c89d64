/** Six ways to answer. Only {@link calculate} works sums out; the others show how an answer can look good and be wrong. */
import type { Draw } from "./draw.ts";
import { lowerFirst, type Question } from "./question.ts";
import { think } from "./thoughts.ts";

/** Answers in the question's language, in Markdown, and never names itself. */
export type Voice = (question: Question, draw: Draw) => string;

/** One or two short sentences. Right about sums of a single step. */
export const answerConcisely: Voice = (question, draw) => {
  if (question.sum) return question.sum.steps === 1 ? `${question.sum.result}` : guess(question.sum.result, draw);
  return think(question, draw, draw.whole(1, 2)).join(join(question));
};

/** Everything there is to say, with ceremony. Never more exact than "roughly" about sums. */
export const answerAtLength: Voice = (question, draw) => {
  const zh = question.language === "zh";
  const words = zh ? longChinese : longEnglish;
  const thoughts = think(question, draw, question.kind === "greeting" ? 1 : 5);
  const roughly = question.sum ? words.roughly(question.sum.expression, guess(question.sum.result, draw)) : "";
  const opening = [draw.pick(words.openings), about(question), roughly].filter(Boolean).join(join(question));
  const body = thoughts.map((thought, index) => {
    return thoughts.length === 1 ? thought : `${words.links[index] ?? ""}${zh ? thought : lowerFirst(thought)}`;
  });
  return [opening, body.join(join(question)), words.closing(question.topic)].join("\n\n");
};

type LongWords = {
  openings: readonly [string, string, string];
  links: readonly string[];
  roughly: (expression: string, value: string) => string;
  closing: (topic: string) => string;
};

const longEnglish: LongWords = {
  openings: [
    "That is a wonderful question, and one that deserves a proper answer.",
    "Thank you for raising this; it is a subject with more sides than one might think at first.",
    "To answer this as fully as it deserves, it helps to take a step back first.",
  ],
  links: ["To begin with, ", "Furthermore, ", "It should also be said that ", "Moreover, ", "Last but not least, "],
  roughly: (expression, value) => {
    return `As for ${expression}, a rough calculation suggests something in the neighbourhood of ${value}.`;
  },
  closing: (topic) => {
    const doubt = `All in all, there is no single answer that suits everyone when it comes to “${topic}”, yet with these`;
    return `${doubt} considerations in mind one may hope to come a good deal closer to one.`;
  },
};

const longChinese: LongWords = {
  openings: ["这是一个很有意思的问题。", "这个问题问得很好，值得慢慢说。", "要把这件事讲清楚，得从头说起。"],
  links: ["首先，", "其次，", "再者，", "此外，", "还要补充的是，"],
  roughly: (expression, value) => `说到“${expression}”，粗略一算，大概在 ${value} 左右。`,
  closing: (topic) => {
    return `总而言之，关于“${topic}”，没有放之四海而皆准的答案，但上面这些考虑至少能让人少走一些弯路。`;
  },
};

/** Headings, a list and a table. Writes sums down neatly and gets those of more than two steps wrong. */
export const answerWithStructure: Voice = (question, draw) => {
  const thoughts = think(question, draw, 3);
  const zh = question.language === "zh";
  const sum = question.sum && (question.sum.steps <= 2 ? question.sum.result : guess(question.sum.result, draw));
  const short = sum ?? thoughts[0] ?? "";
  const list = thoughts.map((thought, index) => `${index + 1}. ${thought}`).join("\n");
  const rows = question.words
    .slice(0, 3)
    .map((word) => `| ${word} | ${zh ? rating("zh", draw) : rating("en", draw)} |`);
  const words = zh
    ? { short: "简要回答", points: "要点", table: "一览", head: "| 方面 | 重要性 |" }
    : { short: "Short answer", points: "Key points", table: "At a glance", head: "| Aspect | Weight |" };
  const table = `### ${words.table}\n\n${words.head}\n| --- | --- |\n${rows.join("\n")}`;
  return [
    `### ${words.short}\n\n**${short}**`,
    `### ${words.points}\n\n${list}`,
    ...(question.sum || question.kind === "greeting" ? [] : [table]),
  ].join("\n\n");
};

/** Works sums out exactly and answers everything else with figures. */
export const calculate: Voice = (question, draw) => {
  const zh = question.language === "zh";
  if (question.sum) {
    const { expression, result, exact } = question.sum;
    return `${expression} ${exact ? "=" : "≈"} **${result}**`;
  }
  const share = draw.whole(55, 85);
  const parts = draw.whole(3, 7);
  const [thought = ""] = think(question, draw, 1);
  const [word = question.topic] = question.words;
  const rest = 100 - share;
  if (question.kind === "greeting")
    return zh ? `${thought}（1 个问题，1 个回答）` : `${thought} (One question, one answer.)`;
  return zh
    ? `估算一下“${question.topic}”：约 ${share}% 取决于${word}，其余 ${rest}% 大致分给 ${parts} 个次要因素，每个约 ${(rest / parts).toFixed(1)}%。\n\n${thought}`
    : `Put in numbers, “${question.topic}” comes to about ${share}% ${word}; the other ${rest}% are shared by some ${parts} smaller factors, about ${(rest / parts).toFixed(1)}% each.\n\n${thought}`;
};

/** Asks back what would have to be known. */
export const askBack: Voice = (question, draw) => {
  const zh = question.language === "zh";
  const [word = question.topic, other = word] = question.words;
  const opening = zh
    ? draw.pick(["先问几个问题：", "回答之前，想先弄清楚几点：", "这要看情况："])
    : draw.pick(["It depends. A few things first:", "Before answering, some questions:", "Let me ask you back:"]);
  const asks = (zh ? askChinese : askEnglish)(question, word, other).map((ask) => `- ${ask}`);
  return [opening, asks.join("\n"), ...think(question, draw, 1)].join("\n\n");
};

function askEnglish({ kind, topic }: Question, word: string, other: string): string[] {
  if (kind === "greeting") return ["What brings you here today?", "What would you like to know most of all?"];
  if (kind === "sum") return ["Do you need the exact figure, or is the size enough?", "What is the figure for?"];
  return [
    `When you say ${word}, what is your situation?`,
    `What have you tried so far about “${topic}”?`,
    `Which matters most to you here: ${other}, time or money?`,
    "How would you notice that the answer was a good one?",
  ];
}

function askChinese({ kind, topic }: Question, word: string, other: string): string[] {
  if (kind === "greeting") return ["今天想聊点什么？", "你最想知道的是什么？"];
  if (kind === "sum") return ["你要精确值，还是大概就行？", "这个数是用来做什么的？"];
  return [
    `说到${word}，你现在的情况是怎样的？`,
    `关于“${topic}”，你已经试过什么？`,
    `对你来说，${other}最重要的是什么？`,
    "怎样的结果会让你满意？",
  ];
}

/** Says the question again in other words, and little more. */
export const echo: Voice = (question, draw) => {
  const zh = question.language === "zh";
  const { topic } = question;
  const words = question.words.slice(0, 2).join(zh ? "和" : " and ");
  const opening = zh
    ? draw.pick(["你问的是", "所以问题是", "我听到的是"])
    : draw.pick(["So you are asking about ", "What you would like to know is ", "I hear a question about "]);
  const sentences = zh
    ? [
        `${opening}“${topic}”。`,
        about(question),
        `换句话说，你想知道的就是${words}。这确实是一个关于“${topic}”的问题。`,
      ]
    : [
        `${opening}“${topic}”.`,
        about(question),
        `In other words, it is about ${words}. That is indeed the question, and “${topic}” is what it asks.`,
      ];
  return sentences.filter(Boolean).join(join(question));
};

function join(question: Question): string {
  return question.language === "zh" ? "" : " ";
}

/** Shows that what was said before has been heard. */
function about(question: Question): string {
  if (question.before === null) return "";
  return question.language === "zh"
    ? `接着刚才的“${question.before}”来说。`
    : `This goes on from “${question.before}”.`;
}

/** Near the true result, and wrong. */
function guess(result: string, draw: Draw): string {
  const value = Number(result);
  const off = Math.max(1, Math.round(Math.abs(value) * (draw.whole(2, 9) / 100)));
  const wrong = Math.round(value) + draw.pick([off, -off]);
  return Number.isSafeInteger(wrong) ? String(wrong) : wrong.toPrecision(3);
}

function rating(language: "en" | "zh", draw: Draw): string {
  return language === "zh" ? draw.pick(["高", "中", "较低"]) : draw.pick(["high", "medium", "lower"]);
}
