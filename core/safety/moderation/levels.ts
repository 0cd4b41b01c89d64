/** What is refused at which level, by the names that OpenAI's moderation gives kinds of content. */

/** `off`: only what is refused everywhere. `strict`: whatever is flagged. */
export const moderationLevels = ["off", "standard", "strict"] as const;
/** One of {@link moderationLevels}. */
export type ModerationLevel = (typeof moderationLevels)[number];

/** Where something is said: how strict its community is, and whether only adults may be there. */
export type ModeratedPlace = { level: ModerationLevel; ageRestricted: boolean };

/** Refused at every level, and wherever it is said. */
const never: ReadonlySet<string> = new Set(["sexual/minors"]);

/** Flagged, but talked about in earnest so often that only `strict` refuses it. */
const onlyStrict: ReadonlySet<string> = new Set(["harassment", "hate", "illicit", "self-harm", "violence"]);

/** Left alone where only adults may be. */
const forAdults: ReadonlySet<string> = new Set(["sexual", "violence", "violence/graphic"]);

/** The first of what was flagged that is refused there. A kind that nobody knows is refused by `standard`, too. */
export function refusedAmong(flagged: readonly string[], { level, ageRestricted }: ModeratedPlace): string | undefined {
  return flagged.find((kind) => {
    if (never.has(kind)) return true;
    if (level === "off" || (ageRestricted && forAdults.has(kind))) return false;
    return level === "strict" || !onlyStrict.has(kind);
  });
}
