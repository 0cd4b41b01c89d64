/** The page's signature: what carries it came from this installation. */
import { createHmac } from "node:crypto";

export interface PageSigner {
  /** HMAC-SHA-256 as 43 characters of base64url; another purpose gives another signature for the same value. */
  sign(purpose: string, value: string): string;
  /** The name of a cookie, different for each installation, because a host's ports share their cookies. */
  cookieName(what: "" | "joined" | "operator"): string;
}

/** @param secret at least 32 bytes that only this installation knows, and keeps. */
export function createPageSigner(secret: Uint8Array): PageSigner {
  if (secret.length < 32) throw new Error("The page's secret must have at least 32 bytes.");
  const sign = (purpose: string, value: string): string =>
    createHmac("sha256", secret).update(`${purpose}\n${value}`).digest("base64url");
  return {
    sign,
    cookieName(what) {
      const own = sign("cookie name", what)
        .replaceAll(/[^0-9A-Za-z]/g, "")
        .slice(0, 6);
      return `doubleblind-${what === "" ? "" : `${what}-`}${own}`;
    },
  };
}
