/** Does what looks at questions and answers give an answer? */
import { askModeration, SilentModeration } from "../safety/moderation/endpoint.ts";
import type { Check, Finding } from "./check.ts";

/** Harmless: what is asked is whether it answers. */
const sample = "Why is the sea salty?";

/** Asks the moderation endpoint once. */
export const moderationCheck: Check = {
  name: "moderation",
  title: (words) => words.moderation.title,
  needs: ["MODERATION_URL", "MODERATION_KEY", "MODERATION_MODEL", "MODERATION_SILENT"],
  async look({ settings: { moderation }, words: { moderation: words }, clock, offline }): Promise<Finding[]> {
    if (!moderation) return [{ state: "ok", what: words.builtIn }];
    const { host } = new URL(moderation.url);
    if (offline) return [{ state: "ok", what: words.notAsked(host) }];
    try {
      await askModeration(moderation, sample, clock);
      return [{ state: "ok", what: words.answers(host) }];
    } catch (error) {
      if (!(error instanceof SilentModeration)) throw error;
      const closed = moderation.whenSilent === "closed";
      return [
        { state: closed ? "wrong" : "warning", what: words.silent(host, error.message, closed), mend: words.mend },
      ];
    }
  },
};
