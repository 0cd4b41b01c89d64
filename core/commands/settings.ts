import { type CommunitySettings, reactionMode, reactionModes } from "../arena/community-settings.ts";
import { sentences, type Sentences } from "../language/index.ts";
import { textPost } from "../post.ts";
import { Refusal } from "../refusal.ts";
import type { Command, CommandContext } from "./command.ts";

const minute = 60_000;
/** A day: no battle is open for longer. */
const mostMinutes = 24 * 60;
const mostVotes = 100_000;

/** `/settings [NAME VALUE …]`: how this community votes; who runs it can change that. */
export const settings: Command = {
  name: "settings",
  async run(context, request, rest) {
    const words = sentences(request.language);
    const community = context.pseudonyms.of(request.community);
    const kept = await context.store.communitySettings(community);
    if (rest === "") return { ...textPost(describe(context, kept, words)), private: true };
    if (!request.manages) throw new Refusal(words.settings.notYours);
    const changed = { ...kept, ...readChanges(rest, words) };
    await context.store.saveCommunitySettings(community, changed);
    return { ...textPost(`${words.settings.changed}\n\n${list(context, changed, words)}`), private: true };
  },
};

function describe(context: CommandContext, kept: CommunitySettings, words: Sentences): string {
  const { settings: own, commands } = words;
  return `${own.title}\n\n${list(context, kept, words)}\n\n${own.change(commands.settings.usage)}`;
}

function list({ rules }: CommandContext, kept: CommunitySettings, words: Sentences): string {
  const { settings: own } = words;
  const { closeAfterMinutes, closeAtVotes } = kept;
  const shown = <Value>(value: Value | null, usual: string) => (value === null ? own.usual(usual) : String(value));
  const usualVotes = rules.closeAtVotes === null ? own.off : String(rules.closeAtVotes);
  return [
    own.line("reactions", shown(kept.reactions, reactionMode(kept)), own.reactions),
    own.line("minutes", shown(closeAfterMinutes, String(rules.closeAfterFirstVote / minute)), own.minutes),
    own.line("votes", shown(closeAtVotes, usualVotes), own.votes),
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
  if (name === "reactions") {
    const reactions = reactionModes.find((mode) => mode === value);
    if (!reactions) throw new Refusal(own.badReactions(value.slice(0, 32)));
    return { reactions };
  }
  if (name === "minutes") return { closeAfterMinutes: readNumber(name, value, 1, mostMinutes, words) };
  if (name === "votes") {
    return { closeAtVotes: value === "off" ? null : readNumber(name, value, 1, mostVotes, words) };
  }
  throw new Refusal(own.unknownName(name.slice(0, 32), commands.settings.usage));
}

function readNumber(name: string, value: string, least: number, most: number, words: Sentences): number {
  const number = /^\d{1,9}$/u.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Refusal(words.settings.badNumber(name, least, most));
}
