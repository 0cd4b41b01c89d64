/** The chat platforms, a line each. All that records, commands and sentences know of a platform by its name comes from here. */

type PlatformFacts = {
  /** Stands for it in buttons: one letter of its own. People have such buttons, so it must never change. */
  letter: string;
  /** Whether the platform shows each reaction, with its author, to other people before a bot can remove it. */
  reactions: "public" | "hidden";
};

/** A new platform: its line here, its words in `platforms.ts` of each language, and its folder in `bots`. */
const platforms = {
  discord: { letter: "d", reactions: "public" },
  telegram: { letter: "t", reactions: "public" },
  web: { letter: "w", reactions: "hidden" },
} as const satisfies Record<string, PlatformFacts>;

/** A platform as the record knows it. */
export type PlatformName = keyof typeof platforms;

/** All platforms, in the order in which people see them listed. */
export const platformNames = Object.keys(platforms) as readonly PlatformName[];

/** How a platform is called in a language, and what may be typed for it there, in lower case. */
export type PlatformWords = { called: string; typed: readonly string[] };

/** The letter that stands for a platform in a button. */
export function letterOf(platform: PlatformName): string {
  return platforms[platform].letter;
}

/** The platforms whose reactions are all public, or all hidden. */
export function platformsWith(reactions: PlatformFacts["reactions"]): PlatformName[] {
  return platformNames.filter((name) => platforms[name].reactions === reactions);
}
