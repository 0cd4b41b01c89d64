import { firstDayOf } from "../../boards/period.ts";
import { sharedLanguage } from "../../people/spoken-languages.ts";
import type { Command } from "../command.ts";
import { makeDigest } from "./digest.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    digest: CommandWords;
  }
}

/** `/digest`: what the last seven days have brought in this community, and its board. */
export const digest: Command = {
  posts: true,
  async run(context, request) {
    const { community, communityName = "", communityTheme: theme, platform } = request;
    const language = sharedLanguage(request, request.language);
    const about = { community: context.pseudonyms.of(community), communityName, platform, theme, language };
    const since = firstDayOf("7d", context.clock.now()) ?? "";
    const { post } = await makeDigest(context, about, { since });
    return { ...post, private: false };
  },
};
