/** What keeps the bot from Discord, as far as somebody has to do something about it. */
import { DiscordAPIError, GatewayCloseCodes as closed, type RESTGetAPIGatewayBotResult } from "discord.js";
import { isDiscordGateway, type PlatformTrouble, type ReadTrouble, shortReason } from "../../core/index.ts";

/** The gateway has closed the connection, which cannot be resumed. */
export class GatewayClosed extends Error {
  override readonly name = "GatewayClosed";
  /** The close code; undefined if it keeps closing the connection without a reason that concerns the bot. */
  readonly closeCode: number | undefined;

  constructor(closeCode?: number) {
    super(`Discord has closed the connection (${closeCode ?? "again and again"})`);
    this.closeCode = closeCode;
  }
}

/**
 * Checks Discord's answer about its gateway, because discord.js would fail on a malformed one with a TypeError.
 * @throws {Error} when it is malformed.
 */
export function readGateway(answer: unknown): RESTGetAPIGatewayBotResult {
  if (isDiscordGateway(answer)) return answer as RESTGetAPIGatewayBotResult;
  throw new Error("Discord's answer about its gateway cannot be used. If this lasts, check DISCORD_API_URL.");
}

/** A request was answered with 401. */
export class Unauthorized extends Error {
  override readonly name = "Unauthorized";
}

/** Discord does not let the bot connect for a while. */
export class NoSessionsLeft extends Error {
  override readonly name = "NoSessionsLeft";
  /** In milliseconds. */
  readonly resetAfter: number;

  constructor(resetAfter: number) {
    super("the bot has connected too often lately");
    this.resetAfter = resetAfter;
  }
}

const byCloseCode: Partial<Record<number, PlatformTrouble>> = {
  [closed.AuthenticationFailed]: "token",
  [closed.InvalidShard]: "sharding",
  [closed.ShardingRequired]: "sharding",
  [closed.InvalidAPIVersion]: "version",
  [closed.InvalidIntents]: "bad-intents",
  [closed.DisallowedIntents]: "intents",
};

/** What discord.js says when it gives up logging in. */
const byWords: readonly (readonly [RegExp, PlatformTrouble])[] = [
  [/disallowed intents/iu, "intents"],
  [/invalid intents/iu, "bad-intents"],
  [/invalid token|token was provided|authentication failed/iu, "token"],
  [/invalid shard|sharding is required/iu, "sharding"],
  [/invalid api version/iu, "version"],
];

function troubleOf(error: unknown): PlatformTrouble {
  if (error instanceof Unauthorized) return "token";
  if (error instanceof GatewayClosed) return byCloseCode[error.closeCode ?? 0] ?? "away";
  if (error instanceof DiscordAPIError) return error.status === 401 ? "token" : "away";
  const said = error instanceof Error ? error.message : "";
  return byWords.find(([pattern]) => pattern.test(said))?.[1] ?? "away";
}

/** For core's `createReaching`. */
export const readTrouble: ReadTrouble = (error) => {
  const closeCode = error instanceof GatewayClosed ? error.closeCode : undefined;
  const reason = closeCode === undefined ? shortReason(error) : String(closeCode);
  if (error instanceof NoSessionsLeft) {
    const minutes = String(Math.max(1, Math.ceil(error.resetAfter / 60_000)));
    return { trouble: "sessions", reason: minutes, wait: error.resetAfter };
  }
  return {
    trouble: troubleOf(error),
    ...(reason !== undefined && { reason }),
  };
};
