import { readings } from "../../boards/readings/reading.ts";
import type { Press, Reply } from "../../chat/post.ts";
import { Refusal } from "../../chat/refusal.ts";
import { type Language, sentences, typedFor } from "../../language/index.ts";
import { platformNames } from "../../language/platforms.ts";
import { type Heard, sharedLanguage } from "../../people/spoken-languages.ts";
import type { Command, CommandContext } from "../command.ts";
import { suggestGroups, suggestLanguages, suggestSources, suggestTasks } from "../suggestions.ts";
import { type BoardChoice, readBoardChoice, scopes } from "./board-choice.ts";
import { decodeBoardChoice, readPostedLanguage } from "./board-code.ts";
import { readOffer } from "./board-buttons.ts";
import { isJuryBoard, showJuryBoard } from "./jury-board.ts";
import { type From, showBoard } from "./show-board.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    leaderboard: CommandWords;
  }
  interface OptionSentences extends Record<
    | "task"
    | "questions"
    | "scope"
    | "period"
    | "platform"
    | "form"
    | "reading"
    | "source"
    | "group"
    | "unseen"
    | "private"
    | "page",
    OptionWords
  > {}
}

/**
 * `/leaderboard [TASK] [LANGUAGE] [here|me|everywhere] [7d|30d] [PLATFORM] [FORM] [reading:READING] [source:SOURCE]
 * [GROUP] [unseen] [private] [PAGE]`, `/leaderboard jury`: the ratings of all closed battles that fit, as a picture.
 */
export const leaderboard: Command = {
  options: [
    { name: "task", kind: "suggested", suggest: suggestTasks },
    { name: "questions", kind: "suggested", suggest: suggestLanguages },
    { name: "scope", kind: "choice", choices: scopes },
    { name: "period", kind: "choice", choices: ["7d", "30d"] },
    { name: "platform", kind: "choice", choices: platformNames },
    { name: "form", kind: "choice", choices: ["matrix", "history", "cost", "jury"] },
    { name: "reading", kind: "choice", choices: readings, labelled: true },
    { name: "source", kind: "suggested", suggest: suggestSources, labelled: true },
    { name: "group", kind: "suggested", suggest: suggestGroups },
    { name: "unseen", kind: "choice", choices: ["unseen"] },
    { name: "private", kind: "flag" },
    { name: "page", kind: "number", least: 1, most: 9_999 },
  ],
  posts: true,
  async run(context, request, rest) {
    const { alone, wanted } = readAlone(rest);
    if (isJuryBoard(wanted)) {
      const reply = await showJuryBoard(context, request);
      return alone ? { ...reply, private: true } : reply;
    }
    const choice = readBoardChoice(wanted, request.language);
    return showTo(context, request, choice, alone ? null : sharedLanguage(request, request.language));
  },
  async press(context, press, rest) {
    const { offer, code } = readOffer(rest);
    const choice = decodeBoardChoice(code);
    if (!choice) throw new Refusal(sentences(press.language).refusals.unknownAction);
    const posted = postLanguage(press, readPostedLanguage(code));
    if (!offer) return showTo(context, press, choice, posted);
    if (posted === null) return { ...offer(choice, null, sentences(press.language)), private: true };
    return { ...offer(choice, posted, sentences(posted)), private: false };
  },
};

/** Whether somebody wants to see a board alone, and what else they have written. */
function readAlone(rest: string): { alone: boolean; wanted: string } {
  const alone = typedFor(({ typed }) => typed.board.private);
  const words = rest.split(/\s+/u);
  const wanted = words.filter((word) => !alone.includes(word.toLowerCase()));
  return { alone: wanted.length < words.length, wanted: wanted.join(" ") };
}

/** The language of the shared post that a press changes; null if only the person who pressed sees the result. */
function postLanguage(press: Heard<Press>, noted: Language | null): Language | null {
  if (!press.shared) return null;
  return noted === null ? press.communityLanguage : sharedLanguage(press, noted);
}

/** Shows a board: a person's own only to them, any other to everybody if it takes the place of a shared post, in its language. */
async function showTo(
  context: CommandContext,
  from: From,
  choice: BoardChoice,
  posted: Language | null,
): Promise<Reply> {
  if (posted === null || choice.scope === "me")
    return { ...(await showBoard(context, from, choice, from.language, null)), private: true };
  return { ...(await showBoard(context, from, choice, posted, posted)), private: false };
}
