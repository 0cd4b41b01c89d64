import type { Decided, SettingChange } from "../../battle/asking-rules.ts";
import type { Chosen } from "../../battle/store.ts";
import {
  type CommunitySettings,
  moderationLevel,
  pictureTheme,
  reactionMode,
  readReactionMode,
} from "../../battle/community-settings.ts";
import { moderationLevels } from "../../safety/moderation/levels.ts";
import { themes } from "../../images/picture.ts";
import { type Language, languages, sentences, type Sentences } from "../../language/index.ts";
import { languageName } from "../../language/language-names.ts";
import type { Heard } from "../../people/spoken-languages.ts";
import { type Reply, type Request, textPost } from "../../chat/post.ts";
import { NeedsManager, Refusal } from "../../chat/refusal.ts";
import { may } from "../../chat/roles.ts";
import { askingNames, listAskingRules, type Names, namesOf, readAskingChange } from "./asking-rules.ts";
import type { Command, CommandContext } from "../command.ts";
import { readLanguage } from "../language/command.ts";
import { sayWhoDecides } from "../leaderboard/show-board.ts";
import { describeLacks, sayWhereSeen } from "./lacks.ts";
import { checkWeeklyPlace, readWeekly, weeklyInWords } from "./weekly.ts";
import { mostMinutes, offerValues, readMenuChoice, settingButtons, settingOptions } from "./menu.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    settings: CommandWords;
  }
  interface OptionSentences extends Record<
    | "reactions"
    | "minutes"
    | "votes"
    | "theme"
    | "language"
    | "moderation"
    | "paused"
    | "askers"
    | "role"
    | "allow"
    | "forbid"
    | "budget"
    | "threads"
    | "reveal"
    | "weekly"
    | "log"
    | "check",
    OptionWords
  > {}
}

const minute = 60_000;
const mostVotes = 100_000;
/** What stands for no choice of a language. */
const automatic = "auto";

/** How many changes the log shows. */
const changesShown = 20;

/** `/settings [NAME VALUE …]`: how this community votes and asks; who runs it can change that, and see who did. */
export const settings: Command = {
  options: settingOptions,
  forManagers: true,
  unseen: true,
  run: (context, request, rest) => runSettings(context, request, rest),
  async press(context, press, rest) {
    const words = sentences(press.language);
    const choice = readMenuChoice(rest);
    if (!choice) throw new Refusal(words.refusals.unknownAction);
    if (!may(press, "change-settings")) throw new NeedsManager(words.settings.notYours);
    if ("setting" in choice) return offerValues(choice.setting, press.language);
    return runSettings(context, { ...press, text: choice.written }, choice.written);
  },
};

async function runSettings(context: CommandContext, request: Heard<Request>, rest: string): Promise<Reply> {
  const words = sentences(request.language);
  const { store, pseudonyms } = context;
  const community = pseudonyms.of(request.community);
  const kept = { ...(await store.communities.decided(community)), weekly: await store.weekly.weeklyPost(community) };
  const known = may(request, "change-settings") ? knownCommunity(context, request) : undefined;
  const show = (text: string, { own }: Decided = kept): Reply => {
    const buttons = may(request, "change-settings") ? settingButtons(words, reactionMode(own)) : [];
    const notes = reactionMode(own) === "out-of-sight" ? sayWhereSeen(known, words) : [];
    return { ...textPost([text, ...notes].join("\n\n")), buttons, private: true };
  };
  if (rest === "") {
    const aside = await sayWhoDecides(context, request);
    return show([describe(context, kept, request, words), ...aside].join("\n\n"));
  }
  if (!may(request, "change-settings")) throw new NeedsManager(words.settings.notYours);
  if (/^log\b/iu.test(rest)) return show(await describeLog(context, request, words));
  if (/^check\b/iu.test(rest)) return show(describeLacks(known, words));
  await checkWeeklyPlace(rest, context, request, words);
  let changed: Chosen = kept;
  await store.communities.changeSettings(community, (now) => {
    changed = readChanges(rest, now, context, request, words);
    return { ...changed, noted: listChanges(context, now, changed, request) };
  });
  const notSecret = /\breactions\s+secret\b/iu.test(rest) ? [words.settings.notSecret] : [];
  const text = [words.settings.changed, ...notSecret, list(context, changed, request, words)].join("\n\n");
  return show(text, changed);
}

function knownCommunity({ platforms }: CommandContext, { platform, community, language }: Heard<Request>) {
  return platforms.get(platform)?.look?.(community, language);
}

function describe(context: CommandContext, kept: Chosen, from: Heard<Request>, words: Sentences): string {
  const { settings: own, askingSettings, commands } = words;
  const hint = `${own.change(commands.settings.usage)} ${askingSettings.logHint}`;
  return `${own.title}\n\n${list(context, kept, from, words)}\n\n${hint}`;
}

function list(context: CommandContext, kept: Chosen, from: Heard<Request>, words: Sentences): string {
  const known = namesOf(knownCommunity(context, from), context.pseudonyms, from.platform);
  const lines = listSettings(context, kept, from, words, known);
  return lines.map(({ name, value, what }) => words.settings.line(name, value, what)).join("\n");
}

/** For whom they are shown. */
type Shown = Pick<Heard<Request>, "platform" | "place" | "language">;

