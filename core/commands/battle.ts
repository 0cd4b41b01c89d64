import { sentences } from "../language/index.ts";
import { Refusal } from "../refusal.ts";
import type { Command } from "./command.ts";

/** `/battle QUESTION`, or any message that is not a command: asks two hidden models. */
export const battle: Command = {
  name: "battle",
  async run({ arena }, request, rest) {
    if (rest === "" && request.text.trim() !== "") throw new Refusal(sentences(request.language).refusals.battleUsage);
    await arena.ask(request, rest);
    return undefined;
  },
};
