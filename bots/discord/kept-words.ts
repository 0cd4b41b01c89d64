/**
 * What a message said when somebody wanted it battled. Without the intent for it, Discord tells the text of people's messages
 * only in what they do with them: once its writer says yes, it tells no more than that the message is there, and since when
 * it reads as it does.
 */
import type { Message } from "discord.js";
import { z } from "zod";
import type { PlatformMemory } from "../../core/index.ts";
import { addressOf } from "./decode.ts";
import type { ReadMessage } from "./requests.ts";

const schema = z.object({
  content: z.string(),
  edited: z.number().nullable(),
  attachments: z.array(z.object({ filename: z.string(), size: z.number(), url: z.string() })),
});

/** What a message says. */
export type Said = Pick<z.infer<typeof schema>, "content" | "attachments">;

/** Keeps words, encrypted and for some days, until they are asked. */
export interface KeptWords {
  keep(message: Message): Promise<void>;
  /** What a message says, as it is now; undefined where Discord does not tell that. */
  read(address: string, found: ReadMessage): Promise<Said | undefined>;
  /** Forgets what was kept, if anything was. */
  forget(address: string): Promise<void>;
}

const nothing = "";

/** @param memory what the platform keeps. */
export function createKeptWords(memory: Pick<PlatformMemory, "replace" | "find">): KeptWords {
  const keyOf = (address: string) => `words ${address}`;
  return {
    async keep(message) {
      const { content, editedTimestamp: edited, attachments } = message;
      const files = [...attachments.values()].map(({ name: filename, size, url }) => ({ filename, size, url }));
      await memory.replace(keyOf(addressOf(message)), JSON.stringify({ content, edited, attachments: files }));
    },
    async read(address, found) {
      if (found.content !== "" || found.attachments.length > 0) return found;
      const kept = await memory.find(keyOf(address));
      if (kept === undefined || kept === nothing) return undefined;
      const { edited, ...said } = schema.parse(JSON.parse(kept));
      const now = found.edited_timestamp === null ? null : Date.parse(found.edited_timestamp);
      return edited === now ? said : undefined;
    },
    async forget(address) {
      if ((await memory.find(keyOf(address))) !== undefined) await memory.replace(keyOf(address), nothing);
    },
  };
}
