/** Tells those who asked what became of their question when its post cannot say so. */
import { Routes, type REST } from "discord.js";
import { type Clock, createBoundedMap, type Log, splitAddress } from "../../core/index.ts";
import { encodeText } from "./encode.ts";
import type { Requests } from "./requests.ts";

/** Somebody who asked: by a command, whose token works for a while, or by a message. */
export type Asker = { person: string; token: string | null; at: Date };

/** How long what a command was answered with can be changed, in milliseconds: a little less than Discord's 15 minutes. */
const tokenLives = 14 * 60_000;
/** Askers of the newest posts are remembered, so many of them. */
const capacity = 2_000;

export interface Notices {
  /** Remembers who asked for a post. */
  remember(address: string, asker: Asker): void;
  /** Tells whoever asked for a post, once for each sentence: privately where they gave a command, else as a message. */
  tell(address: string, sentence: string): Promise<void>;
}

export function createNotices(
  rest: REST,
  requests: Requests,
  application: () => string,
  clock: Clock,
  log: Log,
): Notices {
  const askers = createBoundedMap<string, Asker>(capacity);
  const told = new Set<string>();

  async function tellAsker({ person, token, at }: Asker, sentence: string, nonce: string): Promise<void> {
    const message = encodeText(sentence);
    if (token !== null && clock.now().getTime() - at.getTime() < tokenLives) {
      await rest.patch(Routes.webhookMessage(application(), token, "@original"), {
        ...{ body: message.body, files: message.files },
        auth: false,
      });
      return;
    }
    await requests.write(await requests.direct(person), message, nonce);
  }

  return {
    remember: (address, asker) => void askers.set(address, asker),
    async tell(address, sentence) {
      const asker = askers.get(address);
      const once = `${address} ${sentence}`;
      if (!asker || told.has(once)) return;
      told.add(once);
      try {
        const { message = "" } = splitAddress(address) ?? {};
        await tellAsker(asker, sentence, `${message}-${told.size % 10_000}`);
      } catch (error) {
        log.warn({ platform: "discord", error }, "somebody could not be told why a post stays as it is");
      }
    },
  };
}
