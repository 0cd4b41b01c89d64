/** Several pictures sent together come as a message each; together they are one question. */
import type { Message } from "grammy/types";
import type { Clock } from "../../core/index.ts";

/** How long nothing more of an album has come when it counts as whole, in milliseconds. */
const quiet = 700;

export interface Albums {
  /** @returns all messages of the album to whoever brings its first, nothing to the others; one alone at once. */
  gather(message: Message): Promise<Message[] | undefined>;
}

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
