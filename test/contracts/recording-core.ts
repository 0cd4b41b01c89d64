/** A core that keeps what platforms tell it, and answers with what a test has laid ready. */
import type { Core, PlatformRecord, Post, Reply } from "../../core/index.ts";
import type { Told } from "./incoming-contract.ts";

/** What chat platforms use of core. */
export type RecordingCore = Pick<Core, "connect" | "handle" | "press" | "react" | "suggest"> & {
  record: Pick<PlatformRecord, "findFollowUpRefusal" | "openPosts" | "memory" | "moveCommunity" | "language">;
} & {
  told: Told[];
  /** What the next messages are answered with; undefined: nothing. */
  reply: Reply | undefined;
  /** The posts of battles that are open. */
  open: string[];
};

/** A battle's post, with a button for everybody and one for those who manage the community. */
export const ballot: Post = {
  text: "Vote now.",
  answers: { a: "It is the rivers.", b: "It is the rocks." },
  reactions: true,
  followUps: true,
  language: "en",
  buttons: [
    { label: "Tie", action: "vote:tie" },
    { label: "Settings", action: "settings:open" },
  ],
  images: [],
};

/** Every press is answered with this, for one person alone. */
const own: Reply = { text: "Counted.", buttons: [{ label: "Names", action: "names" }], images: [], private: true };

/** A core without battles. */
export function createRecordingCore(): RecordingCore {
  const notes = new Map<string, string>();
  const core: RecordingCore = {
    told: [],
    reply: undefined,
    open: [],
    async handle(event) {
      core.told.push({ kind: "request", event });
      return core.reply;
    },
    async press(event) {
      core.told.push({ kind: "press", event });
      return own;
    },
    async react(event) {
      core.told.push({ kind: "reaction", event });
      return undefined;
    },
    connect() {},
    suggest: async () => [],
    record: {
      findFollowUpRefusal: async () => null,
      openPosts: async () => core.open,
      moveCommunity: async () => {},
      language: async () => null,
      memory: () => ({
        async keep(key, value) {
          const before = notes.get(key) ?? null;
          if (before === null) notes.set(key, value);
          return before;
        },
        replace: async (key, value) => void notes.set(key, value),
        find: async (key) => notes.get(key),
        lease: () => null,
      }),
    },
  };
  return core;
}
