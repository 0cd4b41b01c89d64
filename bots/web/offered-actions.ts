/** Buttons of private replies. Such a reply is kept nowhere, so its actions carry proof that they were offered. */
import { timingSafeEqual } from "node:crypto";
import type { Button } from "../../core/index.ts";
import type { Session } from "./sessions.ts";
import type { PageSigner } from "./signer.ts";

export interface OfferedActions {
  /** The buttons as that person's page gets them. */
  offer(session: Session, buttons: readonly Button[]): Button[];
  /** The action core gave, or undefined when it was never offered to that person. */
  read(session: Session, offered: string): string | undefined;
}

const offeredPattern = /^([\w-]{43})\.(.+)$/s;

export function createOfferedActions(signer: PageSigner): OfferedActions {
  const signatureOf = (session: Session, action: string): string =>
    signer.sign("action", `${session.person}\n${action}`);
  return {
    offer: (session, buttons) =>
      buttons.map(({ label, action }) => ({ label, action: `${signatureOf(session, action)}.${action}` })),
    read(session, offered) {
      const [, signature, action] = offeredPattern.exec(offered) ?? [];
      if (!signature || !action) return undefined;
      return timingSafeEqual(Buffer.from(signatureOf(session, action)), Buffer.from(signature)) ? action : undefined;
    },
  };
}
