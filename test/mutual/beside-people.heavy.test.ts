/** `/mutual result` beside the board of the same arena. */
import { expect, it, onTestFinished } from "vitest";
import { startCoreKit } from "../core-kit.ts";
import { fight, say } from "../commands/command-kit.ts";
import { playModels } from "../peers/model-players.ts";
import { answerWith } from "../peers/scripted-model-server.ts";

it("shows a fifth picture, beside people's votes, as soon as these rank enough of its models", async () => {
  const kit = await startCoreKit();
  onTestFinished(() => kit.close());
  kit.server.script(
    playModels({ m1: { strength: 90 }, m2: { strength: 20 }, m3: { strength: 60 }, m4: { strength: 40 } }),
  );
  const arena = await kit.createCore({ mutual: { directory: `${kit.dataDirectory}/mutual`, budget: 5 } });
  await say(arena, "/mutual start math", "admin", { manages: true });
  await arena.settled();
  kit.server.script(answerWith("It is so."));
  for (let number = 0; number < 30; number += 1) {
    // Nobody asks so many questions at once.
    arena.clock.advance(60_000);
    await fight(arena, `What is new about ${number}?`, { p: "a", q: "b", r: number % 2 ? "a" : "tie" });
  }
  const { text, images } = await say(arena, "/mutual result", "x");
  expect(text).toMatch(/Kendall's τ of the two orders: .*; [34] models in common/u);
  expect(images).toHaveLength(5);
  expect(images[4]!.alt).toMatch(/^People's board and mutual evaluation\n.*\nModel m1: place by people \d/u);
  await arena.stop();
});
