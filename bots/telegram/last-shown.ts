/** What each person was last shown after pressing a button of a message, so that it can be changed rather than sent again. */
import type { Message } from "grammy/types";
import { type Clock, createBoundedMap } from "../../core/index.ts";
import type { PrivateStanding, Standing } from "./requests.ts";

/** Somebody, and the address of the message whose button they pressed. */
export type Presser = { person: number; pressed?: string };

/** Remembers it. */
export interface LastShown {
  /** @returns undefined where there is nothing that can be changed. */
  find(by: Presser): PrivateStanding | undefined;
  /** @param media whether it shows a picture or file. */
  keep(by: Presser, sent: Message, media: boolean): void;
  forget(by: Presser): void;
  /** Names what changes with a press: the message that it is in place of, or what it brings. */
  laneOf(by: Presser, inPlace: Standing | PrivateStanding | undefined): string;
}

/** A client may forget ephemeral messages; those shown longer ago than this are sent anew. Milliseconds. */
export const shownFor = 10 * 60_000;
/** How many of the newest are remembered. */
const mostKnown = 5_000;

/** Nobody has been shown anything yet. */
export function createLastShown(clock: Pick<Clock, "elapsed">): LastShown {
  const last = createBoundedMap<string, { standing: PrivateStanding; at: number }>(mostKnown);
  /** By what was shown: after which press. */
  const causes = createBoundedMap<string, string>(mostKnown);
  const keyOf = ({ pressed = "", person }: Presser) => `${pressed} ${person}`;
  const now = () => clock.elapsed();
  return {
    find(by) {
      const found = by.pressed === undefined ? undefined : last.get(keyOf(by));
      return found && now() - found.at < shownFor ? found.standing : undefined;
    },
    keep(by, { chat, message_id: id, ephemeral_message_id: alone }, media) {
      if (by.pressed === undefined || (chat.type !== "private" && alone === undefined)) return;
      const seen = alone === undefined ? {} : { alone: { person: by.person, id: alone } };
      const standing = { chat: chat.id, id, media, private: true as const, ...seen };
      last.set(keyOf(by), { standing, at: now() });
      causes.set(nameOf(standing), keyOf(by));
    },
    forget: (by) => void last.delete(keyOf(by)),
    laneOf: (by, inPlace) => (inPlace ? (causes.get(nameOf(inPlace)) ?? nameOf(inPlace)) : keyOf(by)),
  };
}

function nameOf({ chat, id, ...more }: Standing | PrivateStanding): string {
  return more.private && more.alone ? `${chat} alone ${more.alone.id}` : `${chat} ${id}`;
}
