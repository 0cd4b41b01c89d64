/** Answers to presses: each ends the sign of waiting that whoever pressed is shown. */
import type { Api } from "grammy";
import { createBoundedMap } from "../../core/index.ts";
import { plainText, shortenFormatted } from "./formatted-text.ts";
import { obstacleOf } from "./refusal.ts";

/** Answers presses, each once. Throws what grammY throws, but for an answer that comes too late. */
export interface PressAnswers {
  /**
   * Ends the waiting for a press, with words when there are any: in passing, or to be read and closed. What an alert does
   * not hold is cut off.
   * @returns false when it was ended before, so that the words were not shown.
   */
  acknowledge(query: string, words?: string, as?: "toast" | "alert"): Promise<boolean>;
  /** Ends it by opening a link. @returns false when it was ended before. */
  lead(query: string, url: string): Promise<boolean>;
}

/** The most that an answer to a press holds, in UTF-16 units. */
export const longestAlert = 200;
/** How many of the newest answers to presses are known. */
const mostKnown = 5_000;

/** No press has been answered yet, as far as this process knows. */
export function createPressAnswers(api: Api): PressAnswers {
  const ended = createBoundedMap<string, true>(mostKnown);

  async function answer(query: string, more: { text?: string; show_alert?: boolean; url?: string }): Promise<boolean> {
    if (ended.has(query)) return false;
    ended.set(query, true);
    try {
      await api.raw.answerCallbackQuery({ callback_query_id: query, ...more });
    } catch (error) {
      // Nobody waits any more, or has been answered already.
      if (obstacleOf(error) === "late") return true;
      ended.delete(query);
      throw error;
    }
    return true;
  }

  return {
    async acknowledge(query, words, as = "toast") {
      const text = words === undefined ? undefined : shortenFormatted(plainText(words), longestAlert).text;
      return answer(query, text === undefined ? {} : { text, ...(as === "alert" && { show_alert: true }) });
    },
    lead: (query, url) => answer(query, { url }),
  };
}
