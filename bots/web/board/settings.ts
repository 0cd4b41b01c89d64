/** The setting of the public board. */
import { z } from "zod";

const words: Readonly<Record<string, PublicBoardSetting>> = {
  ...{ "1": "unlisted", true: "unlisted", listed: "listed" },
  ...{ "0": null, false: null },
};

/** Its key. */
export const publicBoardKeys = {
  PUBLIC_BOARD: z
    .string()
    .toLowerCase()
    .refine((word) => Object.hasOwn(words, word), "must be 1, or listed to let search engines list it, or 0")
    .transform((word) => words[word] ?? null)
    .optional(),
};

/** Whether there is one, and whether search engines may list it. */
export type PublicBoardSetting = "unlisted" | "listed" | null;
