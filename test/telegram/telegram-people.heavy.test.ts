import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { playModels } from "../peers/model-players.ts";
import { plain, startTelegramKit, type TelegramKit, textOf } from "./telegram-kit.ts";

const words = sentences("en");
const { voter } = words;

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
});
afterAll(() => kit.close());

it("a profile is asked for by its owner's @name: shown if they allow it, and otherwise as if nobody had heard of them", async () => {
  kit.server.script(signedAnswer);
  const arena = await kit.arena();
  const { peer, group, bob } = arena;
  const cleo = peer.person("cleo", { username: "Cleo_1" });
  cleo.join(group);
  const answerTo = async (text: string, chat = group) => {
    bob.say(chat, text);
    await arena.settled();
    return peer.messagesIn(chat).at(-1)!;
  };
  const refused = (name: string) => plain(voter.notKnown(name));
  expect(textOf(await answerTo("/profile @cleo_1"))).toBe(refused("@cleo_1"));
  bob.tap(await arena.ask("Why is the sea salty?", cleo), "A");
  await arena.settled();
  expect(textOf(await answerTo("/profile @cleo_1"))).toBe(refused("@cleo_1"));
  expect(textOf(await answerTo("/profile @nobody"))).toBe(refused("@nobody"));

  await arena.pass(11 * 60_000);
  cleo.direct("/profile me");
  await arena.settled();
  cleo.tap(peer.messagesIn(cleo.private).at(-1)!, voter.buttons.show);
  await arena.settled();
  const shown = await answerTo("/profile @Cleo_1");
  expect(shown.photo).toBeDefined();
  expect(textOf(shown)).toContain(voter.theirs("@Cleo_1"));

  const elsewhere = peer.group([bob]);
  expect(textOf(await answerTo("/profile @cleo_1", elsewhere))).toBe(refused("@cleo_1"));
  cleo.user.username = "cleo_2";
  expect(textOf(await answerTo("/profile @cleo_1"))).toBe(refused("@cleo_1"));
  cleo.user.username = "cleo_1";
  group.members.get(cleo.id)!.status = "left";
  expect(textOf(await answerTo("/profile @cleo_1"))).toBe(refused("@cleo_1"));
  await arena.stop();
});

it("a mutual evaluation ends with its charts and its workbook, in answer to whoever began it", async () => {
  kit.server.script(
    playModels({ m1: { strength: 90 }, m2: { strength: 20 }, m3: { strength: 60 }, m4: { strength: 40 } }),
  );
  const directory = path.join(kit.dataDirectory, "mutual-on-telegram");
  const arena = await kit.arena({ mutual: { directory, budget: 5 } });
  const { peer, group, ann } = arena;
  ann.join(group, { status: "administrator" });
  const order = ann.say(group, "/mutual start math 1");
  await arena.settled();
  const results = peer.messagesIn(group).filter(({ photo, document }) => photo || document);
  expect(results[0]!.replyTo?.id).toBe(order.id);
  expect(textOf(results[0]!)).toMatch(/1\. Model m\d/u);
  expect(results.filter(({ photo }) => photo)).toHaveLength(4);
  expect(results.flatMap(({ document }) => document?.file_name ?? [])).toEqual(
    expect.arrayContaining(["scores.json", "ballots.json", "results.xlsx"]),
  );
  await arena.stop();
});
