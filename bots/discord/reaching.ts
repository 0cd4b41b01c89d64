/** The first contact with Discord: refused for good, or not to be had for now. */
import { DiscordAPIError, type REST, Routes } from "discord.js";
import type { Clock, Log } from "../../core/index.ts";

/** Discord does not let the bot in; trying again would change nothing. */
export class DiscordRefusal extends Error {
  override readonly name = "DiscordRefusal";
  readonly kind: "token" | "intents";

  constructor(kind: "token" | "intents", options?: ErrorOptions) {
    super(`Discord does not accept the bot's ${kind}`, options);
    this.kind = kind;
  }
}

/** What an error of logging in says about token and intents; undefined when nothing. */
export function readRefusal(error: unknown): DiscordRefusal | undefined {
  const said = error instanceof Error ? error.message : "";
  if (/disallowed intents/i.test(said)) return new DiscordRefusal("intents", { cause: error });
  const unauthorized = error instanceof DiscordAPIError && error.status === 401;
  if (unauthorized || /invalid token|authentication failed/i.test(said))
    return new DiscordRefusal("token", { cause: error });
  return undefined;
}

const patience = 5_000;
const firstWait = 5_000;
const longestWait = 5 * 60_000;

export interface Reaching {
  /** Whether Discord answers. @throws {DiscordRefusal} */
  reach(): Promise<boolean>;
  /** Tries, ever more rarely, until Discord answers, and then goes on with `begin`. */
  goOn(begin: () => Promise<void>): void;
  stop(): void;
}

export function createReaching(rest: REST, clock: Clock, log: Log): Reaching {
  let cancel = () => {};

  async function reach(): Promise<boolean> {
    const controller = new AbortController();
    // The arena must not wait long for a Discord that swallows everything.
    const stopWaiting = clock.after(patience, () => controller.abort());
    try {
      await rest.get(Routes.gatewayBot(), { signal: controller.signal });
      return true;
    } catch (error) {
      const refusal = readRefusal(error);
      if (refusal) throw refusal;
      log.warn({ platform: "discord", error }, "Discord cannot be reached; it is tried again");
      return false;
    } finally {
      stopWaiting();
    }
  }

  async function tryAgain(wait: number, begin: () => Promise<void>): Promise<void> {
    try {
      if (await reach()) return await begin();
      schedule(Math.min(longestWait, wait * 2), begin);
    } catch (error) {
      log.error({ platform: "discord", error }, "the bot is not on Discord, and will not be before the next start");
    }
  }

  function schedule(wait: number, begin: () => Promise<void>): void {
    cancel = clock.after(wait, () => void tryAgain(wait, begin));
  }

  return { reach, goOn: (begin) => schedule(firstWait, begin), stop: () => cancel() };
}
