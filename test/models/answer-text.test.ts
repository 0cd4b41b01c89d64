import { describe, expect, it } from "vitest";
import { readAnswerText } from "../../core/models/answer-text.ts";
import { arrivalOf, hearChunk, hearNothing } from "../../core/models/completion-stream.ts";
import { bench, type LabelledText, readThoughtTexts, scoreThoughts } from "../../scripts/bench/thoughts.ts";

describe("the labelled texts", () => {
  const texts = readThoughtTexts();

  it("are many, a third of them innocent, and differ from each other", () => {
    expect(texts.length).toBeGreaterThanOrEqual(600);
    const innocent = texts.filter(({ kind }) => kind === "innocent");
    expect(innocent.length * 3).toBeGreaterThanOrEqual(texts.length);
    expect(new Set(texts.map(({ chunks }) => chunks.join(""))).size).toBe(texts.length);
    for (const { chunks, shown } of innocent) expect(chunks.join("")).toBe(shown);
  });

  it("lose no answer and keep no thought: both at least 0.99", () => {
    const { passed, figures } = bench();
    expect(figures.precision).toBeGreaterThanOrEqual(0.99);
    expect(figures.recall).toBeGreaterThanOrEqual(0.99);
    expect(passed).toBe(true);
  });

  it("come out the same however they are torn, and the places of thought and text are times when those came", () => {
    for (const { chunks, shown } of texts) {
      const heard = hearNothing();
      for (const [at, content] of chunks.entries()) hearChunk(heard, { choices: [{ delta: { content } }] }, at);
      const { text, from, thoughtFrom } = readAnswerText(heard.text);
      expect(text).toBe(shown);
      const begins = arrivalOf(heard, from);
      const before = begins === null ? heard.text : chunks.slice(0, begins).join("");
      // What has come before the chunk with the first word shows nothing of it.
      expect(before.length).toBeLessThanOrEqual(from);
      if (thoughtFrom !== null) expect(arrivalOf(heard, thoughtFrom)).not.toBeNull();
    }
  });
});

describe("the score", () => {
  const dressed: LabelledText = {
    split: "first",
    kind: "dressed",
    dress: "x",
    chunks: ["<think>a</think>", "b"],
    shown: "b",
  };
  const innocent: LabelledText = { split: "first", kind: "innocent", dress: "x", chunks: ["<b>"], shown: "<b>" };

  it("tells an answer that was harmed from a thought that was left", () => {
    expect(scoreThoughts([dressed], (sent) => sent)).toMatchObject({ precision: 1, recall: 0 });
    expect(scoreThoughts([dressed], () => "")).toMatchObject({ precision: 0, recall: 1 });
    expect(scoreThoughts([dressed, innocent], (sent) => sent.slice(-1))).toMatchObject({ precision: 0.5, recall: 1 });
    expect(scoreThoughts([dressed, innocent], () => "b").misses).toMatchObject([{ sent: "<b>", got: "b" }]);
  });
});

describe("an answer and its thoughts", () => {
  it.each([
    ["Salt", 0, null],
    ["\n Salt", 2, null],
    ["<think>hm</think>\n\nSalt", 19, 0],
    ["hm\n</think>\nSalt", 12, 0],
    ["Salt.\n<think>hm</think>\nMore.", 0, 6],
    ["<think>hm", 9, 0],
    ["<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>Salt", 84, 0],
  ])("are found in %j at their places", (sent, from, thoughtFrom) => {
    expect(readAnswerText(sent)).toMatchObject({ from, thoughtFrom });
  });

  it.each([
    ["<think>one</think>A<think>two</think>B", "AB"],
    ["Salt<think>hm</think>", "Salt"],
    ["assistant\nSalt", "Salt"],
    ["Salt <|eot_id|>", "Salt"],
    ["It ends with <|eot_id|>", "It ends with <|eot_id|>"],
    ["<|reasoning|>hm<|/reasoning|>Salt", "Salt"],
    ["<chain_of_thought>hm</chain_of_thought>Salt", "Salt"],
    ["hm<|im_end|>\n<|im_start|>answer\nSalt<|im_end|>", "Salt"],
    ["<think/>Salt", "Salt"],
    ["Salt<|im_", "Salt"],
    ["a <| b", "a <| b"],
    ["AI: the simulation of human thinking.", "AI: the simulation of human thinking."],
    ["**AI**: the simulation of thinking.", "**AI**: the simulation of thinking."],
    ["AI：人工智能。", "AI：人工智能。"],
    ["AI: Sure.", "Sure."],
    ["ai: sure.", "sure."],
    ["<analysis>It is salt.</analysis>", "<analysis>It is salt.</analysis>"],
    ["<analysis>Salt.</analysis>\n<verdict>No.</verdict>", "<analysis>Salt.</analysis>\n<verdict>No.</verdict>"],
    [
      '<analysis>Salt.</analysis><verdict by="me">No.</verdict>',
      '<analysis>Salt.</analysis><verdict by="me">No.</verdict>',
    ],
    ["<analysis>hm</analysis>\n<answer>No.</answer>", "No."],
    ["<think>hm</think><reflection>Salt.</reflection>", "<reflection>Salt.</reflection>"],
    ["<reflection>hm</reflection><think>hm</think>Salt", "Salt"],
    ["<scratchpad>hm</scratchpad>", ""],
  ])("are told apart in %j", (sent, shown) => {
    expect(readAnswerText(sent).text).toBe(shown);
  });

  it.each([
    ["ends that are only spoken of", 20_000, (times: number) => ". <think> is </think> b".repeat(times)],
    [
      "blanks within a wrapped answer",
      200_000,
      (times: number) => `<think>a</think><answer>x${" ".repeat(times)}b</answer>`,
    ],
  ])("cost no more than linear work: %s", (_what, times, build) => {
    const read = (text: string): number => {
      const before = process.cpuUsage();
      readAnswerText(text);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    // In microseconds. Quadratic work would be minutes.
    expect(read(build(times))).toBeLessThan(5_000_000);
  });

  it("may both be wrapped although the thoughts came elsewhere", () => {
    expect(readAnswerText("<answer>\nSalt\n</answer>", true).text).toBe("Salt");
    expect(readAnswerText("<answer>\nSalt\n</answer>").text).toBe("<answer>\nSalt\n</answer>");
  });

  it("are told apart by whether thoughts came elsewhere: then a stray end of one is only a trace", () => {
    expect(readAnswerText("Salt comes from rivers.\n</think>").text).toBe("");
    expect(readAnswerText("Salt comes from rivers.\n</think>", true).text).toBe("Salt comes from rivers.");
  });
});
