/** Names that people type: tasks, difficulties, groups of people; and the tags before a question (`#programming #hard How …`). */
import { type Task, tasks } from "../answers/task.ts";
import { languages, type Sentences, sentences, typedFor } from "../language/index.ts";
import { difficulties, type Difficulty } from "../bank/question-bank.ts";
import { type Group, groups } from "../people/demographics.ts";

/** A text without the tags before it, and what they said. */
export type Tagged = { task?: Task; difficulty?: Difficulty; text: string };

/** Short forms that everybody knows. */
const shortTasks = new Map<string, Task>([
  ["code", "programming"],
  ["math", "mathematics"],
  ["maths", "mathematics"],
  ["qa", "question-answering"],
  ["summary", "summarisation"],
  ["summarization", "summarisation"],
]);

const tag = /\s*[#＃](?<word>[\p{L}_-]{1,32})(?=\s|$)/uy;

/** A task by its key, its name in any language (blanks as `-` or `_`) or a short form. */
export function taskNamed(word: string): Task | undefined {
  const typed = word.toLowerCase().replaceAll(/[\s_-]+/gu, "-");
  const names = (task: Task) => [task, ...languages.map((language) => sentences(language).tasks[task])];
  const found = tasks.find((task) => names(task).some((name) => name.toLowerCase().replaceAll(" ", "-") === typed));
  return found ?? shortTasks.get(typed);
}

function difficultyNamed(word: string): Difficulty | undefined {
  const typed = word.toLowerCase();
  const names = (one: Difficulty) => [one, ...languages.map((language) => sentences(language).bank.difficulties[one])];
  return difficulties.find((one) => names(one).includes(typed));
}

/** Takes known tags off the beginning of a text; the first that is not known, and all after it, stay. */
export function readTags(text: string): Tagged {
  const tagged: Omit<Tagged, "text"> = {};
  let read = 0;
  for (;;) {
    tag.lastIndex = read;
    const found = tag.exec(text);
    if (!found) break;
    const word = found.groups?.["word"] ?? "";
    const task = taskNamed(word);
    const difficulty = difficultyNamed(word);
    if (!task && !difficulty) break;
    if (task) tagged.task = task;
    if (difficulty) tagged.difficulty = difficulty;
    read += found[0].length;
  }
  return { ...tagged, text: text.slice(read).trimStart() };
}

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

/** A word as a tag before a question. */
export function writeTag(word: string): string {
  return `#${word.trim().replaceAll(/\s+/gu, "-")}`;
}

/**
 * What follows a word such as `add`, which may be typed in any language.
 * @returns empty when nothing follows it; undefined when the text does not begin with such a word.
 */
export function textAfter(text: string, pick: (words: Sentences) => readonly string[]): string | undefined {
  const { word = "", rest = "" } = /^(?<word>\S{1,16})(?:\s+(?<rest>[\s\S]*))?$/u.exec(text)?.groups ?? {};
  return typedFor(pick).includes(word.toLowerCase()) ? rest : undefined;
}
