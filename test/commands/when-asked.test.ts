import { describe, expect, it } from "vitest";
import { type ReadsAs, readsAs } from "../../core/answers/talk.ts";
import type { Answered } from "../../core/arena/answered.ts";
import type { Request } from "../../core/chat/post.ts";
import { type Decision, decide } from "../../core/commands/battle/when-asked.ts";

const battle = { to: "battle", battle: "b", turn: 1, votedOn: false } as const;
/** Where a message stands: what it answers, and who is there. */
const situations = {
  "in a private chat": { answers: { to: "nothing" }, private: true },
  "privately, in answer to an old post": { answers: { to: "elsewhere" }, private: true },
  "privately, in answer to their battle": { answers: { ...battle, own: true, takesMore: true }, private: true },
  "privately, in answer to their battle, too late": {
    answers: { ...battle, own: true, takesMore: false },
    private: true,
  },
  "in answer to a board": { answers: { to: "elsewhere" }, private: false },
  "in answer to their battle": { answers: { ...battle, own: true, takesMore: true }, private: false },
  "in answer to their battle, too late": { answers: { ...battle, own: true, takesMore: false }, private: false },
  "in answer to somebody else's battle": { answers: { ...battle, own: false, takesMore: true }, private: false },
  "behind the bot's name": { answers: { to: "nothing" }, private: false, named: "first" },
  "around the bot's name": { answers: { to: "nothing" }, private: false, named: "within" },
  "behind the bot's name, in answer to a board": { answers: { to: "elsewhere" }, private: false, named: "first" },
  "behind the bot's name, in answer to their battle": {
    answers: { ...battle, own: true, takesMore: true },
    private: false,
    named: "first",
  },
  "behind the bot's name, in answer to somebody else's battle": {
    answers: { ...battle, own: false, takesMore: true },
    private: false,
    named: "first",
  },
} as const satisfies Record<string, { answers: Answered; private: boolean; named?: Request["named"] }>;

type Case = [text: string, where: keyof typeof situations, decision: Decision];

const cases: Case[] = [
  ["wow", "in answer to a board", "silence"],
  ["nice, congrats!", "in answer to a board", "silence"],
  ["why is m3 so far down??", "in answer to a board", "silence"],
  ["恭喜 m2！", "in answer to a board", "silence"],
  ["这个排名怎么算的？", "in answer to a board", "silence"],
  ["can I see it for code only?", "behind the bot's name, in answer to a board", "ask"],
  ["haha, B is funny", "in answer to their battle", "silence"],
  ["lol both are wrong", "in answer to their battle", "silence"],
  ["I prefer A tbh", "in answer to their battle", "silence"],
  ["B!!", "in answer to their battle", "silence"],
  ["😂😂😂", "in answer to their battle", "silence"],
  ["sooo goooood", "in answer to their battle", "silence"],
  ["thank you both", "in answer to their battle", "silence"],
  ["哈哈哈 B 太搞笑了", "in answer to their battle", "silence"],
  ["我觉得A更好", "in answer to their battle", "silence"],
  ["谢谢，写得真好", "in answer to their battle", "silence"],
  ["牛逼 666", "in answer to their battle", "silence"],
  ["And in Celsius?", "in answer to their battle", "ask"],
  ["那河流为什么不咸？", "in answer to their battle", "ask"],
  ["وماذا عن الأنهار؟", "in answer to their battle", "ask"],
  ["really?", "in answer to their battle", "ask"],
  ["And in Celsius, please", "in answer to their battle", "offer"],
  ["Explain it to a child", "in answer to their battle", "offer"],
  ["B forgot the rivers", "in answer to their battle", "offer"],
  ["再短一点，用一句话", "in answer to their battle", "offer"],
  ["see https://example.org/watch?v=7 for the tides", "in answer to their battle", "offer"],
  ["Explain it to a child", "behind the bot's name, in answer to their battle", "ask"],
  ["And in Celsius?", "in answer to their battle, too late", "ask"],
  ["And in Celsius, please", "in answer to their battle, too late", "silence"],
  ["haha, B is funny", "in answer to somebody else's battle", "silence"],
  ["B forgot the rivers", "in answer to somebody else's battle", "silence"],
  ["And what about the rivers?", "in answer to somebody else's battle", "refuse"],
  ["那河水呢？", "in answer to somebody else's battle", "refuse"],
  ["what about the rivers?", "behind the bot's name, in answer to somebody else's battle", "ask"],
  ["Why is the sea salty?", "behind the bot's name", "ask"],
  ["write a haiku about the sea", "behind the bot's name", "ask"],
  ["用一句话解释量子纠缠", "behind the bot's name", "ask"],
  ["thanks!", "behind the bot's name", "silence"],
  ["good bot", "behind the bot's name", "silence"],
  ["你太厉害了", "behind the bot's name", "silence"],
  ["I love", "around the bot's name", "silence"],
  ["lol  is so funny", "around the bot's name", "silence"],
  ["let's ask  why the sea is salty", "around the bot's name", "offer"],
  ["hey , why is the sea salty?", "around the bot's name", "ask"],
  ["大家以后有问题就找 吧", "around the bot's name", "offer"],
  ["hello", "in a private chat", "ask"],
  ["写一首关于海的诗", "in a private chat", "ask"],
  ["wow", "privately, in answer to an old post", "silence"],
  ["Write a poem about rain", "privately, in answer to an old post", "ask"],
  ["haha", "privately, in answer to their battle", "silence"],
  ["Make it shorter", "privately, in answer to their battle", "offer"],
  ["Make it shorter", "privately, in answer to their battle, too late", "ask"],
];

describe("what becomes of a message", () => {
  it.each(cases)("%s (%s): %s", (text, where, decision) => {
    expect(decide({ ...situations[where], says: readsAs(text) })).toBe(decision);
  });
});

describe("a text reads as", () => {
  it.each<[string, ReadsAs]>([
    ["", "talk"],
    ["?!", "talk"],
    ["`a ? b : c` is enough", "maybe"],
    ["```\nwhy?\n```", "maybe"],
    ["Τι ώρα είναι\u037e", "question"],
    ["ለምን፧", "question"],
    ["what now ❓", "question"],
    ["wow ".repeat(51), "maybe"],
    ["哈".repeat(50), "talk"],
  ])("%j: %s", (text, kind) => {
    expect(readsAs(text)).toBe(kind);
  });

  it("what it is in linear time", () => {
    const begun = performance.now();
    for (const part of ["`", "哈", "ha", "http://", "? ", "``` "]) readsAs(part.repeat(50_000));
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});
