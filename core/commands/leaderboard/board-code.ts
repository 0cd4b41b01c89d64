/** Which board somebody wants, as a button carries it, in at most 47 bytes. */
import { tasks } from "../../answers/task.ts";
import { periods } from "../../boards/period.ts";
import { type Reading, readings } from "../../boards/readings/reading.ts";
import { type Language, languages } from "../../language/index.ts";
import { letterOf, platformNames } from "../../language/platforms.ts";
import { groups } from "../../people/demographics.ts";
import { type BoardChoice, boardForms, crossesGroup, scopes, wholeBoard } from "./board-choice.ts";
import { decodeSource, encodeSource } from "./board-source.ts";

/** The letter of each reading. Codes outlive versions: no letter ever changes its meaning. */
const readingLetters: Record<Reading, string> = {
  ranks: "R",
  style: "S",
  weighted: "W",
  ability: "A",
  sharpened: "J",
  families: "F",
  fit: "X",
};

/**
 * Flags: a letter each for scope, period, platform (`-`: all), form and, unless it is the plain one, reading, `u` for unseen
 * votes only, then the number of a group. The form `a`, of earlier versions, is the reading `ability`.
 */
const flagsPattern = new RegExp(
  `^(?<scope>[ehm])(?<period>[a37])(?<platform>[${platformNames.map(letterOf).join("")}-])(?<form>[bmhca])(?<reading>[${Object.values(readingLetters).join("")}]?)(?<unseen>u?)(?<group>\\d{0,2})$`,
  "u",
);
/** The same of a board with a source, which has neither platform nor group: its code stands at the end. */
const sourcePattern = new RegExp(
  `^(?<scope>[sw])(?<period>[a37])(?<form>[bmhc])(?<reading>[${Object.values(readingLetters).join("")}]?)(?<unseen>u?)(?<code>[\\w-]{3}|)$`,
  "u",
);
/** The end of a code whose button is in a post that everybody sees: the language of that post. */
const postedPattern = new RegExp(`:(?<language>${languages.join("|")})$`, "u");

/** A choice as a button carries it. @param posted the language of the button's post, if everybody sees it. */
export function encodeBoardChoice(choice: BoardChoice, posted: Language | null = null): string {
  const { task, language, page } = choice;
  return [task ?? "", language ?? "", flagsOf(choice), page, ...(posted === null ? [] : [posted])].join(":");
}

function flagsOf({ scope, period, platform, form, reading, unseen, group, source }: BoardChoice): string {
  const number = groups.findIndex((one) => one.trait === group?.trait && one.value === group.value);
  const read = [form[0], reading ? readingLetters[reading] : "", unseen ? "u" : ""];
  if (source === null)
    return [scope[0], period[0], platform ? letterOf(platform) : "-", ...read, number < 0 ? "" : number].join("");
  const { scope: place, code } = encodeSource(source);
  return [place, period[0], ...read, code].join("");
}

/** @returns undefined for anything that {@link encodeBoardChoice} has not made, now or in an earlier version. */
export function decodeBoardChoice(text: string): BoardChoice | undefined {
  const [taskName = "", language = "", flags = "", page = "", ...more] = text.replace(postedPattern, "").split(":");
  const task = tasks.find((one) => one === taskName) ?? null;
  const read = readFlags(flags);
  const known = more.length === 0 && /^[1-9]\d{0,3}$/u.test(page) && /^[A-Za-z-]{0,12}$/u.test(language);
  if (!known || !read || (taskName !== "" && !task)) return undefined;
  const choice = { ...wholeBoard, task, language: language || null, ...read, page: Number(page) };
  return crossesGroup(choice) ? undefined : choice;
}

/** The language of the post with the button with that code; null if it was not noted. */
export function readPostedLanguage(text: string): Language | null {
  const found = postedPattern.exec(text)?.groups?.["language"];
  return languages.find((one) => one === found) ?? null;
}

function readFlags(flags: string): Partial<BoardChoice> | undefined {
  // Buttons of earlier versions carry no more than this.
  if (flags === "here" || flags === "everywhere") return { scope: flags };
  const found = flagsPattern.exec(flags)?.groups;
  if (!found) return readSourceFlags(flags);
  const group = found["group"] === "" ? null : groups[Number(found["group"])];
  if (group === undefined) return undefined;
  return {
    scope: startingWith(scopes, found["scope"]),
    platform: platformNames.find((name) => letterOf(name) === found["platform"]) ?? null,
    ...readView(found),
    group,
  };
}

function readSourceFlags(flags: string): Partial<BoardChoice> | undefined {
  const found = sourcePattern.exec(flags)?.groups;
  return found && { ...readView(found), source: decodeSource(found["scope"] ?? "", found["code"] ?? "") };
}

function startingWith<Name extends string>(names: readonly Name[], letter: string | undefined): Name {
  return names.find((name) => name[0] === letter) as Name;
}

function readView({ period, form, reading, unseen }: Record<string, string>): Partial<BoardChoice> {
  return {
    period: startingWith(periods, period),
    ...(form === "a"
      ? { form: "board", reading: "ability" }
      : {
          form: startingWith(boardForms, form),
          reading: readings.find((name) => readingLetters[name] === reading) ?? null,
        }),
    unseen: unseen === "u",
  };
}
