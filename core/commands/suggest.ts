/** What could be meant while somebody is still typing an option. */
import { leagueOf } from "../battle/draw.ts";
import { tasks } from "../answers/task.ts";
import { type Language, languages, sentences } from "../language/index.ts";
import { languageCodes, languageName } from "../language/language-names.ts";
import type { CommandContext, CommandName } from "./command.ts";
import { groups } from "../people/demographics.ts";
import { commandOptions, type SuggestedFrom } from "./options.ts";

/** What is shown, and what is written when it is chosen. */
export type Suggestion = { label: string; value: string };

type Candidate = Suggestion & {
  /** Whatever else it may be found by. */
  alsoCalled: readonly string[];
};

const commonVotes = [1, 3, 5, 10, 20, 50, 100];

/** Everything that fits what has been typed so far, best first. */
export async function suggest(
  context: Pick<CommandContext, "store" | "models">,
  command: CommandName,
  option: string,
  typed: string,
  language: Language,
): Promise<Suggestion[]> {
  const found = commandOptions[command]?.find(({ name }) => name === option);
  if (found?.kind !== "suggested") return [];
  const candidates = await listCandidates(context, found.from, language);
  const wanted = typed.trim().toLowerCase();
  const names = ({ label, value, alsoCalled }: Candidate) =>
    [label, value, ...alsoCalled].map((name) => name.toLowerCase());
  const begins = candidates.filter((one) => names(one).some((name) => name.startsWith(wanted)));
  const contains = candidates.filter(
    (one) => !begins.includes(one) && names(one).some((name) => name.includes(wanted)),
  );
  return [...begins, ...contains].map(({ label, value }) => ({ label, value }));
}

async function listCandidates(
  { store, models }: Pick<CommandContext, "store" | "models">,
  from: SuggestedFrom,
  language: Language,
): Promise<Candidate[]> {
  const words = sentences(language);
  if (from === "votes") {
    const numbers = [words.settings.off, ...commonVotes.map(String)];
    return numbers.map((value) => ({ label: value, value, alsoCalled: [] }));
  }
  if (from === "tasks") {
    return tasks.map((task) => ({
      label: words.tasks[task],
      value: task,
      alsoCalled: languages.map((one) => sentences(one).tasks[task]),
    }));
  }
  if (from === "languages") {
    const named = Map.groupBy(languageCodes, ([, code]) => code);
    return [...named].map(([value, names]) => ({
      ...{ label: languageName(value, language), value },
      alsoCalled: names.map(([name]) => name),
    }));
  }
  if (from === "groups") {
    return groups.map(({ value }) => ({
      label: words.people.values[value],
      value,
      alsoCalled: languages.map((one) => sentences(one).people.values[value]),
    }));
  }
  const self = from === "profiles" ? [{ label: words.voter.yours, value: "me", alsoCalled: [] }] : [];
  const league = leagueOf(models);
  const known = (await store.models.models()).filter((model) => model.league === league);
  return [
    ...self,
    ...known.map(({ id, name, organization }) => ({ label: name, value: id, alsoCalled: [organization] })),
  ];
}
