/** Which names in an answer name the one who answers. */
import { chinesePhrases } from "./chinese-phrases.ts";
import { englishPhrases } from "./english-phrases.ts";
import { addressedPhrases, continuations, identityPhrases, layoutPhrases } from "./layout-phrases.ts";
import type { Mention } from "./mentions.ts";
import { japaneseAddressed, japaneseContinuations, japanesePhrases } from "./japanese-phrases.ts";
import { koreanAddressed, koreanContinuations, koreanPhrases } from "./korean-phrases.ts";
import { anyName, kind, kindInChinese, oneOf, type Phrase } from "./phrase.ts";
import { placesIn, type QuestionStance } from "./question-stance.ts";
import type { Shadow } from "./shadow.ts";
import { reduceToSkeleton, type Skeleton } from "./skeleton.ts";
import { recordContinuations, recordPhrases } from "./record-phrases.ts";
import { spokenContinuations, spokenIdentity, spokenPhrases } from "./spoken-phrases.ts";
import { turkishContinuations, turkishPhrases } from "./turkish-phrases.ts";
import { namesSpeaker } from "./weighing.ts";

type Claims = {
  hidden: Set<Mention>;
  /** Families the answer claims to be, not those it denies. */
  affirmed: Set<string>;
};

const denial = /\b(?:not|no longer|never|nor|nicht|kein|no|pas)\b|n't\b|不是|并非|没有|不叫/;
const mostRounds = 6;

/** @param mentions the names in the answer that could count, in order. */
export function findClaims(shadow: Shadow, mentions: readonly Mention[], stance: QuestionStance): ReadonlySet<Mention> {
  const claims: Claims = { hidden: new Set(), affirmed: new Set() };
  const skeleton = reduceToSkeleton(shadow, mentions);
  const several = placesOfSeveral(skeleton);
  const onlyFamily = new Set(mentions.flatMap(({ family }) => family ?? [])).size <= 1;
  for (const phrase of phrasesFor(stance)) {
    claim(phrase, skeleton, claims, ({ mention, words, isQuoted }) => {
      const undiscussed = (onlyFamily || phrase.force === "undiscussed") && !isDiscussed(mention, stance);
      const mayCount = phrase.force === "certain" || undiscussed;
      return mayCount && !(stance.textTask && couldBeFiction(mention, phrase, words, isQuoted));
    });
  }
  if (stance.identity) {
    const undiscussed = ({ mention, place }: Candidate): boolean => {
      return !several.has(place) && !isDiscussed(mention, stance);
    };
    for (const phrase of [...identityPhrases, ...spokenIdentity]) claim(phrase, skeleton, claims, undiscussed);
  }
  for (const [place, mention] of skeleton.mentions) {
    const alone = !several.has(place) && namesSpeaker({ text: skeleton.text, place, mention, stance, onlyFamily });
    if (alone || isAsked(mention, stance)) claims.hidden.add(mention);
    const isDenied = denial.test(skeleton.text.slice(Math.max(0, place - 30), place));
    if (alone && !isDenied && mention.family) claims.affirmed.add(mention.family);
  }
  spread(shadow, mentions, stance, claims);
  return claims.hidden;
}

function phrasesFor(stance: QuestionStance): readonly Phrase[] {
  const fitting = stance.programming ? always : [...always, ...recordPhrases];
  return stance.addressed || stance.identity ? [...fitting, ...whenAddressed] : fitting;
}

const always = [
  ...englishPhrases,
  ...chinesePhrases,
  ...japanesePhrases,
  ...koreanPhrases,
  ...turkishPhrases,
  ...spokenPhrases,
  ...layoutPhrases,
];
const whenAddressed = [...addressedPhrases, ...japaneseAddressed, ...koreanAddressed];
const continuing = [
  ...continuations,
  ...recordContinuations,
  ...japaneseContinuations,
  ...koreanContinuations,
  ...turkishContinuations,
  ...spokenContinuations,
];

const and = "(?:,? (?:and|or) |和|或|以及)";
const comparing = oneOf(
  "\\b(?:such as|like|unlike|similar to|including|e\\.g\\.|for example,?|than|between|versus|vs\\.?)",
  "例如|比如|像|类似于?|包括|不同于|如|比起?|(?:与|和|跟|同)(?=.(?:等|相比|不同))",
);

