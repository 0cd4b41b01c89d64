import { textPost } from "../../chat/post.ts";
import { NeedsManager } from "../../chat/refusal.ts";
import { may } from "../../chat/roles.ts";
import { sentences } from "../../language/index.ts";
import type { Command } from "../command.ts";
import { describeStatus } from "./describe-status.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    status: CommandWords;
  }
}

/** `/status`: how the arena is doing, for those who run it. */
export const status: Command = {
  forManagers: true,
  unseen: true,
  async run(context, request) {
    const words = sentences(request.language);
    if (!may(request, "see-status")) throw new NeedsManager(words.status.notYours);
    return { ...textPost(describeStatus(await context.status(), words)), private: true };
  },
};
