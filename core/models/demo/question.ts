/** What a toy can make of a question: its language, its kind, its words and any sum in it. */
import { findSum, type Sum } from "./arithmetic.ts";

/** What a toy takes a question for. */
export type QuestionKind =
  | "sum"
  | "greeting"
  | "translation"
  | "summary"
  | "code"
  | "writing"
  | "ideas"
  | "choice"
  | "why"
  | "how"
  | "meaning"
  | "other";

/** A question as far as a toy understands it. */
export type Question = {
  text: string;
  language: "en" | "zh";
  kind: QuestionKind;
  /** What it is about, as a phrase that fits into a sentence in quotes. */
  topic: string;
  /** Its telling words in order, what is weighed before all others; never empty. */
  words: readonly string[];
  sum: Sum | undefined;
  /** What the same person asked before, if this goes on from it. */
  before: string | null;
};

/** Of a longer question only the beginning is read. */
const mostCharacters = 2000;

/** @param earlier what the person wrote before, oldest first. */
export function readQuestion(whole: string, earlier: readonly string[] = []): Question {
  const text = whole.slice(0, mostCharacters);
  const language = findLanguage(text);
  const sum = findSum(text);
  const kind = sum ? "sum" : findKind(text);
  const options = kind === "choice" ? findOptions(text, language) : [];
  const previous = earlier.at(-1);
  return {
    text: text.trim(),
    language,
    kind,
    topic: sum?.expression ?? findTopic(text, language),
    words: findWords(text, language, kind, options),
    sum,
    before: previous === undefined ? null : findTopic(previous.slice(0, mostCharacters), language),
  };
}

/** Chinese when a fifth of the letters are, else English. */
function findLanguage(text: string): "en" | "zh" {
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return chinese > 0 && chinese * 5 >= (text.match(/\p{L}/gu)?.length ?? 0) ? "zh" : "en";
}

const kinds: readonly (readonly [QuestionKind, RegExp])[] = [
  [
    "greeting",
    /^\s*(hi|hello|hey|good (morning|evening|day)|thanks|thank you|你好|您好|早上好|晚上好|谢谢)[\s\p{P}~]*$/iu,
  ],
  ["translation", /\btranslat|翻译|in (french|german|spanish|chinese|english|japanese)\b|译成/i],
  ["summary", /\bsummar|tl;?dr|in one sentence|总结|概括|摘要/i],
  [
    "code",
    /\b(code|function|python|javascript|typescript|sql|regex|bug|algorithm|program|script)\b|代码|函数|编程|算法|程序/i,
  ],
  ["writing", /\b(write|compose|draft)\b|\b(poem|story|haiku|letter|limerick|song)\b|写一|写首|写个|作诗|故事/i],
  [
    "ideas",
    /\b(ideas?|suggest|recommend|list|name (some|a few|three|five)|tips|examples?)\b|推荐|建议|列出|列举|有哪些|点子/i,
  ],
  ["choice", /\b(better|versus|vs\.?|compare|difference between|prefer)\b|\bor\b.*\?|还是|哪个|比较|区别/i],
  ["why", /\bwhy\b|how come|reason|为什么|为何|原因|怎么会/i],
  ["how", /\bhow\b|steps|explain|teach|怎么|怎样|如何|步骤/i],
  ["meaning", /\b(what|who|where|when|which|define|meaning)\b|什么|谁|哪里|何时|意思|定义/i],
];

function findKind(text: string): QuestionKind {
  return kinds.find(([, pattern]) => pattern.test(text))?.[0] ?? "other";
}

const openings =
  /^(?:please|kindly|can you|could you|would you|tell me|explain to me|explain|describe|give me|i want to know|so|well|hey|hi)\b[\s,:]*|^(?:what(?:'s| is| are| was| were| do| does| did)?|who(?:'s| is| was)?|where(?: is| are)?|when(?: is| did| was)?|why(?: is| are| do| does| did)?|how(?: do| does| did| can| should| would| to| is| are| many| much| long| come)?|which|is|are|do|does|did|should|can|could|will)\b\s*(?:i|you|we|one|it true that|there)?\b\s*/i;
