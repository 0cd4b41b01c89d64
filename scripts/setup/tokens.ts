/** Tests bots' tokens as the doctor does. */
import { createPlatformChecks, createRenderer, examine, systemClock } from "../../core/index.ts";
import { readConfig } from "../../bots/config.ts";
import type { Workplace } from "./plan.ts";

/** The platforms that want a token, and the settings that hold it and the platform's address. */
export const tokenPlatforms = [
  { check: "discord", title: "Discord", variable: "DISCORD_TOKEN", address: "DISCORD_API_URL" },
  { check: "telegram", title: "Telegram", variable: "TELEGRAM_TOKEN", address: "TELEGRAM_API_URL" },
] as const;

/** One of {@link tokenPlatforms}. */
export type TokenPlatform = (typeof tokenPlatforms)[number];

/** What a platform says of a token: what is fine (with the link to add the bot), or why not. */
export type TokenVerdict = { fine: boolean; words: string };

/** Asks a platform whether it lets this token in. */
export async function testToken(
  { check, variable, address }: TokenPlatform,
  token: string,
  { language, config }: Pick<Workplace, "language" | "config">,
): Promise<TokenVerdict> {
  const settings = readToken({ [variable]: token, [address]: config.secret(address) });
  if (typeof settings === "string") return { fine: false, words: settings };
  const { node } = process.versions;
  const machine = { node, platform: process.platform, architecture: process.arch };
  const nothingWrong = { badSettings: [], unusableKeys: [] };
  const platformChecks = createPlatformChecks(settings);
  const options = { settings, platformChecks, ...nothingWrong, language, machine, clock: systemClock, createRenderer };
  for await (const { findings } of examine(options, [check])) {
    const lines = findings.flatMap(({ what, mend }) => (mend === undefined ? [what] : [what, mend]));
    return { fine: findings.every(({ state }) => state !== "wrong"), words: lines.join("\n") };
  }
  return { fine: false, words: check };
}

/** The settings with this token alone, or why it cannot be one. */
function readToken(environment: Parameters<typeof readConfig>[0]): ReturnType<typeof readConfig> | string {
  try {
    return readConfig(environment);
  } catch (error) {
    return error instanceof Error ? error.message.split("\n").slice(1).join("\n").trim() : String(error);
  }
}
