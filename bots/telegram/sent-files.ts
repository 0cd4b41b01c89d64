/** Pictures and files that Telegram has already: they are named to it, and not uploaded again. */
import { createHash } from "node:crypto";
import { InputFile } from "grammy";
import type { Message } from "grammy/types";
import { createBoundedMap } from "../../core/index.ts";
import type { Outgoing } from "./encode.ts";
import { refusesFormat } from "./refusal.ts";

type Media = NonNullable<Outgoing["media"]>;

/** How many are remembered: some hundred bytes each. */
const capacity = 2_000;

/** What Telegram has been sent since the start. */
export interface SentFiles {
  /**
   * Sends or shows a file: by its identifier where Telegram has it, else, or where Telegram does not take that, as an
   * upload. @throws what `work` throws.
   */
  show<Result>(media: Media, work: (file: InputFile | string) => Promise<Result>): Promise<Result>;
}

/** Nothing has been sent yet. */
export function createSentFiles(): SentFiles {
  const known = createBoundedMap<string, string>(capacity);
  return {
    async show(media, work) {
      const key = keyOf(media);
      const file = known.get(key);
      if (file !== undefined) {
        try {
          return await work(file);
        } catch (error) {
          // It may be the words beside it that are refused; to send the file whole tells that from a lost identifier.
          if (!refusesFormat(error)) throw error;
          known.delete(key);
        }
      }
      const result = await work(new InputFile(media.data, media.name));
      const id = identifierIn(result);
      if (id !== undefined) known.set(key, id);
      return result;
    },
  };
}

/** A document keeps the name it was sent under; and a picture sent as a file is no photograph. */
function keyOf({ type, name, data }: Media): string {
  return createHash("sha256").update(`${type} ${name}\n`).update(data).digest("base64");
}

/** Telegram tells of what it was sent in the message; an ephemeral one that was changed comes without. */
function identifierIn(result: unknown): string | undefined {
  if (typeof result !== "object" || result === null) return undefined;
  const { photo, document } = result as Message;
  return photo?.at(-1)?.file_id ?? document?.file_id;
}
