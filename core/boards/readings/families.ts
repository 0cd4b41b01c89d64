/**
 * Which models are one family, from their names alone: a rule that can be said in two sentences and checked by eye.
 *
 * A family is a series and its version, such as "gpt 5" or "qwen 3": what is left of a name without sizes, dates, and the
 * words that makers put behind a model to tell its variants apart. A series without version whose name is one plain word
 * could be anybody's, so its organization counts, too.
 */
import type { NamedModel } from "../standings.ts";

/** Words that tell variants of one model apart. What is not here (coder, math, distill) makes a model of its own. */
const variantWords = new Set(
  [
    "nano micro tiny mini small medium large big xl base lite light pro plus max ultra flash turbo turbos air fast premier",
    "edge core high low minimal opus sonnet haiku scout maverick instant standard advanced express",
    "instruct instruction chat it thinking think reasoning reasoner non preview exp experimental latest beta alpha new",
    "free local vision vl omni live search hf sft dpo rlhf awq gptq gguf mlx bnb qat",
    "轻量版 极速版 标准版 专业版 旗舰版 增强版 预览版 思考版 深度思考 大模型",
  ].flatMap((line) => line.split(" ")),
);

/** One series under several names. */
const sameSeries: Readonly<Record<string, string>> = {
  chatgpt: "gpt",
  chatglm: "glm",
  智谱清言: "glm",
  通义千问: "qwen",
  千问: "qwen",
  文心一言: "ernie",
  文心: "ernie",
  豆包: "doubao",
  混元: "hunyuan",
  讯飞星火: "spark",
  星火: "spark",
  百川: "baichuan",
  书生浦语: "internlm",
  日日新: "sensenova",
};

/** Dates: 2024-08-06, 08-2024, 20240806, 240806; month and day or year and month, 0806 and 2507; revisions, 002. */
const dates = [
  /\b20\d\d[-_. ]?[01]\d[-_. ]?[0-3]\d\b/gu,
  /\b[01]\d[-_ ]20\d\d\b/gu,
  /\b2\d[01]\d[0-3]\d\b/gu,
  /(?<![.\d])(?:[01]\d[0-3]\d|2[3-9][01]\d)(?![.\d])\b/gu,
  /(?<![.\d])00\d(?![.\d])\b/gu,
];

/** Sizes and lengths: 70b, 8x7b, a22b, e4b, 1.5b, 128e, 16k, 1m; and how numbers are stored: q4_k_m, fp8, int4. */
const sizes =
  /(?<![a-z\d.])(?:(?:\d+x|[ae])?\d+(?:\.\d+)?[bmtke]|i?q\d(?:_[a-z\d]+)*|(?:mxfp|nvfp|fp|bf|nf|int|w)\d+(?:a\d+)?)(?![a-z\d])/gu;

/**
 * The family of a model, readable: "gpt 5", "claude 4.5", "mistral ai: mistral". Variants of a version are one family
 * (sizes, dated snapshots, ways of thinking, compressed copies), whoever serves them; versions are not. Throws nothing.
 */
export function familyOf({ id, name, organization }: NamedModel): string {
  const words = [name, id]
    .map((written) => seriesOf(written, organization))
    .find((series) => series.some((word) => /\p{Letter}/u.test(word)));
  if (!words) return `${plain(organization)}: ${plain(name) || id}`;
  const series = words.join(" ");
  return words.length > 1 || /\d/u.test(series) ? series : `${plain(organization)}: ${series}`;
}

const plain = (written: string): string => written.normalize("NFKC").toLowerCase().trim();

/** The words of a name that say which series and version it is. */
function seriesOf(written: string, organization: string): string[] {
  const path = plain(written).replaceAll(/\([^)]*\)|\[[^\]]*\]/gu, " ");
  const undated = dates.reduce((text, date) => text.replaceAll(date, " "), path.slice(path.lastIndexOf("/") + 1));
  const words = undated
    .replaceAll(sizes, " ")
    // "claude-3-5-sonnet" is version 3.5.
    .replaceAll(/(?<![.\d])(\d)-(\d)(?![.\d\p{Letter}])/gu, "$1.$2")
    // "qwen3" is "qwen 3", but "o3", "r1" and "4o" are words.
    .replaceAll(/(\p{Letter}{2})(\d)/gu, "$1 $2")
    .split(/[^\p{Letter}\p{Number}.]+/u)
    .map((word) =>
      word
        .replace(/^\.+|\.+$/gu, "")
        .replace(/^v(?=\d)/u, "")
        .replace(/^(\d+)\.0$/u, "$1"),
    )
    .map((word) => sameSeries[word] ?? word)
    .filter((word) => word !== "" && !variantWords.has(word));
  // "Amazon Nova" is "Nova", but of "DeepSeek R1" nothing would be left that means anything.
  const [first, ...rest] = words;
  const isNamed = rest.length > 0 && rest.every((word) => /^\p{Letter}{3,}$/u.test(word));
  return isNamed && first === plain(organization) ? rest : words;
}
