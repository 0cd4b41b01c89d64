/** What `/settings` takes, and the same by buttons: what is pressed means the same as what is written. */
import { revealModes } from "../../battle/asking-rules.ts";
import { type ReactionMode, reactionModes, readReactionMode } from "../../battle/community-settings.ts";
import { type Language, languages, sentences, type Sentences } from "../../language/index.ts";
import { type Button, type Reply, textPost } from "../../chat/post.ts";
import { actionOf, type CommandOption, type OptionName } from "../command.ts";
import { themes } from "../../images/picture.ts";
import { moderationLevels } from "../../safety/moderation/levels.ts";
import { suggestNumbers } from "../suggestions.ts";
import { here } from "./asking-rules.ts";

/** The longest that a battle may stay open after its first vote, in minutes: a day. */
export const mostMinutes = 24 * 60;

/** Every setting that can be changed. */
export const settingOptions: readonly CommandOption[] = [
  { name: "reactions", kind: "choice", choices: reactionModes, named: true },
  { name: "minutes", kind: "number", least: 1, most: mostMinutes, named: true },
  { name: "votes", kind: "suggested", suggest: suggestNumbers, named: true },
  { name: "theme", kind: "choice", choices: themes, named: true },
  { name: "language", kind: "choice", choices: [...languages, "auto"], named: true },
  { name: "moderation", kind: "choice", choices: moderationLevels, named: true },
  { name: "paused", kind: "choice", choices: ["on", "off"], named: true },
  { name: "askers", kind: "choice", choices: ["everyone", "managers"], named: true },
  { name: "role", kind: "group", named: true, writtenAs: "askers" },
  { name: "allow", kind: "place", named: true },
  { name: "forbid", kind: "place", named: true },
  { name: "budget", kind: "suggested", suggest: suggestNumbers, named: true },
  { name: "threads", kind: "choice", choices: ["on", "off"], named: true },
  { name: "reveal", kind: "choice", choices: revealModes, named: true },
  { name: "weekly", kind: "choice", choices: ["on", "off"], named: true },
  { name: "log", kind: "choice", choices: ["show"], named: true },
  { name: "check", kind: "choice", choices: ["show"], named: true },
];

/** What buttons offer where any number may be written. */
const commonNumbers: Partial<Record<OptionName, readonly string[]>> = {
  minutes: ["3", "5", "10", "30", "60", "180", "1440"],
  votes: ["off", "1", "3", "5", "10", "20", "50", "100"],
  budget: ["off", "5", "10", "20", "50", "100", "500"],
};

/** What buttons offer where any place may be named: other places have names that only their platform knows. */
const commonPlaces: Partial<Record<OptionName, readonly string[]>> = { allow: [here, "all"], forbid: [here] };

/** The settings that can be chosen by buttons: all but groups, of which a button cannot know which there are. */
const inMenu = settingOptions.filter(({ kind }) => kind !== "group");

function valuesOf(option: CommandOption): readonly string[] {
  return option.kind === "choice" ? option.choices : (commonNumbers[option.name] ?? commonPlaces[option.name] ?? []);
}

function button(label: string, rest: string): Button {
  return { label, action: actionOf("settings", rest) };
}

/** A button for every setting, for those who may change it, and one that turns reactions off. @param reactions the present mode. */
export function settingButtons({ options, settings }: Sentences, reactions: ReactionMode): Button[] {
  const off = reactions === "off" ? [] : [button(settings.reactionsOff, "reactions off")];
  return [
    ...inMenu.map(({ name }) =>
      button(options[name].called, name === "log" || name === "check" ? `${name} show` : name),
    ),
    ...off,
  ];
}

/** What a press asks for: to choose a value of a setting, or the command that was put together. */
export type MenuChoice = { setting: CommandOption } | { written: string };

/** @returns undefined for what no button of the menu says. */
export function readMenuChoice(rest: string): MenuChoice | undefined {
  if (rest === "") return { written: "" };
  const [name, value, ...more] = rest.split(" ");
  const setting = inMenu.find((option) => option.name === name);
  if (!setting || more.length > 0) return undefined;
  if (value === undefined) return { setting };
  const known = valuesOf(setting).includes(value) || (name === "reactions" && readReactionMode(value) !== undefined);
  return known ? { written: rest } : undefined;
}

/** The values of a setting, and the way back. */
export function offerValues(setting: CommandOption, language: Language): Reply {
  const { options, menu, settings } = sentences(language);
  const values = valuesOf(setting).map((value) => button(value, `${setting.name} ${value}`));
  const what = setting.name === "reactions" ? settings.reactions : options[setting.name].what;
  const text = menu.choose(options[setting.name].called, what);
  return { ...textPost(text), buttons: [...values, button(menu.back, "")], private: true };
}
