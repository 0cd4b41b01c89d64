/** What options of several commands suggest. */
import { tasks } from "../answers/task.ts";
import { leagueOf } from "../battle/draw.ts";
import { sentences, typedFor } from "../language/index.ts";
import { languageCodes, languageName } from "../language/language-names.ts";
import { groups } from "../people/demographics.ts";
import type { Candidate, Suggesting } from "./command.ts";

/** Every task. */
export const suggestTasks: Suggesting = (_context, language) =>
  tasks.map((task) => ({
    label: sentences(language).tasks[task],
    value: task,
    alsoCalled: typedFor((words) => [words.tasks[task]]),
  }));

/** Every language that questions are recognised in. */
export const suggestLanguages: Suggesting = (_context, language) => {
  const named = Map.groupBy(languageCodes, ([, code]) => code);
  return [...named].map(([value, names]) => ({
    label: languageName(value, language),
    value,
    alsoCalled: names.map(([name]) => name),
  }));
};

/** Every group of people. */
export const suggestGroups: Suggesting = (_context, language) =>
  groups.map(({ value }) => ({
    label: sentences(language).people.values[value],
    value,
    alsoCalled: typedFor((words) => [words.people.values[value]]),
  }));

/** Every model of the league that plays here. */
export async function suggestModels({ store, lineup }: Parameters<Suggesting>[0]): Promise<Candidate[]> {
  const league = leagueOf(lineup().models);
  const known = (await store.models.models()).filter((model) => model.league === league);
  return known.map(({ id, name, organization }) => ({ label: name, value: id, alsoCalled: [organization] }));
}

/** Every source by itself and beside the arena's own votes, and all of them beside these. */
export const suggestSources: Suggesting = async ({ store }, language) => {
  const { boards } = sentences(language);
  const names = (await store.sources.list()).map(({ name }) => name);
  const candidate = (value: string, label: string) => ({ value, label, alsoCalled: [] });
  return [
    ...(names.length > 0 ? [candidate("all", boards.besideSources)] : []),
    ...names.flatMap((name) => [candidate(name, name), candidate(`+${name}`, boards.besideSource(name))]),
  ];
};

const commonNumbers = [1, 3, 5, 10, 20, 50, 100];

/** Common numbers, and the word that turns a setting off. */
export const suggestNumbers: Suggesting = (_context, language) => {
  const numbers = [sentences(language).settings.off, ...commonNumbers.map(String)];
  return numbers.map((value) => ({ label: value, value, alsoCalled: [] }));
};
