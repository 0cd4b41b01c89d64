/** The checks of the platforms: a line each, and none can be forgotten. */
import type { Check } from "./check.ts";
import { createDiscordCheck, type DiscordSettings } from "./discord.ts";
import type { BotPlatform } from "./platform.ts";
import { createTelegramCheck, type TelegramSettings } from "./telegram.ts";

/** How each platform is reached; null: the arena does not use it. */
export type PlatformSettings = { discord: DiscordSettings | null; telegram: TelegramSettings | null };

/** A check for each platform, in the order in which people read them. */
export function createPlatformChecks(settings: PlatformSettings): readonly Check[] {
  const checks: Record<BotPlatform, Check> = {
    discord: createDiscordCheck(settings.discord),
    telegram: createTelegramCheck(settings.telegram),
  };
  return Object.values(checks);
}
