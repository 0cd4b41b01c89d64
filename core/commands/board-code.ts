/** A board's choice as a button carries it: at most 47 bytes. */
import { tasks } from "../answers/task.ts";
import { type Language, languages } from "../language/index.ts";
import { groups } from "../people/demographics.ts";
import type { PlatformName } from "../chat/post.ts";
import { type BoardChoice, boardForms, crossesGroup, periods, scopes, wholeBoard } from "./board-choice.ts";

const platforms: readonly PlatformName[] = ["discord", "telegram", "web"];
/**
 * Flags: a letter each for scope, period, platform (`-`: all) and form, `u` for unseen votes only, then the number of a
 * group.
 */
const flagsPattern =
  /^(?<scope>[ehm])(?<period>[a37])(?<platform>[dtw-])(?<form>[bmha])(?<unseen>u?)(?<group>\d{0,2})$/u;
/** The end of a code whose button is in a post that everybody sees: the language of that post. */
const postedPattern = new RegExp(`:(?<language>${languages.join("|")})$`, "u");

/** A choice as a button carries it. @param posted the language of the button's post, if everybody sees it. */
export function encodeBoardChoice(choice: BoardChoice, posted: Language | null = null): string {
  const { task, language, scope, period, platform, form, unseen, group, page } = choice;
  const number = groups.findIndex((one) => one.trait === group?.trait && one.value === group.value);
  const flags = [scope[0], period[0], platform?.[0] ?? "-", form[0], unseen ? "u" : "", number < 0 ? "" : number].join(
    "",
  );
  return [task ?? "", language ?? "", flags, page, ...(posted === null ? [] : [posted])].join(":");
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
  if (!found) return undefined;
  const group = found["group"] === "" ? null : groups[Number(found["group"])];
  if (group === undefined) return undefined;
  const startingWith = <Name extends string>(names: readonly Name[], letter: string | undefined): Name =>
    names.find((name) => name[0] === letter) as Name;
  return {
    scope: startingWith(scopes, found["scope"]),
    period: startingWith(periods, found["period"]),
    platform: found["platform"] === "-" ? null : startingWith(platforms, found["platform"]),
    form: startingWith(boardForms, found["form"]),
    unseen: found["unseen"] === "u",
    group,
  };
}
