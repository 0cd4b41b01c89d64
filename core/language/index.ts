/** Every sentence people read. A language is one folder; adding one means adding it here. */
import { en, type Sentences } from "./en/index.ts";
import { zh } from "./zh/index.ts";

export type { Sentences } from "./en/index.ts";

export const languages = ["en", "zh"] as const;
/** A language the arena itself speaks; questions may be in any. */
export type Language = (typeof languages)[number];

const all: Record<Language, Sentences> = { en, zh };

/** The sentences of a language. */
export function sentences(language: Language): Sentences {
  return all[language];
}

/** The first language of an `Accept-Language` header or locale name that the arena speaks, else English. */
export function chooseLanguage(preferences: string | undefined): Language {
  const wanted = (preferences ?? "").split(",").map((tag) => tag.trim().slice(0, 2).toLowerCase());
  return languages.find((language) => language === wanted.find((tag) => languages.some((one) => one === tag))) ?? "en";
}
