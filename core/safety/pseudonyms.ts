/** People and communities under names that mean nothing without the key. */
import { createHmac, createSecretKey, hkdfSync } from "node:crypto";
import { createBoundedMap } from "../machine/bounded-map.ts";

/** Turns identifiers into pseudonyms. */
export interface Pseudonyms {
  /** The pseudonym of `platform:identifier`: 43 characters of base64url, always the same under the same key. */
  of(identifier: string): string;
  /** Tells keys apart without giving any away: 16 hexadecimal characters. */
  readonly fingerprint: string;
}

const purposes = { pseudonym: "doubleblind pseudonym v1", fingerprint: "doubleblind fingerprint v1" } as const;

/** How many are remembered, in memory only: one request asks for the same several times, and working one out takes long. */
const mostRemembered = 5_000;

/** Derives an independent key for one purpose from the installation's key (HKDF-SHA-256, RFC 5869). */
export function deriveKey(key: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", purpose, 32));
}

/** @param key the installation's secret, which is kept outside the database. */
export function createPseudonyms(key: string): Pseudonyms {
  // Made of bytes anew for each pseudonym, the key would take four times as long as the pseudonym itself.
  const pseudonymKey = createSecretKey(deriveKey(key, purposes.pseudonym));
  const remembered = createBoundedMap<string, string>(mostRemembered);
  const workOut = (identifier: string): string =>
    createHmac("sha256", pseudonymKey).update(identifier).digest("base64url");
  return {
    of: (identifier) => remembered.get(identifier) ?? remembered.set(identifier, workOut(identifier)),
    fingerprint: deriveKey(key, purposes.fingerprint).toString("hex").slice(0, 16),
  };
}

/** A pseudonym as it is told to whoever runs the arena: enough to tell it from others, and no more. */
export function shortPseudonym(pseudonym: string): string {
  return pseudonym.slice(0, 6);
}

/** By what a battle is found from one of its posts: tells neither the place nor the message. */
export function postLookup(pseudonyms: Pseudonyms, platform: string, address: string): string {
  return pseudonyms.of(`post:${platform}:${address}`);
}
