/** What a community decides about its own battles. */
import type { CommunityBudget } from "../costs/budget.ts";
import type { Theme } from "../images/picture.ts";
import type { Language } from "../language/index.ts";
import type { PlatformName } from "../chat/post.ts";
import type { ModerationLevel } from "../safety/moderation/levels.ts";
import type { ClosingRule } from "./battle.ts";
import type { ArenaRules } from "./rules.ts";

/**
 * What a reaction on a battle's post does. `out-of-sight`: it is a vote, and is taken away at once where the platform
 * allows that; elsewhere it stays, as in `open`: then it is a vote that everybody can see. `off`: nothing. What is out of
 * sight is no secret: platforms send a reaction to everybody before a bot can take it away.
 */
export const reactionModes = ["out-of-sight", "open", "off"] as const;
/** One of {@link reactionModes}. */
export type ReactionMode = (typeof reactionModes)[number];

/** A mode by its name, in lower case; `secret` is what `out-of-sight` was called before. */
export function readReactionMode(name: string): ReactionMode | undefined {
  return reactionModes.find((mode) => mode === (name === "secret" ? "out-of-sight" : name));
}

/** Null: as the arena's rules say. */
export type CommunitySettings = {
  reactions: ReactionMode | null;
  closeAfterMinutes: number | null;
  closeAtVotes: number | null;
  /** How its pictures look; null: as the platform usually does. */
  theme: Theme | null;
  /** What the arena speaks where all of it reads; null: the language of whoever asks. */
  language: Language | null;
  /** What may be asked and answered there. */
  moderation: ModerationLevel | null;
  /** What its answers may cost. */
  money: CommunityBudget | null;
};

/** What holds where a community has chosen nothing. */
export const unsetSettings: CommunitySettings = {
  reactions: null,
  closeAfterMinutes: null,
  closeAtVotes: null,
  theme: null,
  language: null,
  moderation: null,
  money: null,
};

const minute = 60_000;

/** How a community's next battle will close. */
export function closingRule(settings: CommunitySettings, rules: ArenaRules): ClosingRule {
  const { closeAfterMinutes, closeAtVotes } = settings;
  return {
    closeAfter: closeAfterMinutes === null ? rules.closeAfterFirstVote : closeAfterMinutes * minute,
    closeAtVotes: closeAtVotes ?? rules.closeAtVotes,
  };
}

/** What reactions do in a community. */
export function reactionMode(settings: Pick<CommunitySettings, "reactions">): ReactionMode {
  return settings.reactions ?? "out-of-sight";
}

/** What may be asked and answered in a community. */
export function moderationLevel(settings: Pick<CommunitySettings, "moderation">): ModerationLevel {
  return settings.moderation ?? "standard";
}

/** How a community's pictures look: Discord is dark unless one changes that, the others are light. */
export function pictureTheme(settings: Pick<CommunitySettings, "theme">, platform: PlatformName): Theme {
  return settings.theme ?? (platform === "discord" ? "dark" : "light");
}

/** Whether each reader sees pictures as their own screen is set, which only a page can know. */
export function isAsReadersHaveIt(settings: Pick<CommunitySettings, "theme">, platform: PlatformName): boolean {
  return platform === "web" && settings.theme === null;
}
