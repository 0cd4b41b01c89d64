/** What a question asks for. */
export const tasks = [
  "generation",
  "classification",
  "question-answering",
  "translation",
  "summarisation",
  "mathematics",
  "programming",
  "other",
] as const;
export type Task = (typeof tasks)[number];

/** The first rule that fits names the task: the more telling a sign, the earlier it stands. */
const signs: readonly (readonly [Task, RegExp])[] = [
  ["translation", /\btranslat\w*|\bhow (?:do|would) (?:you|i) say\b|翻译|译成|译为/iu],
  ["summarisation", /\bsummar\w*|\btl;?dr\b|\bin (?:one|two|three) sentences\b|\bkey points\b|总结|概括|摘要|归纳/iu],
  [
    "programming",
    /```|\b(?:python|javascript|typescript|java|rust|golang|sql|regex|bash|html|css|c\+\+|code|function|compile\w*|debug|algorithm)\b|代码|编程|函数|程序|算法/iu,
  ],
  [
    "mathematics",
    /\d\s*[-+*/×÷^=]\s*\(?\d|\b(?:solve|calculate|compute|equation|integral|derivative|probability|prove|percent|sum of|square root)\b|计算|方程|证明|概率|求解|多少(?:个|只|元)/iu,
  ],
  [
    "classification",
    /\bclassif\w*|\bcategori[sz]e\b|\bsentiment\b|\bis (?:this|it|the following) (?:spam|positive|negative|toxic)\b|分类|归类|情感|判断.{0,12}(?:是否|属于)/iu,
  ],
  [
    "generation",
    /^\W*(?:please\s+)?(?:write|compose|draft|create|generate|invent|imagine|tell me a (?:story|joke))\b|写一|写个|创作|起草|编一个|作一首/iu,
  ],
  [
    "question-answering",
    /[?？]\s*$|^\W*(?:who|what|when|where|why|which|how|is|are|do|does|did|can|could|should|will|explain)\b|什么|为什么|怎么|如何|哪|谁|吗/iu,
  ],
];

/** Names the rule by which a task was guessed, which is kept with the battle. */
export const taskRule = "signs-1";

/** Guesses the task from telling words; the same question always gives the same task. */
export function guessTask(question: string): Task {
  return signs.find(([, sign]) => sign.test(question))?.[0] ?? "other";
}
