/** The settings of the endpoint that looks at questions and answers. */
import { z } from "zod";
import type { ModerationEndpoint } from "../core/index.ts";
import { isWebAddress } from "./shared/settings.ts";

const problem = "must be the address of a server with OpenAI's interface, up to /v1, such as https://api.openai.com/v1";

/** What may be set. */
export const moderationKeys = {
  MODERATION_URL: z.string().refine(isWebAddress, problem).optional(),
  MODERATION_KEY: z.string().optional(),
  MODERATION_MODEL: z.string().max(200, "must have at most 200 characters").optional(),
  MODERATION_SILENT: z.enum(["closed", "open"], "must be closed or open").default("closed"),
};

/** @returns null where there is no endpoint. */
export function readModeration(data: z.infer<z.ZodObject<typeof moderationKeys>>): ModerationEndpoint | null {
  const { MODERATION_URL: url, MODERATION_KEY: key, MODERATION_MODEL: model, MODERATION_SILENT: whenSilent } = data;
  return url === undefined ? null : { url, key: key ?? null, model: model ?? null, whenSilent };
}
