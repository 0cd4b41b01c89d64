/** How models name themselves in languages whose words stand in much the same order as in English. */
import {
  anyName,
  certain,
  commonMakerName,
  edge,
  likely,
  modelName,
  personal,
  type Phrase,
  tellingName,
  words,
} from "./phrase.ts";
import { type SelfNamingWords, wordsByLanguage } from "./self-naming-words.ts";

const between = "[ ,:—–-]{1,3}";
/** Only a name that ends there names the speaker: "ich bin Google-Kunde" does not. */
const ends = '(?=\\s*[.,!;:)"]|\\s*$)';
const also = "[ ,:]{1,2}";

function phrasesIn(language: SelfNamingWords): readonly Phrase[] {
  const { iAm, small, kind, made, by, me, mine, parts, asSpeaker } = language;
  const smallWords = `(?:(?:${small}),? ){0,6}`;
  const i = `${edge}(?:${iAm})`;
  return [
    certain(`${i}${between}${smallWords}${modelName}${language.afterName ?? ""}`),
    certain(`${i}${between}${smallWords}${commonMakerName}${ends}`),
    certain(`${i}${between}${words(5)}(?:${kind})[ ,:—–-]{1,3}${words(6)}(?:(?:${by}) ${words(5)})?${anyName}`),
    certain(
      `${edge}(?:${iAm}|${language.wasMade})${between}${words(6)}(?:${made}),? ${words(4)}(?:${by}) ${words(6)}${anyName}`,
    ),
    certain(
      `${edge}(?:${iAm}|${language.wasMade})${between}${words(3)}(?:${by}) ${words(6)}${anyName},? ${words(6)}(?:${made})`,
    ),
    certain(`${edge}(?:${me}),? ${words(7)}${anyName}`),
    certain(`${anyName},? ${words(3)}(?:${me})(?![\\p{L}\\p{N}])`),
    certain(`${edge}(?:${mine}) ${words(2)}(?:${parts})${between}${words(6)}${anyName}`),
    certain(`${edge}(?:${asSpeaker[0]}) ${smallWords}${modelName},? ${words(1)}(?:${asSpeaker[1]})(?![\\p{L}\\p{N}])`),
    certain(`${edge}(?:${language.youTalkTo}) ${smallWords}${anyName}`),
    certain(`${edge}(?:${language.basedOn}) ${words(3)}${modelName}`),
    personal(`${edge}(?:${language.callMe}) ${words(2)}${modelName}`),
    certain(`(?:^|[.!?,:] |[¡¿])(?:${language.hereIs}) ${smallWords}${modelName}${ends}`),
    certain(`(?:^|[.!?,:] )(?:${language.hereIs}) ${smallWords}${modelName} ${words(1)}(?:${by}) ${anyName}`),
    certain(`${edge}(?:${language.iComeFrom}) ${words(6)}${anyName}`),
    likely(`(?:^|[.!?,] )${modelName} (?:${language.isHere})${ends}`),
    likely(`(?:^|[(\\[*_—–-]) ?(?:${made}) ${words(3)}(?:${by}) ${tellingName}`),
  ];
}

/** What continues a hidden name: "\uE000, un modelo creado por …", "nicht …, sondern …". */
function continuationsIn({ made, by, kind, butRather }: SelfNamingWords): readonly Phrase[] {
  return [
    certain(`\\uE000[,)"]{0,2} ${words(8)}(?:${by})${also}${words(4)}${anyName}`),
    certain(`\\uE000[,)"]{0,2} (?:—|–|-)? ?${words(6)}(?:${made}|${kind}),? ${words(3)}${anyName}`),
    certain(`\\uE000[,;.)"]{0,2} ${words(1)}(?:${butRather}) ${words(3)}${anyName}`),
  ];
}

/** What names its speaker when the question is about who answers, in a sentence without a subject. */
function identityPhrasesIn({ made, by, kind }: SelfNamingWords): readonly Phrase[] {
  return [
    certain(
      `(?:^|[.!?:] ?)${words(3)}(?:${kind}),? ${words(4)}(?:(?:${made}) ${words(3)})?(?:${by})${also}${words(3)}${anyName}`,
    ),
    certain(`(?:^|[.!?:] ?)${words(2)}(?:${made}) ${words(3)}(?:${by})${also}${words(4)}${anyName}`),
  ];
}

const spoken = Object.values(wordsByLanguage);

/** Every phrase of self-naming in these languages. */
export const spokenPhrases: readonly Phrase[] = spoken.flatMap(phrasesIn);

/** What names its speaker in these languages when the question is about who answers. */
export const spokenIdentity: readonly Phrase[] = spoken.flatMap(identityPhrasesIn);

/** What continues a self-naming in these languages. */
export const spokenContinuations: readonly Phrase[] = spoken.flatMap(continuationsIn);
