import { expect, it } from "vitest";
import { chooseFiles, resultPost } from "../../core/mutual/results/result-post.ts";
import { sharedRenderer } from "../shared-renderer.ts";
import { makeEvaluation } from "./made-evaluation.ts";

it("has a fifth picture beside people's votes, and the report without any answer", async () => {
  const facts = makeEvaluation({ names: ["One", "Two", "Three", "Four", "Five"], questions: 5 });
  const post = await resultPost(facts, { theme: "light", language: "en" }, sharedRenderer);
  expect(post.images).toHaveLength(5);
  expect(post.text).toMatch(/Kendall's τ of the two orders: .* 5 models in common/u);
  expect(post.files!.map(({ name }) => name)).toEqual(["scores.json", "ballots.json", "report.pdf", "results.xlsx"]);
  expect(post.text).not.toContain("Too large");
});

it("leaves out the largest files where there is no room for all", () => {
  const files = [900, 100, 400, 500].map((size, index) => ({ name: String(index), text: "x".repeat(size) }));
  const names = (room: number) => {
    const { files: kept, left } = chooseFiles(files, room);
    return [kept.map(({ name }) => name).join(""), left.map(({ name }) => name).join("")];
  };
  expect(names(1_900)).toEqual(["0123", ""]);
  expect(names(1_899)).toEqual(["123", "0"]);
  expect(names(500)).toEqual(["12", "03"]);
  expect(names(-1)).toEqual(["", "0123"]);
});
