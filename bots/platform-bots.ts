/** The bots of all chat platforms: made where they are configured, then connected side by side. */
import type { PlatformName, Standing } from "../core/index.ts";
import type { Config } from "./config.ts";
import type { BotParts, PlatformBot } from "./shared/bot.ts";
import type { BotPlatform, Standings } from "./standings.ts";

/** Makes a platform's bot; null where it is not configured. @param key of the installation. */
type CreateBot = (config: Config, parts: BotParts, key: string) => Promise<PlatformBot | null>;

/**
 * Every chat platform but the page: a new one is its folder, its lines here, and its name in core's `platformNames`. Each is
 * loaded only where it is configured, for its libraries take time and memory.
 */
const platforms: Readonly<Record<BotPlatform, CreateBot>> = {
  discord: async ({ discord }, parts) =>
    discord && (await import("./discord/bot.ts")).createDiscord({ ...parts, ...discord }),
  async telegram({ telegram, host }, parts, key) {
    if (!telegram) return null;
    const { createTelegram, listenAt } = await import("./telegram/bot.ts");
    return createTelegram({ ...parts, ...telegram, webhook: listenAt(telegram.webhook, host, key) });
  },
};

/** What bots are made with, and who hears of them. */
export type BotsOptions = Omit<BotParts, "onStanding" | "onLimited"> & {
  config: Config;
  /** Of the installation. */
  key: string;
  standings: Standings;
  /** Told each time a platform refuses a request because it has too many. */
  limited(platform: PlatformName): void;
};

/** Prepares each bot that is configured; none connects yet. */
export async function prepareBots(options: BotsOptions): Promise<Map<BotPlatform, PlatformBot>> {
  const { config, key, standings, limited, ...parts } = options;
  const bots = new Map<BotPlatform, PlatformBot>();
  for (const [name, create] of Object.entries(platforms) as [BotPlatform, CreateBot][]) {
    const onStanding = (standing: Standing) => {
      standings.hear(name, standing);
      // So that waiting posts are shown.
      if (standing.state === "up" && bot) parts.core.connect(bot.platform);
    };
    const bot = await create(config, { ...parts, onStanding, onLimited: () => limited(name) }, key);
    if (!bot) continue;
    standings.hear(name, { state: "trying", trouble: "away", reason: undefined });
    parts.core.connect(bot.platform);
    bots.set(name, bot);
  }
  return bots;
}

/** Connects all bots side by side. @returns whether each is connected. */
export async function connectBots(bots: ReadonlyMap<BotPlatform, PlatformBot>): Promise<[BotPlatform, Standing][]> {
  return Promise.all([...bots].map(async ([name, bot]): Promise<[BotPlatform, Standing]> => [name, await bot.open()]));
}
