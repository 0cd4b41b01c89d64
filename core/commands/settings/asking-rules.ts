/** The part of `/settings` that says who may ask, where and how much. */
import { type Askers, type AskingRules, placePseudonym, revealModes, usualRules } from "../../battle/asking-rules.ts";
import type { Sentences } from "../../language/index.ts";
import type { Request } from "../../chat/post.ts";
import type { KnownCommunity, KnownPlace } from "../../chat/chat-platform.ts";
import { Refusal } from "../../chat/refusal.ts";
import type { Pseudonyms } from "../../safety/pseudonyms.ts";

/** In the order in which they are shown. `allow` and `forbid` both change `places`. */
export const askingNames = ["paused", "askers", "allow", "forbid", "budget", "threads", "reveal"] as const;
/** One of {@link askingNames}. */
export type AskingName = (typeof askingNames)[number];

const mostBattles = 100_000;

/** What stands for the place where it is written or pressed. */
export const here = "here";
/** How places and groups are called, as far as their platform knows. */
export type Names = { groups: ReadonlyMap<string, string>; places: ReadonlyMap<string, string> };

/** As {@link Names}, places by their pseudonyms. */
export function namesOf(
  known: KnownCommunity | undefined,
  pseudonyms: Pseudonyms,
  platform: string,
): Names | undefined {
  if (!known) return undefined;
  const byPseudonym = ({ id, name }: KnownPlace) => [placePseudonym(pseudonyms, platform, id), name] as const;
  return {
    groups: new Map(known.groups.map(({ id, name }) => [id, name])),
    places: new Map(known.places.map(byPseudonym)),
  };
}

/** Those that have names; of the others, which the bot cannot see, not even how many they are. */
function nameAll(places: readonly string[], names: Names, words: Sentences): string {
  const named = places.flatMap((place) => names.places.get(place) ?? []);
  const others = named.length < places.length ? [words.askingSettings.unseenPlaces] : [];
  return [...named, ...others].join(words.boards.listSeparator);
}

/** The settings as they are shown: a name, a value, and what it is about. */
export function listAskingRules(
  rules: AskingRules,
  words: Sentences,
  names?: Names,
): { name: string; value: string; what: string }[] {
  const { settings: own, askingSettings: what } = words;
  const usual = (value: string, isUsual: boolean) => (isUsual ? own.usual(value) : value);
  const onOrOff = (on: boolean) => usual(on ? what.on : own.off, !on);
  const group = rules.askers.startsWith("group:") ? rules.askers.slice("group:".length) : undefined;
  const askers = group === undefined ? rules.askers : what.group(names?.groups.get(group) ?? group);
  const some = names ? nameAll(rules.places, names, words) : what.places(rules.places.length);
  const places = rules.places.length === 0 ? own.usual(what.everywhere) : some;
  const budget = rules.dailyBudget === null ? own.usual(own.off) : String(rules.dailyBudget);
  return [
    { name: "paused", value: onOrOff(rules.paused), what: what.paused },
    { name: "askers", value: usual(askers, rules.askers === usualRules.askers), what: what.askers },
    { name: "allow", value: places, what: what.allow },
    { name: "budget", value: budget, what: what.budget },
    { name: "threads", value: onOrOff(rules.threads), what: what.threads },
    { name: "reveal", value: usual(rules.reveal, rules.reveal === usualRules.reveal), what: what.reveal },
  ];
}

/** Reads one of the settings. @throws {Refusal} when the value is of no use. */
export function readAskingChange(
  name: AskingName,
  value: string,
  rules: AskingRules,
  { request, pseudonyms, words }: { request: Request; pseudonyms: Pseudonyms; words: Sentences },
): AskingRules {
  switch (name) {
    case "paused":
    case "threads":
      return { ...rules, [name]: readOneOf(name, value, ["on", "off"], words) === "on" };
    case "reveal":
      return { ...rules, reveal: readOneOf(name, value, revealModes, words) };
    case "askers":
      return { ...rules, askers: readAskers(value, words) };
    case "budget":
      return { ...rules, dailyBudget: value === "off" ? null : readBudget(value, words) };
    case "allow":
    case "forbid": {
      if (value === "all") return { ...rules, places: [] };
      const identifier = value === here ? request.place : readIdentifier(name, value, words);
      const place = placePseudonym(pseudonyms, request.platform, identifier);
      const others = rules.places.filter((one) => one !== place);
      if (name === "forbid" && others.length === 0) throw new Refusal(words.askingSettings.nothingForbidden);
      return { ...rules, places: name === "allow" ? [...others, place] : others };
    }
  }
}

/** One of some words. @throws {Refusal} that names them. */
export function readOneOf<Word extends string>(
  name: string,
  value: string,
  known: readonly Word[],
  words: Sentences,
): Word {
  const found = known.find((word) => word === value);
  if (found) return found;
  throw new Refusal(words.askingSettings.choose(name, known.join(words.boards.listSeparator)));
}

function readAskers(value: string, words: Sentences): Askers {
  if (value === "everyone" || value === "managers") return value;
  return `group:${readIdentifier("askers", value, words)}`;
}

function readBudget(value: string, words: Sentences): number {
  const number = /^\d{1,9}$/u.test(value) ? Number(value) : Number.NaN;
  if (number >= 1 && number <= mostBattles) return number;
  throw new Refusal(words.settings.badNumber("budget", 1, mostBattles));
}

/** What a platform calls a place or a group, alone or as it is mentioned: `<#123>`, `<@&123>`. */
function readIdentifier(name: string, value: string, words: Sentences): string {
  const identifier = /^(?:<[@#&]{1,2})?(?<identifier>[\w:-]{1,64})>?$/u.exec(value)?.groups?.identifier;
  if (identifier !== undefined) return identifier;
  throw new Refusal(words.askingSettings.mention(name));
}
