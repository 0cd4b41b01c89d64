/** What a question has to do with the names in an answer. */
import type { Mention } from "./mentions.ts";
import { anyName } from "./phrase.ts";
import {
  adviceQuestion,
  askedIdentity,
  givenName,
  identityQuestion,
  speaksToAnswerer,
  technicalQuestion,
  textTask,
} from "./question-phrases.ts";
import type { Skeleton } from "./skeleton.ts";

/**
 * `asked`: whether the answerer is that one. `discussed`: the question is about it. `explained`: it asked for words in
 * which the name stands (a translation, a role).
 */
export type Stance = "asked" | "discussed" | "explained";

export type QuestionStance = {
  /** Whether the question asks who or what answers. */
  identity: boolean;
  /** Whether the question speaks to whoever answers. */
  addressed: boolean;
  /** Whether the question is about technology, business or the news, where names come up by themselves. */
  technical: boolean;
  /** Whether the question asks for advice, in which tools come up by themselves. */
  advice: boolean;
  /** Whether the question asks for a text in which others may speak: a letter, a story, a translation. */
  textTask: boolean;
  /** Families the question names. */
  families: ReadonlyMap<string, Stance>;
};

/** Of what is said about a family in several questions, the strongest counts. */
const strength: Record<Stance, number> = { discussed: 1, explained: 2, asked: 3 };

/** Reads all questions so far, parted by empty lines; their names have been found. */
export function readStance({ text, mentions }: Skeleton): QuestionStance {
  const families = new Map<string, Stance>();
  const stance = { identity: false, addressed: false, technical: false, advice: false, textTask: false };
  let start = 0;
  for (const paragraph of text.split(/(?<=\n\n)/)) {
    const end = start + paragraph.length;
    const read = readParagraph(paragraph, start, mentions);
    for (const [family, found] of read.families) {
      if (strength[found] > strength[families.get(family) ?? "discussed"] || !families.has(family))
        families.set(family, found);
    }
    stance.identity ||= read.identity;
    stance.addressed ||= read.addressed;
    stance.technical ||= read.technical;
    stance.advice ||= read.advice;
    stance.textTask ||= read.textTask;
    start = end;
  }
  return { ...stance, families };
}

/** @param start where the paragraph begins in the text whose places `mentions` has. */
function readParagraph(text: string, start: number, mentions: Skeleton["mentions"]): QuestionStance {
  const places = placesIn(text, name);
  const isAboutAnswerer = places.length === 0 && ownText.test(text);
  const isTextTask = textTask.test(text) && !isAboutAnswerer;
  const families = new Map<string, Stance>();
  const set = (mention: Mention | undefined, stance: Stance): void => {
    if (mention?.family) families.set(mention.family, stance);
  };
  for (const place of places) set(mentions.get(start + place), isTextTask ? "explained" : "discussed");
  for (const place of placesIn(text, givenName)) set(mentions.get(start + place), "explained");
  if (!isTextTask) for (const place of placesIn(text, askedIdentity)) set(mentions.get(start + place), "asked");
  return {
    identity:
      !isTextTask && (isAboutAnswerer || identityQuestion.test(text) || [...families.values()].includes("asked")),
    addressed: !isTextTask && speaksToAnswerer(text),
    technical: technicalQuestion.test(text),
    advice: adviceQuestion.test(text),
    textTask: isTextTask,
    families,
  };
}

/** Asks for a text of the answerer's own. */
const ownText = new RegExp(
  [
    "\\byourself\\b|\\byour (?:own |real |full )?(?:name|maker|identity|creator)\\b|\\b(?:who|what) you (?:really )?are\\b",
    "\\byou and (?:me|i)\\b|你自己|(?:你和我|我和你|我们俩|咱们俩)的|你(?:会|支持|懂).{0,16}吗|你的(?:名字|身份|模型|开发者)",
  ].join("|"),
);

const name = new RegExp(anyName, "g");

/** The places of all names in what a pattern matches. */
export function placesIn(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    return Array.from(match[0].matchAll(name), (found) => match.index + found.index);
  });
}