/** Every setting as it is shown. */
function listSettings(context: CommandContext, kept: Chosen, from: Shown, words: Sentences, names?: Names) {
  const { settings: own, askingSettings } = words;
  const { rules } = context;
  const { closeAfterMinutes, closeAtVotes, reactions, theme, language, moderation } = kept.own;
  const spoken = language && languageName(language, from.language);
  const shown = <Value>(value: Value | null, usual: string) => (value === null ? own.usual(usual) : String(value));
  const usualVotes = rules.closeAtVotes === null ? own.off : String(rules.closeAtVotes);
  const usualMinutes = String(rules.closeAfterFirstVote / minute);
  return [
    { name: "reactions", value: shown(reactions, reactionMode(kept.own)), what: own.reactions },
    { name: "minutes", value: shown(closeAfterMinutes, usualMinutes), what: own.minutes },
    { name: "votes", value: shown(closeAtVotes, usualVotes), what: own.votes },
    { name: "theme", value: shown(theme, pictureTheme(kept.own, from.platform)), what: own.theme },
    { name: "language", value: shown(spoken, automatic), what: own.language },
    { name: "moderation", value: shown(moderation, moderationLevel(kept.own)), what: own.moderation },
    ...listAskingRules(kept.asking, words, names),
    { name: "weekly", value: weeklyInWords(kept.weekly, context, from, words), what: askingSettings.weekly },
  ];
}

/** What differs, for the log of the community. It is kept in English: it is read in any language. */
function listChanges(context: CommandContext, kept: Chosen, changed: Chosen, request: Heard<Request>): SettingChange[] {
  const { clock, pseudonyms } = context;
  const words = sentences("en");
  const from: Shown = { platform: request.platform, place: request.place, language: "en" };
  const before = new Map(listSettings(context, kept, from, words).map(({ name, value }) => [name, value]));
  const who = { community: pseudonyms.of(request.community), by: pseudonyms.of(request.person), at: clock.now() };
  return listSettings(context, changed, from, words).flatMap(({ name, value: after }) => {
    const was = before.get(name) ?? "";
    return was === after ? [] : [{ ...who, name, before: was, after }];
  });
}

async function describeLog(context: CommandContext, request: Request, words: Sentences): Promise<string> {
  const { askingSettings: own } = words;
  const { store, pseudonyms } = context;
  const changes = await store.communities.settingChanges(pseudonyms.of(request.community), changesShown);
  if (changes.length === 0) return own.noChanges;
  const lines = changes.map(({ at, by, name, before, after }) => {
    const when = at.toISOString().slice(0, 16).replace("T", " ");
    return own.change(
      `${when} UTC`,
      name,
      before,
      after,
      by === pseudonyms.of(request.person) ? own.byYou : own.byOther,
    );
  });
  return `${own.log}\n\n${lines.join("\n")}`;
}

/** Reads `NAME VALUE` pairs. @throws {Refusal} naming the first that cannot be used; then none is. */
function readChanges(
  text: string,
  kept: Chosen,
  context: CommandContext,
  request: Heard<Request>,
  words: Sentences,
): Chosen {
  const parts = text.toLowerCase().split(/\s+/u);
  let { own, asking, weekly } = kept;
  for (let index = 0; index < parts.length; index += 2) {
    const [name = "", value = ""] = parts.slice(index, index + 2);
    const askingName = askingNames.find((one) => one === name);
    if (name === "weekly") weekly = readWeekly(value, weekly, context, request, words);
    else if (askingName === undefined) own = { ...own, ...readChange(name, value, words) };
    else asking = readAskingChange(askingName, value, asking, { request, pseudonyms: context.pseudonyms, words });
  }
  return { own, asking, weekly };
}

function readChange(name: string, value: string, words: Sentences): Partial<CommunitySettings> {
  const { settings: own, commands } = words;
  switch (name) {
    case "reactions": {
      const reactions = readReactionMode(value);
      if (!reactions) throw new Refusal(own.badReactions(value.slice(0, 32)));
      return { reactions };
    }
    case "minutes":
      return { closeAfterMinutes: readNumber(name, value, 1, mostMinutes, words) };
    case "votes":
      return { closeAtVotes: value === "off" ? null : readNumber(name, value, 1, mostVotes, words) };
    case "theme":
      return { theme: themes.find((theme) => theme === value) ?? refuseChoice(name, value, themes, words) };
    case "moderation":
      return {
        moderation:
          moderationLevels.find((level) => level === value) ?? refuseChoice(name, value, moderationLevels, words),
      };
    case "language":
      return { language: value === automatic ? null : readSpoken(name, value, words) };
    default:
      throw new Refusal(own.unknownName(name.slice(0, 32), commands.settings.usage));
  }
}

function readSpoken(name: string, value: string, words: Sentences): Language {
  return readLanguage(value) ?? refuseChoice(name, value, [...languages, automatic], words);
}

function refuseChoice(name: string, value: string, all: readonly string[], words: Sentences): never {
  throw new Refusal(words.settings.badChoice(name, value.slice(0, 32), all.join(words.boards.listSeparator)));
}

function readNumber(name: string, value: string, least: number, most: number, words: Sentences): number {
  const number = /^\d{1,9}$/u.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Refusal(words.settings.badNumber(name, least, most));
}
