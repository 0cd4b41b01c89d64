/** What people do at the page as core's requests, presses and reactions. */
import {
  type Language,
  openPageCommunity,
  type Press,
  type Reaction,
  type Request as CoreRequest,
  type Sender,
} from "../../core/index.ts";
import type { UploadedFile } from "./bodies.ts";
import { guestCode, type Session } from "./sessions.ts";

/** The page is one community and one place; what strangers decide on an open page stays apart. */
export const communities = { local: "web:local", open: openPageCommunity } as const;
const place = "web:page";

/** Somebody at the page. */
export type Visitor = {
  session: Session;
  language: Language;
  /** Whether they have shown an operator's token. */
  runsPage: boolean;
  /** One of {@link communities}. */
  community: string;
  /** Their address as the limits count it: see `addressGroup`. */
  origin: string;
};

/** Finds whoever is known at the page by a code, such as `7Q2F`. */
export type FindGuest = (code: string) => Session | undefined;

/** A message somebody has written. */
export type Message = { address: string; text: string; inReplyTo: string | null; files: readonly UploadedFile[] };

/** @param message `address` is the identifier it will have once it is posted. */
export function decodeRequest(visitor: Visitor, message: Message, findGuest: FindGuest): CoreRequest {
  const { address, text, inReplyTo, files } = message;
  const mentions = mentionsIn(text, findGuest);
  return {
    ...senderOf(visitor),
    address,
    text,
    ...(inReplyTo !== null && { inReplyTo }),
    ...(mentions.length > 0 && { mentions }),
    ...(files.length > 0 && {
      files: files.map(({ name, bytes }) => ({ name, size: bytes.length, read: async () => bytes })),
    }),
  };
}

export function decodePress(visitor: Visitor, action: string): Press {
  return { ...senderOf(visitor), action };
}

/** @param reaction without who reacted. */
export function decodeReaction(
  visitor: Visitor,
  reaction: Pick<Reaction, "post" | "choice" | "change" | "takeAway" | "unsent">,
): Reaction {
  return { ...senderOf(visitor), ...reaction };
}

function senderOf({ session: { person }, language, runsPage, community, origin }: Visitor): Sender {
  return { platform: "web", person, community, place, private: false, manages: runsPage, language, origin };
}

/** The people named in a text: by their code, as in `@7Q2F`. */
function mentionsIn(text: string, findGuest: FindGuest): { text: string; person: string; name: string }[] {
  return [...text.matchAll(/@([0-9A-HJKMNP-TV-Z]{4})\b/giu)].flatMap(([written, code = ""]) => {
    const guest = findGuest(code.toUpperCase());
    return guest ? [{ text: written, person: guest.person, name: `@${guestCode(guest.pseudonym)}` }] : [];
  });
}
