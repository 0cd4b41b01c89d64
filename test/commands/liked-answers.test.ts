/** Answers of a model that people of a community liked: shown there, to whoever asks, and nowhere else. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { lastAttempt } from "../../core/battle/battle.ts";
import { sentences } from "../../core/language/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { type CoreKit, fourModels, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { fight, pressOn, say } from "./command-kit.ts";

const { boards } = sentences("en");
const label = boards.buttons.likedAnswers;
const question = "Why is the *sea* salty?";
const clear = { ann: "a", bob: "a", cleo: "tie" };

let kit: CoreKit;
let core: RunningCore;
let communities = 0;
let here: { platform: "discord"; community: string; place: string };

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  kit.server.script(signedAnswer);
  core = await kit.createCore({ platform: "discord" });
  here = { platform: "discord", community: `discord:liked ${(communities += 1)}`, place: "1" };
});

async function answerOn(id: string, side: "a" | "b") {
  const { model, ending } = lastAttempt((await kit.store.battles.findBattle(id))!, side, 1);
  return { model, text: (ending as { text: string }).text };
}
const labels = async (model: string, where: object = here) =>
  (await say(core, `/profile ${model}`, "eve", where)).buttons.map((one) => one.label);

it("are behind a button of its profile, with the question and how many chose them", async () => {
  const battle = await fight(core, question, clear, here);
  const [liked, other] = [await answerOn(battle, "a"), await answerOn(battle, "b")];
  const profile = await say(core, `/profile ${liked.model}`, "eve", here);
  const reply = await pressOn(core, profile, label, "eve", here);
  expect(reply.private).toBe(true);
  expect(reply.text.split("\n\n")).toEqual([
    boards.likedAnswers(`Model ${liked.model}`),
    `> ${question}`,
    boards.likedBy(2, 3),
    `> ${liked.text}`,
  ]);
  expect(await labels(other.model)).toEqual([]);
  expect(await labels(`${liked.model} ${other.model}`)).toEqual([]);
});

it("are shown in no other community, and neither what was asked in private nor what few or hidden votes say", async () => {
  const battle = await fight(core, question, clear, here);
  const { model } = await answerOn(battle, "a");
  const boss = { ...here, manages: true };
  expect(await labels(model, { ...here, community: "discord:elsewhere" })).toEqual([]);
  expect(await labels(model, { ...here, private: true })).toEqual([]);
  const profile = await say(core, `/profile ${model}`, "eve", here);
  await core.press({ ...sender("boss", boss), action: `moderation:hidden ${battle}` });
  await expect(pressOn(core, profile, label, "eve", here)).rejects.toThrow(boards.noLikedAnswers);
  const few = { ...here, community: `${here.community} few` };
  await fight(core, question, { ann: "a" }, few);
  for (const { id } of fourModels) expect(await labels(id, few)).toEqual([]);
});
