import { type Language, languages, sentences, type Sentences, typedFor } from "../../language/index.ts";
import { languageCodes, languageName } from "../../language/language-names.ts";
import type { Heard } from "../../people/spoken-languages.ts";
import { type Button, type Reply, type Sender, textPost } from "../../chat/post.ts";
import { Refusal } from "../../chat/refusal.ts";
import { actionOf, type Command, type CommandContext } from "../command.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    language: CommandWords;
  }
  interface OptionSentences extends Record<"language", OptionWords> {}
}

/** `/language [en|zh|auto]`: which language the arena speaks to somebody. Buttons offer the same. */
export const language: Command = {
  options: [{ name: "language", kind: "choice", choices: [...languages, "auto"] }],
  unseen: true,
  async run(context, request, rest) {
    if (rest !== "") return choose(context, request, rest);
    const { languages: words } = sentences(request.language);
    const now = words.now(languageName(request.language, request.language));
    return { ...textPost(now), buttons: buttons(sentences(request.language)), private: true };
  },
  press: choose,
};

async function choose(context: CommandContext, from: Heard<Sender>, typed: string): Promise<Reply> {
  const word = typed.toLowerCase().trim();
  const chosen = typedFor(({ typed: names }) => names.automatic).includes(word) ? null : readLanguage(word);
  if (chosen === undefined) throw refuse(typed.slice(0, 32), from.language);
  const { store, pseudonyms } = context;
  const person = pseudonyms.of(from.person);
  await store.people.savePersonSettings(person, { ...(await store.people.personSettings(person)), language: chosen });
  const { languages: words } = sentences(chosen ?? from.language);
  const said = chosen ? words.changed(languageName(chosen, chosen)) : words.automatic;
  return { ...textPost(said), private: true };
}

function refuse(word: string, language: Language): Refusal {
  const names = languages.map((one) => languageName(one, language));
  return new Refusal(sentences(language).languages.unknown(word, new Intl.ListFormat(language).format(names)));
}

/** A language of the arena's own, by its code or its name in any of them. */
export function readLanguage(word: string): Language | undefined {
  const code = languageCodes.get(word) ?? word.slice(0, 2);
  return languages.find((one) => one === code && (languageCodes.has(word) || /^[a-z]{2}[-_]/u.test(word)));
}

function buttons(words: Sentences): Button[] {
  const own = languages.map((one) => ({ label: languageName(one, one), action: actionOf("language", one) }));
  return [...own, { label: words.languages.buttonAutomatic, action: actionOf("language", "auto") }];
}
