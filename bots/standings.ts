/** Which bots are connected: for the page's `/readyz`, and a line in the terminal at every change. */
import {
  type Language,
  type PlatformName,
  type PlatformTrouble,
  type Sentences,
  sentences,
  type Standing,
} from "../core/index.ts";

/** The platforms that can be away: all but the page. */
export type BotPlatform = Exclude<PlatformName, "web">;

/** As `/readyz` says it; `troubles` only where somebody has to do something. */
export type PlatformStates = {
  platforms: Partial<Record<BotPlatform, Standing["state"]>>;
  troubles?: Partial<Record<BotPlatform, PlatformTrouble>>;
};

/** Knows which bots are connected. */
export interface Standings {
  /** Records a change, and prints it if the start has been reported. */
  hear(platform: BotPlatform, standing: Standing): void;
  states(): PlatformStates;
  /** From now on every change is printed. */
  beginToSpeak(): void;
}

/** @param say writes a line to the terminal. */
export function createStandings(language: Language, say: (line: string) => void): Standings {
  const standings = new Map<BotPlatform, Standing>();
  let speaking = false;
  return {
    hear(platform, standing) {
      standings.set(platform, standing);
      if (speaking) say(describeChange(platform, standing, language));
    },
    states() {
      const all = [...standings];
      const troubles = all.flatMap(([platform, one]) =>
        one.state === "trying" && one.trouble !== "away" ? [[platform, one.trouble] as const] : [],
      );
      return {
        platforms: Object.fromEntries(all.map(([platform, { state }]) => [platform, state])),
        ...(troubles.length > 0 && { troubles: Object.fromEntries(troubles) }),
      };
    },
    beginToSpeak: () => void (speaking = true),
  };
}

/** The bot by its name, or that it is not there. */
export function describeBot(platform: BotPlatform, standing: Standing, language: Language): string {
  const { startup } = sentences(language);
  const words: Record<BotPlatform, { away: string; up: (name: string, link: string) => string }> = {
    discord: { away: startup.discordAway, up: startup.discord },
    telegram: { away: startup.telegramAway, up: startup.telegram },
  };
  if (standing.state === "waiting") return startup.botWaiting(platformNames[platform]);
  return standing.state === "trying" ? words[platform].away : words[platform].up(standing.name, standing.link ?? "");
}

function describeChange(platform: BotPlatform, standing: Standing, language: Language): string {
  const { platforms: words } = sentences(language);
  if (standing.state === "waiting") return words.waiting(platformNames[platform]);
  return standing.state === "up"
    ? words.up(describeBot(platform, standing, language))
    : describeTrouble(platform, standing, words);
}

const platformNames: Record<BotPlatform, string> = { discord: "Discord", telegram: "Telegram" };

/** What is wrong, and what to do. */
export function describeTrouble(
  platform: BotPlatform,
  { trouble, reason }: Extract<Standing, { state: "trying" }>,
  words: Sentences["platforms"],
): string {
  const why = reason ?? "?";
  const tokens: Record<BotPlatform, string> = { discord: words.discordToken, telegram: words.telegramToken };
  const said: Record<PlatformTrouble, string> = {
    away: words.away(platformNames[platform], reason),
    token: tokens[platform],
    "webhook-refused": words.webhookRefused(why),
    port: words.webhookPort(why),
    "bad-intents": words.badIntents,
    intents: words.intents,
    sharding: words.sharding,
    version: words.version,
    sessions: words.sessions(why),
    conflict: words.conflict,
    webhook: words.webhook,
  };
  return said[trouble];
}
