/** Weighs what speaks for and against a name being the speaker's own where no fixed phrase decides. */
import type { Mention } from "./mentions.ts";
import { anyName, kind, kindInChinese, ownDoing } from "./phrase.ts";
import type { QuestionStance } from "./question-stance.ts";

const reach = 160;
const firstPerson =
  /\b(?:i|i'm|i've|me|my|mine|myself|our conversation|this conversation|this chat)\b|我(?!们|国|司|的天)|本(?:模型|助手|次对话)/;
const reader = /\b(?:you|your|yours)\b|你/;
/** An opinion is anybody's; it says nothing about who speaks. */
const opinion = new RegExp(
  [
    "\\bi(?:'d| would|'ll| will)\\b|\\bin my (?:opinion|view|experience)\\b|\\bmy (?:suggestion|advice|favou?rite|recommendation)s?\\b",
    "\\bi (?:also |personally |really |often |usually )?(?:think|suggest|recommend|find|like|used?|believe|prefer|say|heard|read|enjoy)\\b",
    "\\bi(?:'m| am) (?:\\w{1,12} ){0,2}(?:partial|certain|fond|sure|fan|convinced|afraid|curious)\\b",
    "我(?:个人|会|也|比较|最)?(?:建议|认为|觉得|推荐|选|喜欢|猜|没有使用)",
  ].join("|"),
  "g",
);
const advice = new RegExp(
  [
    "\\b(?:try|use|using|ask|asking)\\b(?! me\\b)|\\b(?:used|asked|recommend|suggest|consider|check out|visit|prefer|chose|choose|heard|saw)\\b",
    "\\b(?:paste|open|download|install|subscribe|sign up|tools?|apps?|websites?|alternatives?)\\b",
    "可以用|试试|使用(?!我)|借助|推荐|尝试|下载|打开|注册|工具|软件|网站|平台上",
  ].join("|"),
);
/** What comes before a name that is used for something. */
const asTool = /(?:\b(?:with|via|through|into|in|on|like|for|about|against)|用|在|跟|和|像|给|让|问|请) ?$/;
const report = new RegExp(
  [
    "\\b(?:19|20)\\d\\d\\b|\\b(?:founded|announced|acquired|unveiled|sued|ceo|stocks?|shares|investors?)\\b",
    "\\b(?:billions?|users|revenue|rivals?|competitors?)\\b|成立于|发布于|创立|宣布|股价|市值|用户数|竞争对手",
  ].join("|"),
);
/** A name that does or does not do something now, as in "〇〇〇 can't see that". */
const acts = new RegExp(`(?:^|[.!?。！？\\n，] ?)${anyName} ?${ownDoing}`);
/** A name that stands for its models. */
const asKind = new RegExp(`^${anyName} ?(?:${kind}\\b|${kindInChinese})`);
const attribution = /(?:\b(?:by|from|at|of)|由|来自|被) ?(?:the )?$/;

/** What each sign adds; a name is taken for the speaker's own from {@link enough} on. */
const weights = {
  firstPerson: 2,
  firstPersonNearby: 1,
  addressed: 2,
  speaksToReader: 1,
  acts: 1,
  asKind: 1,
  onlyFamily: 1,
  unrelatedQuestion: 1,
  adviceQuestion: -1,
  technicalQuestion: -2,
  asTool: -1,
  advice: -3,
  report: -2,
} as const;

const enough = { telling: 3, commonModel: 5, commonMaker: 5 } as const;

/** Where a name stands. */
type Standing = {
  /** A skeleton, with the name's sign at `place`. */
  text: string;
  place: number;
  mention: Mention;
  stance: QuestionStance;
  /** Whether the answer names no other family. */
  onlyFamily: boolean;
};

/** Whether the sentence around a name, and the question, make it the speaker's own. */
export function namesSpeaker(standing: Standing): boolean {
  const { text, place, mention, stance } = standing;
  if (stance.textTask || mention.family === null) return false;
  const named = stance.families.get(mention.family);
  if (named === "discussed" || named === "explained") return false;
  const grade = gradeOf(mention);
  if (grade === "commonMaker" && !attribution.test(text.slice(Math.max(0, place - 12), place))) return false;
  return weigh(standing) >= enough[grade];
}

function gradeOf({ telling, role }: Mention): keyof typeof enough {
  if (telling) return "telling";
  return role === "model" ? "commonModel" : "commonMaker";
}

function weigh({ text, place, stance, onlyFamily }: Standing): number {
  const sentence = sentenceAround(text, place);
  const before = text.slice(Math.max(0, place - 12), place);
  const evidence = [
    weighFirstPerson(text, place, sentence),
    asTool.test(before) ? weights.asTool : 0,
    stance.addressed || stance.identity ? weights.addressed : 0,
    reader.test(sentence) ? weights.speaksToReader : 0,
    acts.test(text.slice(Math.max(0, place - 3), place + 24)) ? weights.acts : 0,
    asKind.test(text.slice(place, place + 24)) ? weights.asKind : 0,
    onlyFamily ? weights.onlyFamily : 0,
    stance.technical ? weights.technicalQuestion : weights.unrelatedQuestion,
    stance.advice ? weights.adviceQuestion : 0,
    advice.test(sentence) ? weights.advice : 0,
    report.test(sentence) ? weights.report : 0,
  ];
  return evidence.reduce((sum, weight) => sum + weight, 0);
}

