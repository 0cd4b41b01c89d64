/** Every sentence people read, in each language. */
import type { Sentences } from "./en/index.ts";
import * as spoken from "./spoken.ts";

export type { Sentences } from "./en/index.ts";

/** A language the arena itself speaks; questions may be in any. */
export type Language = keyof typeof spoken;

/** All languages the arena speaks, in the order of their codes. */
export const languages = (Object.keys(spoken) as Language[]).toSorted();

const written: Readonly<Record<Language, Sentences>> = spoken;
const all = Object.fromEntries(
  languages.map((language) => [language, { ...written[language], commands: nameLanguages(written[language]) }]),
) as Record<Language, Sentences>;

/** The words of commands, with the codes of all languages where `{languages}` stands in how a command is written. */
function nameLanguages({ commands }: Sentences): Sentences["commands"] {
  const codes = languages.join("|");
  const named = Object.entries(commands).map(([name, words]) => [
    name,
    { ...words, usage: words.usage.replaceAll("{languages}", codes) },
  ]);
  return Object.fromEntries(named) as Sentences["commands"];
}

/** The sentences of a language. */
export function sentences(language: Language): Sentences {
  return all[language];
}

/** What may be typed for one thing, in all languages together. */
export function typedFor(pick: (words: Sentences) => readonly string[]): string[] {
  return languages.flatMap((language) => pick(all[language]));
}

/** The first language of an `Accept-Language` header or locale name that the arena speaks, else English. */
export function chooseLanguage(preferences: string | undefined): Language {
  const wanted = (preferences ?? "").split(",").map((tag) => tag.trim().slice(0, 2).toLowerCase());
  return languages.find((language) => language === wanted.find((tag) => languages.some((one) => one === tag))) ?? "en";
}
