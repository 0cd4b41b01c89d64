/** Does what looks at questions and answers give an answer? */
import { askModeration, looksAtPictures, SilentModeration } from "../safety/moderation/endpoint.ts";
import type { Check, Finding } from "./check.ts";

/** Harmless: what is asked is whether it answers. */
const sample = "Why is the sea salty?";

/** Asks the moderation endpoint once about a text, and once about a picture. */
export const moderationCheck: Check = {
  name: "moderation",
  title: (words) => words.moderation.title,
  needs: ["MODERATION_URL", "MODERATION_KEY", "MODERATION_MODEL", "MODERATION_SILENT"],
  async look({ settings: { moderation }, words: { moderation: words }, clock, offline }): Promise<Finding[]> {
    if (!moderation) return [{ state: "ok", what: words.builtIn }];
    const { host } = new URL(moderation.url);
    const closed = moderation.whenSilent === "closed";
    if (offline) return [{ state: "ok", what: words.notAsked(host) }];
    try {
      await askModeration(moderation, sample, clock);
      if (await looksAtPictures(moderation, clock)) return [{ state: "ok", what: words.answers(host) }];
      return [{ state: "warning", what: words.noPictures(host, closed), mend: words.mendPictures }];
    } catch (error) {
      if (!(error instanceof SilentModeration)) throw error;
      return [
        { state: closed ? "wrong" : "warning", what: words.silent(host, error.message, closed), mend: words.mend },
      ];
    }
  },
};
