import { type CommunitySettings, pictureTheme, reactionMode, reactionModes } from "../arena/community-settings.ts";
import { themes } from "../images/picture.ts";
import { type Language, languages, sentences, type Sentences } from "../language/index.ts";
import { languageName } from "../language/language-names.ts";
import type { Heard } from "../people/spoken-languages.ts";
import { type Request, textPost } from "../post.ts";
import { Refusal } from "../refusal.ts";
import type { Command, CommandContext } from "./command.ts";
import { readLanguage } from "./language.ts";

const minute = 60_000;
/** A day: no battle is open for longer. */
const mostMinutes = 24 * 60;
const mostVotes = 100_000;
/** What stands for no choice of a language. */
const automatic = "auto";

/** `/settings [NAME VALUE …]`: how this community votes; who runs it can change that. */
export const settings: Command = {
  name: "settings",
  async run(context, request, rest) {
    const words = sentences(request.language);
    const community = context.pseudonyms.of(request.community);
    const kept = await context.store.communitySettings(community);
    const show = (chosen: CommunitySettings) => list(context, chosen, request, words);
    if (rest === "") return { ...textPost(describe(show(kept), words)), private: true };
    if (!request.manages) throw new Refusal(words.settings.notYours);
    const changed = { ...kept, ...readChanges(rest, words) };
    await context.store.saveCommunitySettings(community, changed);
    context.languages.forget(community);
    return { ...textPost(`${words.settings.changed}\n\n${show(changed)}`), private: true };
  },
};

function describe(shown: string, { settings: own, commands }: Sentences): string {
  return `${own.title}\n\n${shown}\n\n${own.change(commands.settings.usage)}`;
}

function list(
  { rules }: CommandContext,
  kept: CommunitySettings,
  { platform, language }: Heard<Request>,
  { settings: own }: Sentences,
): string {
  const { closeAfterMinutes, closeAtVotes } = kept;
  const shown = <Value>(value: Value | null, usual: string) => (value === null ? own.usual(usual) : String(value));
  const usualVotes = rules.closeAtVotes === null ? own.off : String(rules.closeAtVotes);
  const spoken = kept.language && languageName(kept.language, language);
  return [
    own.line("reactions", shown(kept.reactions, reactionMode(kept)), own.reactions),
    own.line("minutes", shown(closeAfterMinutes, String(rules.closeAfterFirstVote / minute)), own.minutes),
    own.line("votes", shown(closeAtVotes, usualVotes), own.votes),
    own.line("theme", shown(kept.theme, pictureTheme(kept, platform)), own.theme),
    own.line("language", shown(spoken, automatic), own.language),
  ].join("\n");
}

/** Reads `NAME VALUE` pairs. @throws {Refusal} naming the first that cannot be used; then none is. */
function readChanges(text: string, words: Sentences): Partial<CommunitySettings> {
  const parts = text.toLowerCase().split(/\s+/u);
  const changes: Partial<CommunitySettings> = {};
  for (let index = 0; index < parts.length; index += 2)
    Object.assign(changes, readChange(parts[index] ?? "", parts[index + 1] ?? "", words));
  return changes;
}

function readChange(name: string, value: string, words: Sentences): Partial<CommunitySettings> {
  const { settings: own, commands } = words;
  switch (name) {
    case "reactions": {
      const reactions = reactionModes.find((mode) => mode === value);
      if (!reactions) throw new Refusal(own.badReactions(value.slice(0, 32)));
      return { reactions };
    }
    case "minutes":
      return { closeAfterMinutes: readNumber(name, value, 1, mostMinutes, words) };
    case "votes":
      return { closeAtVotes: value === "off" ? null : readNumber(name, value, 1, mostVotes, words) };
    case "theme":
      return { theme: themes.find((theme) => theme === value) ?? refuseChoice(name, value, themes, words) };
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
