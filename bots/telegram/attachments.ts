/** What is attached to messages: pictures and text documents can be read, anything else is named as what it is. */
import type { Message } from "grammy/types";
import type { AttachedFile, Clock } from "../../core/index.ts";
import type { Download } from "./downloads.ts";

/** Telegram makes several sizes of a picture; more than this none of them need have. In bytes. */
const largestPicture = 5 * 1024 * 1024;

/** Kinds of messages in which there is nothing to read. */
const others = [
  ...["voice", "video", "video_note", "audio", "sticker", "animation", "poll", "location", "venue", "contact"],
  ...["dice", "game", "story", "paid_media", "checklist", "live_photo"],
] as const;

/** Whether a message brings what no model is shown. */
export function isUnreadable(message: Message): boolean {
  return others.some((kind) => kind in message);
}

/** What can be read of messages. Nothing is fetched before it is. */
export function readFiles(download: Download, messages: readonly Message[]): AttachedFile[] {
  return messages.flatMap(({ photo = [], document }): AttachedFile[] => {
    const sizes = photo.toSorted((x, y) => y.width * y.height - x.width * x.height);
    const size = sizes.find(({ file_size: bytes = 0 }) => bytes <= largestPicture) ?? sizes.at(-1);
    const picture = size && { name: "picture.jpg", size: size.file_size ?? 0, read: () => download(size.file_id) };
    const file = document && {
      name: document.file_name ?? "file",
      size: document.file_size ?? 0,
      read: () => download(document.file_id),
    };
    return [picture, file].filter((one) => one !== undefined);
  });
}

/** How long nothing more of an album has come when it counts as whole, in milliseconds. */
const quiet = 700;

/** Several pictures sent together come as a message each; together they are one question. */
export interface Albums {
  /** @returns all messages of the album to whoever brings its first, nothing to the others; one alone at once. */
  gather(message: Message): Promise<Message[] | undefined>;
}

/** No album is open yet. */
export function createAlbums(clock: Clock): Albums {
  const open = new Map<string, { messages: Message[]; wait: () => void }>();

  return {
    async gather(message) {
      const { media_group_id: group, chat } = message;
      if (group === undefined) return [message];
      const key = `${chat.id} ${group}`;
      const begun = open.get(key);
      if (begun) {
        begun.messages.push(message);
        begun.wait();
        return undefined;
      }
      const messages = [message];
      await new Promise<void>((resolve) => {
        let cancel = () => {};
        const wait = () => {
          cancel();
          cancel = clock.after(quiet, resolve);
        };
        open.set(key, { messages, wait });
        wait();
      });
      open.delete(key);
      return messages.toSorted((x, y) => x.message_id - y.message_id);
    },
  };
}
