/** What could be meant while somebody writes a command. */
import {
  type CommandName,
  commandNames,
  type CommandOption,
  commandOptions,
  type Core,
  type Language,
  languages,
  sentences,
  type Sentences,
  writeTag,
} from "../../core/index.ts";

/** One way to go on: what is shown, what it is, and what the field holds once it is chosen. */
export type Completion = { label: string; what: string; text: string };

/** How the command is written, once it is known, and the ways to go on. */
export type Completions = { usage: string | null; completions: Completion[] };

/** How many are offered at once. */
const most = 12;

const nothing: Completions = { usage: null, completions: [] };

/** The ways to go on with a command, twelve at most. @param text what stands in the field. */
export async function complete(core: Pick<Core, "suggest">, text: string, language: Language): Promise<Completions> {
  const words = sentences(language);
  const [, typed = "", space, rest = ""] = /^[/／](\S*)(\s+)?([\s\S]*)$/u.exec(text) ?? [];
  if (!/^[/／]/u.test(text) || text.includes("\n")) return nothing;
  if (space === undefined) return { usage: null, completions: completeName(typed, words) };
  const name = commandNamed(typed);
  if (!name) return nothing;
  const [, before = "", last = ""] = /^([\s\S]*\s)?(\S*)$/u.exec(rest) ?? [];
  const found = await completeOption(core, { name, before, last, language });
  const completions = found.map(({ value, label, what }) => ({ label, what, text: `/${typed} ${before}${value} ` }));
  return { usage: words.commands[name].usage, completions: completions.slice(0, most) };
}

function completeName(typed: string, { commands }: Sentences): Completion[] {
  const wanted = typed.toLowerCase();
  const fits = (name: CommandName) => [name, commands[name].called].some((one) => one.startsWith(wanted));
  return commandNames.filter(fits).map((name) => {
    const { called, description } = commands[name];
    const takes = (commandOptions[name] ?? []).length > 0;
    return { label: `/${called}`, what: description, text: takes ? `/${called} ` : `/${called}` };
  });
}

function commandNamed(typed: string): CommandName | undefined {
  const wanted = typed.toLowerCase();
  const called = (name: CommandName) => languages.map((language) => sentences(language).commands[name].called);
  return commandNames.find((name) => name === wanted || called(name).includes(wanted));
}

type Writing = { name: CommandName; before: string; last: string; language: Language };
type Found = { value: string; label: string; what: string };

async function completeOption(core: Pick<Core, "suggest">, writing: Writing): Promise<Found[]> {
  const { name, before, last, language } = writing;
  const options = commandOptions[name] ?? [];
  const { options: words } = sentences(language);
  const previous = before.trim().split(/\s+/u).at(-1);
  const begun = options.find((option) => option.named && (option.writtenAs ?? option.name) === previous);
  if (begun) return valuesOf(core, begun, writing);
  const labelled = options.find((option) => option.labelled && isLabelled(last, option));
  if (labelled) {
    const [, label = "", typed = ""] = /^([^:：]*[:：]?)(.*)$/u.exec(last) ?? [];
    const values = await valuesOf(core, labelled, { ...writing, last: typed });
    const written = /[:：]$/u.test(label) ? label : `${label}:`;
    return values.map((one) => ({ ...one, value: `${written}${one.value}` }));
  }
  const free = options.filter(({ named, tag }) => !named && (!tag || /^[#＃]/u.test(last)));
  const values = await Promise.all(free.map((option) => freeValuesOf(core, option, writing)));
  const named = options.filter((option) => option.named && option.writtenAs === undefined);
  const names = named
    .filter((option) => option.name.startsWith(last.toLowerCase()))
    .map((option) => ({ value: option.name, label: option.name, what: words[option.name].what }));
  return [...values.flat(), ...names];
}

/** Whether what is typed begins with the name of an option, in any language. */
function isLabelled(typed: string, { name }: CommandOption): boolean {
  const [label = ""] = typed.toLowerCase().split(/[:：]/u);
  return label === name || languages.some((language) => sentences(language).options[name].called === label);
}

/** The same where no label is written yet: names that somebody has given mean nothing without it. */
async function freeValuesOf(core: Pick<Core, "suggest">, option: CommandOption, writing: Writing): Promise<Found[]> {
  const values = await valuesOf(core, option, writing);
  if (!option.labelled || option.kind === "choice") return values;
  const { called } = sentences(writing.language).options[option.name];
  return values.map((one) => ({ ...one, value: `${called}:${one.value}` }));
}

/** Whatever may stand there for an option, as far as that is known before it is written. */
async function valuesOf(core: Pick<Core, "suggest">, option: CommandOption, writing: Writing): Promise<Found[]> {
  const { name, last, language } = writing;
  const { options, readings } = sentences(language);
  const { what } = options[option.name];
  const typed = last.replace(/^[#＃]/u, "");
  if (option.kind === "choice") {
    const fitting = option.choices.filter((choice) => choice.startsWith(typed.toLowerCase()));
    const calledOf = (value: string) => Object.entries(readings).find(([name]) => name === value)?.[1].called;
    return fitting.map((value) => ({ value, label: value, what: calledOf(value) ?? what }));
  }
  if (option.kind === "flag" && option.name.startsWith(typed.toLowerCase()))
    return [{ value: option.name, label: option.name, what }];
  if (option.kind !== "suggested") return [];
  const suggested = await core.suggest(name, option.name, typed, language);
  return suggested.map(({ label, value }) => ({ value: option.tag ? writeTag(value) : value, label, what }));
}