const chineseOpenings =
  /^(?:请问|请你|请|帮我|能不能|可以|你能|告诉我|我想知道|解释一下|解释|说说|谈谈|介绍一下|为什么|为何|怎么样才能|怎么样|怎么|怎样|如何|什么是|谁是|哪里有)+[\s\p{P}]*/u;

function findTopic(text: string, language: "en" | "zh"): string {
  const line = text.trim().split(/\n|(?<=\p{Sentence_Terminal})\s+/u)[0] ?? "";
  const bare = line.replace(/[\s\p{P}]+$/u, "").replace(/["“”「」`*_#<>|[\]]/g, "");
  if (language === "zh") {
    const phrase = bare.replace(chineseOpenings, "").replace(/(?:是什么意思|是什么|是谁|吗|呢|吧|有哪些)$/, "");
    return clip([...(phrase || bare)], 24, "");
  }
  const phrase = bare.replace(openings, "").replace(openings, "");
  return clip((phrase || bare || "this").split(/\s+/), 10, " ");
}

function clip(parts: string[], most: number, glue: string): string {
  return parts.length <= most ? parts.join(glue) : `${parts.slice(0, most).join(glue)}…`;
}

const smallWords = new Set(
  `a about all also am an and answer any are as at be because been better between but by calculate can choose compare could
  did do does draft every explain find for from get give good had happen has haiku have help how i if in into is it its just keep
  know letter like list make making many me more most much my name need no not of on one or other our person pick please prefer
  poem program really recommend should show so some something song start story suggest summarise summarize take tell than that the their
  them then there these they thing things this to too translate up us use used versus very want was way we well were what
  when where which while who why will with work works would write you your`.split(/\s+/),
);
const chineseSmallWords =
  /[\s\p{P}\p{S}]|请问|为什么|什么|怎么|怎样|如何|可以|能不能|一下|一个|一首|帮我|还是|哪个|比较|需要|应该|因为|所以|[的了吗呢吧和与是在我你他她它有要会能把被给对从到这那请写用]/u;

function findWords(text: string, language: "en" | "zh", kind: QuestionKind, options: readonly string[]): string[] {
  const telling = language === "zh" ? findChineseWords(text) : findEnglishWords(text);
  const unique = [...new Set([...options, ...(kind === "sum" ? [] : telling)])].slice(0, 6);
  if (unique.length > 0) return unique;
  if (kind === "sum") return [language === "zh" ? "这些数字" : "the numbers"];
  return [language === "zh" ? "这个问题" : "the question"];
}

function findEnglishWords(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}[\p{L}'-]{2,}/gu) ?? [];
  return words.filter((word) => !smallWords.has(word));
}

function findChineseWords(text: string): string[] {
  const words = text.split(chineseSmallWords).filter((word) => word.length >= 2);
  return words.map((word) => word.slice(0, 8));
}

function findOptions(text: string, language: "en" | "zh"): string[] {
  const pattern =
    language === "zh"
      ? /([^\s\p{P}和与]{1,10}?)(?:还是|和|与)([^\s\p{P}]{1,10}?)(?:哪个|谁|更|比较|的区别|[\p{P}]|$)/u
      : /(?:\bbetween\s+)?([\p{L}\d'-]+(?:\s[\p{L}\d'-]+)?)\s+(?:or|vs\.?|versus|and)\s+((?:an?\s)?[\p{L}\d'-]+)/iu;
  const match = pattern.exec(text);
  const strip = language === "zh" ? chineseOpenings : openings;
  const options = [match?.[1] ?? "", match?.[2] ?? ""].map((option) => option.replace(strip, "").trim());
  // What begins the question has a capital only for that.
  return options.every(Boolean) ? options.map((option) => (text.startsWith(option) ? lowerFirst(option) : option)) : [];
}

/** The text without the capital of a sentence's first word. */
export function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