function weighFirstPerson(text: string, place: number, sentence: string): number {
  if (firstPerson.test(sentence.replace(opinion, " "))) return weights.firstPerson;
  const nearby = text.slice(Math.max(0, place - reach), place + reach);
  return firstPerson.test(nearby.replace(opinion, " ")) ? weights.firstPersonNearby : 0;
}

const boundary = /[.!?;。！？；\n]/;
const name = new RegExp(anyName);

function sentenceAround(text: string, place: number): string {
  let start = place;
  while (start > 0 && place - start < reach && !boundary.test(text.charAt(start - 1))) start -= 1;
  let end = place + 1;
  while (end < text.length && end - place < reach && !boundary.test(text.charAt(end)) && !name.test(text.charAt(end)))
    end += 1;
  return text.slice(start, end);
}

/** A stretch of the original text. */
type Stretch = { start: number; end: number };

/** Fenced code without its comments, in order. */
export function findCode(original: string): Stretch[] {
  const found: Stretch[] = [];
  let fence: string | undefined;
  let start = 0;
  for (const line of original.split("\n")) {
    const mark = /^ {0,3}(?:> ?)?(`{3,}|~{3,})/.exec(line)?.[1];
    const end = start + line.length;
    if (mark && (fence === undefined || mark.startsWith(fence))) fence = fence === undefined ? mark : undefined;
    else if (fence !== undefined) found.push({ start, end: start + codeLength(line) });
    start = end + 1;
  }
  return found;
}

/** How much of a line comes before its comment. */
function codeLength(line: string): number {
  const comment = /(?:^|\s)(?:\/\/|#|--|\/\*|\*\s|<!--|;;|%|""")/.exec(line);
  return comment ? comment.index : line.length;
}

const quotations = new RegExp(
  [
    '„[^„“”\\n]{1,600}[“”]|«[^«»\\n]{1,600}»|“[^“”\\n]{1,600}”|"[^"\\n]{1,600}"|「[^「」\\n]{1,600}」|『[^『』\\n]{1,600}』',
    "(?<=^|[\\s(—])[‘'][^‘\\n]{1,300}?['’](?=$|[\\s.,;:!?)—])",
  ].join("|"),
  "gm",
);
const speakers =
  "say|says|said|saying|asks?|asked|repl(?:y|ies|ied)|answer(?:s|ed)?|whisper(?:s|ed)|shout(?:s|ed)|mutter(?:s|ed)|call(?:s|ed)|cried|" +
  "announc(?:es|ed)|declar(?:es|ed)|murmur(?:s|ed)|beep(?:s|ed)|chirp(?:s|ed)|laugh(?:s|ed)|smil(?:es|ed)|introduc(?:es|ed)|continu(?:es|ed)|add(?:s|ed)";
const spokenAfter = new RegExp(
  `^[\\s,，]*(?:(?:the |an? |his |her |my )?[\\p{L}'-]{1,20} ){0,3}(?:${speakers})\\b|^[，, ]*[^。！？"“”\\n]{0,10}(?:说|道|問|问|答|喊|叫|笑|想)`,
  "iu",
);
const spokenBefore = new RegExp(
  `(?:\\b(?:${speakers}|write|wrote|writes|put|like|example|e\\.g\\.|such as|slogan|phrase|line|sentence)\\b[^."“”\\n]{0,30}|[说道问答喊叫写][道着]?|例如|比如)[:：,，]?\\s*$`,
  "iu",
);
const ownInstructions =
  /\b(?:my|system) (?:system )?(?:prompt|instructions?|message)\b|我的(?:系统)?(?:提示|指令|设定)/i;

/**
 * Quotations in which somebody else speaks: a character of a story, an example, a line to copy.
 * @param inText whether a text was asked for, a story say: then every quotation is of that kind.
 */
export function findOthersSpeech(original: string, inText: boolean): Stretch[] {
  const found: Stretch[] = [];
  for (const match of original.matchAll(quotations)) {
    const end = match.index + match[0].length;
    const before = original.slice(Math.max(0, match.index - 60), match.index);
    if (ownInstructions.test(before) || isDatum(before, original.slice(end, end + 4))) continue;
    if (inText || spokenAfter.test(original.slice(end, end + 70)) || spokenBefore.test(before))
      found.push({ start: match.index, end });
  }
  return found;
}

/** A string of JSON, key or value, quotes nobody. */
function isDatum(before: string, after: string): boolean {
  return /["\]}\d]\s{0,4}[:,]\s{0,9}$|[[{]\s{0,9}$/.test(before) || /^\s?:/.test(after);
}

const refusal = new RegExp(
  [
    "\\bi(?:'m| am)? (?:\\w{1,12} ){0,2}(?:can't|cannot|can not|won't|unable|not able|not allowed|decline|(?:sorry|afraid),? but)",
    "\\b(?:goes against|violates?|outside what i)\\b|抱歉|对不起|我(?:无法|不能|不便)",
  ].join("|"),
);

/** Whether an answer begins by declining what it was asked for. */
export function declines(original: string): boolean {
  return refusal.test(original.slice(0, 160).replaceAll("’", "'").toLowerCase());
}

/** Whether a place lies in one of the stretches, which are in order. */
export function createLookup(stretches: readonly Stretch[]): (place: number) => boolean {
  return (place) => {
    let low = 0;
    let high = stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((stretches[middle]?.end ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    const stretch = stretches[low];
    return stretch !== undefined && stretch.start <= place;
  };
}
