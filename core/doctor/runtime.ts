/** Whether this Node can run the arena. */
import type { Check } from "./check.ts";

/** The oldest Node that runs TypeScript as it is; scripts/run/node.mjs holds to the same. */
export const oldestNode = "22.18.0";

/** Whether the first version is older than the second. */
function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, "en", { numeric: true }) < 0;
}

export const runtimeCheck: Check = {
  name: "runtime",
  title: (words) => words.runtime.title,
  needs: [],
  look: async ({ machine, words: { runtime } }) => {
    const { node, platform, architecture } = machine;
    // The first versions of 23 lack what 22.18 has.
    if (isOlder(node, oldestNode) || /^23\.[0-5]\./.test(node))
      return [{ state: "wrong", what: runtime.tooOld(node, oldestNode), mend: runtime.update }];
    return [{ state: "ok", what: runtime.fine(node, platform, architecture) }];
  },
};
