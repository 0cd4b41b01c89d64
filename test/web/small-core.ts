/** A core small enough to see through: one battle a question, opened by the test, and a few commands. */
import {
  type Core,
  type PlatformRecord,
  type Post,
  type Press,
  type PublishedDraw,
  type Reaction,
  Refusal,
  type Reply,
  type Request,
} from "../../core/index.ts";
import type { ChatPlatform } from "../../core/chat/chat-platform.ts";

/** 8 by 4 pixels of one colour. */
export const smallPng = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAIAAAA8r+mnAAAAD0lEQVR4nGNowAEYqCcBAGDrMAFyJYzIAAAAAElFTkSuQmCC",
  "base64",
);

export type SmallCore = Pick<Core, "handle" | "press" | "react" | "connect" | "suggest"> & {
  record: Pick<PlatformRecord, "draw" | "choices" | "theme" | "ready">;
} & {
  requests: Request[];
  presses: Press[];
  reactions: Reaction[];
  /** Whether its database can be used. */
  hasDatabase: boolean;
  /** What reactions do; those out of sight are taken away. */
  reactionMode: "out-of-sight" | "open";
  /** Addresses of battles, in the order they were asked. */
  battles: string[];
  /** Sealed draws by battle, as they are told to who asks. */
  draws: Map<string, PublishedDraw>;
  platform(): ChatPlatform;
  open(address: string, answers: { a: string; b: string }, more?: Partial<Post>): Promise<unknown>;
  /** Another line of progress. */
  report(address: string, words: string): Promise<unknown>;
  close(address: string, answers: { a: string; b: string }, png?: Uint8Array, more?: Partial<Post>): Promise<unknown>;
};

export const ballot = ["a", "b", "tie", "both-bad"];

export function createSmallCore(): SmallCore {
  let platform: ChatPlatform | undefined;
  const requests: Request[] = [];
  const presses: Press[] = [];
  const reactions: Reaction[] = [];
  const votes = new Map<string, Reaction["choice"]>();
  const battles: string[] = [];
  const draws = new Map<string, PublishedDraw>();
  const connected = () => {
    if (!platform) throw new Error("no platform is connected");
    return platform;
  };
  const text = (words: string): Post => ({ text: words, buttons: [], images: [] });

  const core: SmallCore = {
    requests,
    presses,
    reactions,
    reactionMode: "out-of-sight",
    suggest: async (command, option, typed) => [{ label: `${command} ${option}`, value: `${typed}value` }],
    record: {
      choices: async (person, asked) =>
        new Map(asked.flatMap((battle) => mapped(votes.get(`${person} ${battle}`), (choice) => [battle, choice]))),
      theme: async () => null,
      ready: async () => core.hasDatabase,
      draw: async (battle) => draws.get(battle),
    },
    hasDatabase: true,
    async react(reaction) {
      reactions.push(reaction);
      if (this.reactionMode === "out-of-sight" && reaction.change === "added") await reaction.takeAway?.();
      return reaction.change === "added"
        ? { ...text(`You reacted with ${reaction.choice}.`), private: true }
        : undefined;
    },
    battles,
    draws,
    platform: connected,
    connect: (connecting) => void (platform = connecting),
    async handle(request): Promise<Reply | undefined> {
      requests.push(request);
      if (request.text === "/refuse") throw new Refusal("Not today.");
      if (request.text === "/break") throw new Error("disk on fire");
      if (request.text === "/secret")
        return { ...text("Between us."), buttons: [{ label: "More", action: "more" }], private: true };
      if (request.text === "/picture") {
        return { ...text("The board."), images: [{ png: smallPng, alt: "First: nobody" }], private: false };
      }
      if (request.text === "/note") {
        await connected().post(request.place, text("Nothing else is to come."), keyOf(request), request.address);
        return undefined;
      }
      const progress = { ...text("Two models are answering."), progress: true };
      battles.push(await connected().post(request.place, progress, keyOf(request), request.address));
      return undefined;
    },
    async press(press) {
      presses.push(press);
      const [verb, choice] = press.action.split(":");
      const known = (["a", "b", "tie", "both-bad"] as const).find((one) => one === choice);
      const [battle] = [...draws.keys()].slice(-1);
      if (verb === "vote" && known && battle !== undefined) votes.set(`${press.person} ${battle}`, known);
      return {
        ...text(`You pressed ${press.action}.`),
        buttons: [{ label: "Names", action: "names" }],
        private: true,
        images: [{ png: smallPng, alt: "one pixel" }],
      };
    },
    open: (address, answers, more = {}) =>
      connected().edit(address, {
        ...text("Vote now."),
        answers,
        footer: "Closes soon.",
        buttons: ballot.map((choice) => ({ label: choice, action: `vote:${choice}` })),
        ...more,
      }),
    report: (address, words) => connected().edit(address, { ...text(words), progress: true }),
    close: (address, answers, png, more = {}) => {
      const images = png ? [{ png, alt: "a picture" }] : [];
      return connected().edit(address, { ...text("Closed. A was X, B was Y."), answers, images, ...more });
    },
  };
  return core;
}

function mapped<T, U>(value: T | undefined, map: (value: T) => U): U[] {
  return value === undefined ? [] : [map(value)];
}

/** One post answers one message. */
function keyOf({ address }: Request): string {
  return `re-${address ?? ""}`;
}
