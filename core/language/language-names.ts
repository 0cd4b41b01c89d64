/** Names of the world's languages, as people type and read them. */
import { type Language, languages, sentences } from "./index.ts";

/** ISO 639-1 codes of languages that questions are recognised in. */
const codes =
  "am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ms nl no or pa pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh".split(
    " ",
  );

const namesIn = new Map(
  languages.map((language) => [language, new Intl.DisplayNames(language, { type: "language", fallback: "code" })]),
);

/** What a language is called in one of the arena's own; a code that nobody knows stays as it is. */
export function languageName(code: string, language: Language): string {
  return namesIn.get(language)?.of(code) ?? code;
}

/** The codes by all that people call them, in lower case: the code, the name in the arena's languages and in its own. */
export const languageCodes: ReadonlyMap<string, string> = nameCodes();

function nameCodes(): Map<string, string> {
  const named = codes.flatMap((code) => {
    const own = new Intl.DisplayNames(code, { type: "language", fallback: "code" }).of(code) ?? code;
    return [code, own, ...languages.map((language) => languageName(code, language))].map(
      (name) => [name, code] as const,
    );
  });
  const also = languages.flatMap((code) => sentences(code).languages.alsoCalled.map((name) => [name, code] as const));
  return new Map([...named, ...also].map(([name, code]) => [name.toLowerCase(), code]));
}
