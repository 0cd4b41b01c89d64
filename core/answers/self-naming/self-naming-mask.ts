/** Hides where a model names itself, its maker or its family: a vote by a voter who knows the name is not blind. */
import { findClaims } from "./claims.ts";
import { addFamily, addRoster, type NamedModel } from "./families.ts";
import { findMentions, findNamesakes, type Mention } from "./mentions.ts";
import { copyNameTree, createNameTree, type NameNode } from "./name-tree.ts";
import { placeholder } from "../../language/placeholder.ts";
import { asksWhoAnswers } from "./identity-questions.ts";
import { type QuestionStance, readStance } from "./question-stance.ts";
import { castShadow, type Shadow } from "./shadow.ts";
import { reduceToSkeleton, type Skeleton } from "./skeleton.ts";
import { createLookup, declines, findCode, findOthersSpeech } from "./weighing.ts";
import { mayHoldBrief } from "./spelling.ts";
import { wellKnownFamilies } from "./well-known-families.ts";

/** Hides the names by which models and their makers give themselves away. */
export interface SelfNamingMask {
  /**
   * The answer with every self-naming replaced by {@link placeholder} and everything else as it was, character for
   * character; null when there is none. Masking what has been masked finds nothing more.
   *
   * @param question all that has been asked so far, an empty line between two questions: names it discusses stay
   *   readable where the answer discusses them too.
   */
  mask(answer: string, question: string): string | null;
  /** Whether there is a name in an answer that could give somebody away. If not, no question makes the mask find one. */
  namesAny(answer: string): boolean;
  /**
   * Whether a question asks who the models are or who made them ("Are you …?"), in any language the mask knows. Even a
   * yes or no, in which nothing can be hidden, then tells voters who wrote it.
   */
  asksWhoAnswers(question: string): boolean;
}

const mostPasses = 8;

let wellKnown: NameNode | undefined;

/** The tree of the well-known families, grown once: every change of the roster begins with it. */
function growWellKnown(): NameNode {
  if (!wellKnown) {
    wellKnown = createNameTree();
    for (const family of wellKnownFamilies) addFamily(wellKnown, family);
  }
  return wellKnown;
}

/** @param models whose names count, beside those of the well-known families. */
export function createSelfNamingMask(models: readonly NamedModel[]): SelfNamingMask {
  const tree = copyNameTree(growWellKnown());
  addRoster(tree, models);
  const read = (text: string): Skeleton => {
    const shadow = castShadow(text);
    return reduceToSkeleton(shadow, findMentions(tree, shadow));
  };
  return {
    asksWhoAnswers: (question) => asksWhoAnswers(read(lowerOpenings(withoutCode(question))).text),
    namesAny(answer) {
      const shadow = castShadow(answer);
      if (hasFamily(findMentions(tree, shadow))) return true;
      return mayHoldBrief(shadow) && hasFamily(findMentions(tree, shadow, true));
    },
    mask(answer, question) {
      const asked = readStance(read(question));
      // In a diary of Claude Monet, whoever says "I am Claude" is not the model.
      if (asked.textTask && !asked.identity)
        for (const family of findNamesakes(tree, castShadow(question))) asked.families.set(family, "explained");
      // A refusal is in the model's own words, whatever text was asked for.
      const stance = { ...asked, textTask: asked.textTask && !declines(answer) };
      let masked = answer;
      // A hidden name can show that its neighbour is one too; every pass leaves fewer names.
      for (let pass = 0; pass < mostPasses; pass += 1) {
        const next = maskOnce(tree, masked, stance);
        if (next === masked) break;
        masked = next;
      }
      return masked === answer ? null : masked;
    },
  };
}

/**
 * A question without the capitals that phones and grammar set: whoever writes "Are you claude?" writes no names with a
 * capital, although the sentence has one.
 */
function lowerOpenings(question: string): string {
  return question.replaceAll(/(?:^|[.!?…。！？¿¡\n]\s{0,3})\p{Lu}|\bI\b/gu, (opening) => opening.toLowerCase());
}

/** A question without what stands in code blocks: a text file that came with it asks nobody. */
function withoutCode(question: string): string {
  const parts: string[] = [];
  let index = 0;
  for (const { start, end } of findCode(question)) {
    parts.push(question.slice(index, start));
    index = end;
  }
  return parts.join("") + question.slice(index);
}

function maskOnce(tree: NameNode, answer: string, stance: QuestionStance): string {
  const shadow = castShadow(answer);
  const mentions = findMentions(tree, shadow, stance.identity);
  if (!hasFamily(mentions)) return answer;
  const inCode = createLookup(stance.identity || !stance.technical ? [] : findCode(answer));
  const inOthersSpeech = createLookup(findOthersSpeech(answer, stance.textTask));
  const counting = mentions.filter((mention) => {
    const place = shadow.starts[mention.start] ?? 0;
    const explained = mention.family !== null && stance.families.get(mention.family) === "explained";
    return !explained && !inCode(place) && !inOthersSpeech(place);
  });
  const claimed = findClaims(shadow, counting, stance);
  return replace(
    answer,
    shadow,
    counting.filter((mention) => mention.family !== null && claimed.has(mention)),
  );
}

/** Whether not all of the names are hidden already. */
function hasFamily(mentions: readonly Mention[]): boolean {
  return mentions.some(({ family }) => family !== null);
}

function replace(answer: string, shadow: Shadow, mentions: readonly Mention[]): string {
  const parts: string[] = [];
  let index = 0;
  for (const mention of mentions) {
    const start = shadow.starts[mention.start] ?? 0;
    const end = endOfSpelling(answer, start, shadow.ends[mention.end - 1] ?? start);
    parts.push(answer.slice(index, start), placeholder);
    index = end;
  }
  parts.push(answer.slice(index));
  return parts.join("");
}

/** Takes in what is set on the last letter, and the end of an emphasis that began inside the name ("Chat**GPT**"). */
function endOfSpelling(answer: string, start: number, end: number): number {
  const marks = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]*/u.exec(answer.slice(end, end + 40))?.[0].length ?? 0;
  const spelled = answer.slice(start, end + marks);
  for (const sign of ["**", "__", "*", "_", "`", "~~"]) {
    const opened = spelled.split(sign).length % 2 === 0;
    if (opened && answer.startsWith(sign, end + marks)) return end + marks + sign.length;
  }
  return end + marks;
}
