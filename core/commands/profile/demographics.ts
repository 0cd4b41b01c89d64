/** What people say of themselves: `/profile set 25-34 software games`. */
import { sentences, type Sentences, typedFor } from "../../language/index.ts";
import { type Demographics, leastPeople, traitNames, traits, unsaid } from "../../people/demographics.ts";
import type { Heard } from "../../people/spoken-languages.ts";
import { type Reply, type Request, textPost } from "../../chat/post.ts";
import { Refusal } from "../../chat/refusal.ts";
import type { CommandContext } from "../command.ts";
import { groupNamed, textAfter } from "../typed-names.ts";

/** As many words as any choice has. */
const longestName = 2;

/** @returns what stands after `set`, empty when nothing does; undefined when it is no such command. */
export function findSaying(typed: string): string | undefined {
  return textAfter(typed, (words) => words.typed.set)?.trim();
}

/** Keeps it, or shows what may be said. @throws {Refusal} for what is none of the choices; then nothing is changed. */
export async function sayOfOneself(context: CommandContext, request: Heard<Request>, typed: string): Promise<Reply> {
  const words = sentences(request.language);
  const { store, pseudonyms } = context;
  const person = pseudonyms.of(request.person);
  const kept = await store.people.personSettings(person);
  if (typed === "") return privately([describeSaid(kept, words), words.people.howTo, ...listChoices(words)].join("\n"));
  const none = typedFor((all) => all.typed.none).includes(typed.toLowerCase());
  const said = none ? unsaid : { ...kept, ...readSaid(typed, words) };
  await store.people.savePersonSettings(person, { ...kept, ...said });
  if (none) return privately(words.people.forgotten);
  return privately(`${describeSaid(said, words)} ${words.people.what(leastPeople)}`);
}

/** What somebody has said of themselves, in a sentence. */
export function describeSaid(demographics: Demographics, words: Sentences): string {
  const { people, boards } = words;
  const parts = traitNames.flatMap((trait) => {
    const values = [demographics[trait] ?? []].flat().map((value) => people.values[value]);
    return values.length === 0 ? [] : [people.line(people.traits[trait], values.join(boards.listSeparator))];
  });
  return parts.length === 0 ? people.nothing : people.said(parts.join(boards.separator));
}

function listChoices({ people, boards }: Sentences): string[] {
  return traitNames.map((trait) => {
    const values = traits[trait].map((value) => people.values[value]);
    return people.choices(people.traits[trait], values.join(boards.listSeparator));
  });
}

/** Only what is said now; interests replace those said before. */
function readSaid(typed: string, words: Sentences): Partial<Demographics> {
  const parts = typed
    .toLowerCase()
    .split(/[\s,，、]+/u)
    .filter((part) => part !== "");
  const said: Partial<Demographics> = {};
  while (parts.length > 0) {
    const [length, { trait, value }] = takeGroup(parts) ?? refuse(parts[0] ?? "", words);
    parts.splice(0, length);
    if (trait === "interests")
      said.interests = [...new Set([...(said.interests ?? []), value])] as Demographics["interests"];
    else if (trait in said) throw new Refusal(words.people.twice(words.people.traits[trait]));
    else Object.assign(said, { [trait]: value });
  }
  return said;
}

function takeGroup(parts: readonly string[]) {
  for (let length = Math.min(longestName, parts.length); length > 0; length--) {
    const group = groupNamed(parts.slice(0, length).join(" "));
    if (group) return [length, group] as const;
  }
  return undefined;
}

function refuse(word: string, { people }: Sentences): never {
  throw new Refusal(people.unknown(word.slice(0, 32)));
}

function privately(text: string): Reply {
  return { ...textPost(text), private: true };
}
