/** Whether every setting can be used. */
import type { Check } from "./check.ts";

export const configurationCheck: Check = {
  name: "configuration",
  title: (words) => words.configuration.title,
  needs: [],
  look: async ({ badSettings, words: { configuration } }) => {
    if (badSettings.length === 0) return [{ state: "ok", what: configuration.fine }];
    return badSettings.map(({ key, problem }) => ({
      state: "wrong",
      what: configuration.bad(key, problem),
      mend: configuration.correct(key),
    }));
  },
};
