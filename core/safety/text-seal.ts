/** Text as the database may hold it: encrypted with AES-256-GCM under a key that it never sees. */
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from "node:crypto";
import { deriveKey } from "./pseudonyms.ts";

/** Encrypts and decrypts. */
export interface TextSeal {
  /** @param place where the text belongs, if that matters: it opens nowhere else. */
  seal(text: string, place?: string): string;
  /** @throws {Error} when the text was not sealed under this key for this purpose and place. */
  open(sealed: string, place?: string): string;
}

const nonceBytes = 12;
const tagBytes = 16;

/** @param key the installation's secret, which is kept outside the database. @param purpose gives each use its own key. */
export function createTextSeal(key: string, purpose: string): TextSeal {
  const cipherKey = createSecretKey(deriveKey(key, purpose));
  return {
    seal(text, place = "") {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", cipherKey, nonce);
      cipher.setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    open(sealed, place = "") {
      const bytes = Buffer.from(sealed, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", cipherKey, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const body = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
      return body.toString("utf8");
    },
  };
}
