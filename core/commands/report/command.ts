import { askWhetherToReport } from "../../arena/reporting.ts";
import { Refusal } from "../../chat/refusal.ts";
import { sentences } from "../../language/index.ts";
import type { Command } from "../command.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    report: CommandWords;
  }
}

/** `/report`, in answer to a battle's message: says to those who run the community that it should not be there. */
export const report: Command = {
  unseen: true,
  async run(context, request) {
    const battle = await context.arena.findMeant(request);
    if (!battle) throw new Refusal(sentences(request.language).refusals.noBattleHere);
    return askWhetherToReport(battle, request);
  },
};
