/** Where a battle is shown, as the database may hold it: encrypted with AES-256-GCM under a key that it never sees. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";
import { languages } from "../language/index.ts";
import { platformNames } from "../post.ts";
import { deriveKey } from "./pseudonyms.ts";

/** What a post shows: nothing yet, the battle in this state, an earlier turn of it, or that a turn failed. */
const shown = z.enum(["nothing", "answering", "open", "continued", "failed"]);

const deliverySchema = z.object({
  platform: z.enum(platformNames),
  place: z.string(),
  language: z.enum(languages),
  /** One a turn, in order. */
  posts: z.array(
    z.object({
      /** Null until it is up. */
      address: z.string().nullable(),
      /** The message it answers, where the platform shows such things. */
      replyTo: z.string().nullable(),
      shows: shown,
    }),
  ),
});

/** As it was when a battle had one post. */
const earlierSchema = deliverySchema
  .omit({ posts: true })
  .extend({ address: z.string().nullable(), replyTo: z.string().nullable(), shows: shown })
  .transform(({ address, replyTo, shows, ...rest }) => ({ ...rest, posts: [{ address, replyTo, shows }] }));

/** What is needed to edit a battle's posts later, even after a restart. */
export type Delivery = z.infer<typeof deliverySchema>;

/** One post of a battle. */
export type DeliveredPost = Delivery["posts"][number];

/** Encrypts and decrypts deliveries. */
export interface DeliverySeal {
  seal(delivery: Delivery): string;
  /** @throws {Error} when the text was not sealed under this key. */
  open(sealed: string): Delivery;
}

const nonceBytes = 12;
const tagBytes = 16;

/** @param key the installation's secret, which is kept outside the database. */
export function createDeliverySeal(key: string): DeliverySeal {
  const cipherKey = deriveKey(key, "doubleblind delivery v1");
  return {
    seal(delivery) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", cipherKey, nonce);
      const body = Buffer.concat([cipher.update(JSON.stringify(delivery), "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", cipherKey, bytes.subarray(0, nonceBytes));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const body = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
      return deliverySchema.or(earlierSchema).parse(JSON.parse(body.toString("utf8")));
    },
  };
}
