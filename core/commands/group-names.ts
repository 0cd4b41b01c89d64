/** Groups of people by what they are called. */
import { languages, sentences } from "../language/index.ts";
import { type Group, groups } from "../people/demographics.ts";

/** By the name of what they have said of themselves, in any language. */
export function groupNamed(name: string): Group | undefined {
  const typed = name.replaceAll(/\s+/gu, "-");
  return groups.find(
    ({ value }) =>
      value === typed || languages.some((language) => nameIn(language, value).replaceAll(" ", "-") === typed),
  );
}

function nameIn(language: (typeof languages)[number], value: Group["value"]): string {
  return sentences(language).people.values[value].toLowerCase();
}
