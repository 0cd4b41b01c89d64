/** Where a battle is shown, as the database may hold it: encrypted. */
import { z } from "zod";
import { languages } from "../language/index.ts";
import { platformNames } from "../chat/post.ts";
import { createTextSeal } from "../safety/text-seal.ts";

/** What a post shows: nothing yet, the battle in this state, an earlier turn of it, that a turn failed, or that it is hidden. */
const shown = z.enum(["nothing", "answering", "open", "continued", "failed", "hidden"]);

const deliverySchema = z.object({
  platform: z.enum(platformNames),
  place: z.string(),
  language: z.enum(languages),
  /** Its asker, in the platform's words, who wants to be told when it closes. */
  tellAtClose: z.string().optional(),
  /** One a turn, in order. */
  posts: z.array(
    z.object({
      /** Null until it is up. */
      address: z.string().nullable(),
      /** The message it answers, where the platform shows such things. */
      replyTo: z.string().nullable(),
      shows: shown,
      /** Addresses of what else the bot has posted with words of its turn, where there is any. */
      beside: z.array(z.string()).optional(),
    }),
  ),
});

/** The older form, from when a battle had only one post. */
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

/** @param key the installation's secret, which is kept outside the database. */
export function createDeliverySeal(key: string): DeliverySeal {
  const seal = createTextSeal(key, "doubleblind delivery v1");
  return {
    seal: (delivery) => seal.seal(JSON.stringify(delivery)),
    open: (sealed) => deliverySchema.or(earlierSchema).parse(JSON.parse(seal.open(sealed))),
  };
}