/** Names among several, or held up for comparison. */
const enumeration = new RegExp(
  [
    `${comparing}[:：]? ?(?:other )?${anyName}(?:(?:,|、|/|与|${and}) ?${anyName}){0,12}`,
    `${anyName}(?:(?:,|、|/) ?${anyName}){0,12}${and}${anyName}`,
  ].join("|"),
  "g",
);

/** Names of different families side by side are not the speaker's. */
function placesOfSeveral({ text, mentions }: Skeleton): ReadonlySet<number> {
  const several = new Set<number>();
  for (const match of text.matchAll(enumeration)) {
    const places = placesIn(match[0], anyNameAlone).map((place) => place + match.index);
    const families = new Set(places.map((place) => mentions.get(place)?.family));
    if (families.size > 1 || comparison.test(match[0])) for (const place of places) several.add(place);
  }
  return several;
}

const anyNameAlone = new RegExp(anyName, "g");
const comparison = /^(?!including|e\.g|for example|例如|比如|包括|如)[^\uE000-\uE003]/;

/** To "Are you 〇〇〇?" every word about that one is an answer. */
function isAsked({ family, role, telling }: Mention, stance: QuestionStance): boolean {
  return family !== null && stance.families.get(family) === "asked" && (telling || role === "model");
}

function isDiscussed(mention: Mention, stance: QuestionStance): boolean {
  return mention.family !== null && stance.families.get(mention.family) === "discussed";
}

/** In a text that was asked for, people may be called Claude and work at Google. */
function couldBeFiction(
  { telling, role }: Mention,
  { force }: Phrase,
  phraseWords: string,
  isQuoted: boolean,
): boolean {
  if (telling) return false;
  return isQuoted || force === "personal" || (role === "maker" && !aboutMachine.test(phraseWords));
}

const aboutMachine = new RegExp(`\\b${kind}\\b|${kindInChinese}`);

/** A name in a phrase that may count, with the words of the phrase, and whether these begin a quotation. */
type Candidate = { mention: Mention; place: number; words: string; isQuoted: boolean };

function claim(phrase: Phrase, skeleton: Skeleton, claims: Claims, counts: (candidate: Candidate) => boolean): void {
  for (const match of skeleton.text.matchAll(phrase.pattern)) {
    const isQuoted = /["「『«„] ?$/.test(skeleton.text.slice(Math.max(0, match.index - 2), match.index));
    const affirms = !denial.test(match[0]);
    for (let place = match.index; place < match.index + match[0].length; place += 1) {
      const mention = skeleton.mentions.get(place);
      if (!mention || !counts({ mention, place, words: match[0], isQuoted })) continue;
      claims.hidden.add(mention);
      if (affirms && mention.family) claims.affirmed.add(mention.family);
    }
  }
}

/** Takes in what continues a self-naming, and what else would give the same family away. */
function spread(shadow: Shadow, mentions: readonly Mention[], stance: QuestionStance, claims: Claims): void {
  for (let round = 0; round < mostRounds && claims.hidden.size > 0; round += 1) {
    const before = claims.hidden.size;
    const hide = (mention: Mention): Mention => (claims.hidden.has(mention) ? { ...mention, family: null } : mention);
    const marked = mentions.map(hide);
    const originals = new Map(marked.map((mention, index) => [mention, mentions[index]]));
    const { text, mentions: places } = reduceToSkeleton(shadow, marked);
    const skeleton = {
      text,
      mentions: new Map(Array.from(places, ([place, mention]) => [place, originals.get(mention) ?? mention])),
    };
    for (const phrase of continuing) claim(phrase, skeleton, claims, () => true);
    for (const mention of mentions) if (givesAway(mention, stance, claims)) claims.hidden.add(mention);
    if (claims.hidden.size === before) return;
  }
}

function givesAway({ family }: Mention, stance: QuestionStance, { affirmed }: Claims): boolean {
  if (family === null || !affirmed.has(family)) return false;
  const named = stance.families.get(family);
  return named === undefined || named === "asked";
}
