/** The peer answers as Telegram does, and refuses what Telegram refuses: else tests against it would prove little. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { Api, GrammyError, HttpError, InputFile } from "grammy";
import type { InlineKeyboardButton, MessageEntity, Update } from "grammy/types";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import { until } from "../until.ts";
import type { PeerPerson } from "./telegram/people.ts";
import { refusals } from "./telegram/refusal.ts";
import { startTelegramPeer, type TelegramPeer } from "./telegram/telegram-peer.ts";
import type { PeerChat } from "./telegram/world.ts";

const second = 1_000;
/** The beginning of a picture 400 by 300: Telegram looks at no more. */
const png = Buffer.from("89504e470d0a1a0a0000000d49484452000001900000012c0806000000", "hex");

let clock: ManualClock;
let peer: TelegramPeer;
let api: Api;
let ann: PeerPerson;
let bob: PeerPerson;
let group: PeerChat;
beforeEach(async () => {
  clock = createManualClock();
  peer = await startTelegramPeer(clock);
  api = new Api(peer.token, { apiRoot: peer.apiUrl });
  ann = peer.person("Ann");
  bob = peer.person("Bob", { language: "zh-hans" });
  group = peer.group([ann, bob]);
});
afterEach(() => peer.close());

/** All that waits, confirmed. */
async function confirm(): Promise<Update[]> {
  const updates = await api.getUpdates();
  const last = updates.at(-1);
  if (last) await api.getUpdates({ offset: last.update_id + 1 });
  return updates;
}

/** How a call was refused. Faults that it makes are what the test wants, so they are taken off the list. */
async function refusal(call: Promise<unknown>): Promise<{ code: number; description: string; parameters: object }> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  peer.faults.splice(0);
  if (!(error instanceof GrammyError)) throw new Error(`not refused, but: ${String(error)}`);
  return { code: error.error_code, description: error.description, parameters: error.parameters };
}

const row = (...buttons: InlineKeyboardButton[]) => ({ reply_markup: { inline_keyboard: [buttons] } });
const button = (text: string, callback_data = text): InlineKeyboardButton => ({ text, callback_data });

describe("what the bot is told", () => {
  it("waits until it is confirmed, and comes as soon as it happens to whoever waits for it", async () => {
    ann.direct("one");
    ann.direct("two");
    const [first, two] = await api.getUpdates();
    expect([first?.message?.text, two?.message?.text]).toEqual(["one", "two"]);
    expect(await api.getUpdates({ limit: 1 })).toEqual([first]);
    const offset = (two?.update_id ?? 0) + 1;
    const waiting = api.getUpdates({ offset, timeout: 60 });
    await until(() => peer.updates.pending() === 0);
    ann.direct("three");
    expect((await waiting).map(({ message }) => message?.text)).toEqual(["three"]);
    const [three] = await confirm();
    peer.updates.repeat(three!);
    expect(await api.getUpdates({ offset: three!.update_id + 1 })).toEqual([three]);
  });

  it("goes to one reader only: who comes second ends the first", async () => {
    const first = refusal(api.getUpdates({ timeout: 60 }));
    await peer.api.idle();
    const second = new AbortController();
    const waiting = api.getUpdates({ timeout: 60 }, second.signal as never).catch((error: unknown) => error);
    expect(await first).toMatchObject({ code: 409 });
    second.abort();
    expect(await waiting).toBeInstanceOf(HttpError);
  });

  it("tells of reactions only who asks for them and is an administrator; the bot's own are nobody's news", async () => {
    const said = ann.say(group, "hello");
    ann.react(said, "👍");
    expect(await confirm()).toEqual([]);
    await api.getUpdates({ allowed_updates: ["message_reaction", "my_chat_member"] });
    ann.react(said, "👍");
    expect(await confirm()).toEqual([]);
    peer.place(group, "administrator", ann, ["can_delete_messages"]);
    await api.setMessageReaction(group.id, said.id, [{ type: "emoji", emoji: "👀" }]);
    ann.react(said, "👍");
    ann.react(said);
    const [promoted, added, removed] = await confirm();
    expect(promoted?.my_chat_member?.new_chat_member).toMatchObject({ status: "administrator" });
    expect(added?.message_reaction).toMatchObject({ user: { id: ann.id }, new_reaction: [{ emoji: "👍" }] });
    expect(removed?.message_reaction).toMatchObject({ old_reaction: [{ emoji: "👍" }], new_reaction: [] });
    ann.react(said, "👍");
    await api.deleteMessageReactionUser(group.id, said.id, ann.id);
    expect([...said.reactions.keys()]).toEqual([String(peer.world.bot.id)]);
    expect(
      await refusal(api.setMessageReaction(group.id, said.id, [{ type: "emoji", emoji: "🅰" as "👍" }])),
    ).toMatchObject({ description: "Bad Request: REACTION_INVALID" });
    peer.place(group, "member", ann);
  });

  it("leaves out what is not for a bot in privacy mode", async () => {
    const own = await api.sendMessage(group.id, "I am here.");
    const ours = group.messages.get(own.message_id)!;
    const heard = async (say: () => unknown) => {
      say();
      return (await confirm()).length === 1;
    };
    const name = peer.world.bot.username;
    expect(await heard(() => ann.say(group, "nothing for it"))).toBe(false);
    expect(await heard(() => ann.say(group, "/battle why?"))).toBe(true);
    expect(await heard(() => ann.say(group, `/battle@${name} why?`))).toBe(true);
    expect(await heard(() => ann.say(group, "/battle@other_bot why?"))).toBe(false);
    expect(await heard(() => ann.say(group, `@${name} why?`))).toBe(true);
    expect(await heard(() => ann.say(group, "and how?", { replyTo: ours }))).toBe(true);
    expect(await heard(() => peer.person("Robot", { bot: true }).join(group))).toBe(false);
    ann.join(group, { status: "administrator", anonymous: true });
    ann.say(group, "/battle why?");
    expect((await confirm())[0]?.message).toMatchObject({
      from: { username: "GroupAnonymousBot" },
      sender_chat: { id: group.id },
      entities: [{ type: "bot_command", offset: 0, length: 7 }],
    });
    ann.join(group);
  });

  it("is sent to an address with a secret, again until it is taken, and never fetched meanwhile", async () => {
    const received: { headers: IncomingHttpHeaders; update: Update }[] = [];
    const server = createServer((request, response) => {
      void json(request).then((update) => {
        received.push({ headers: request.headers, update: update as Update });
        response.writeHead(received.length === 1 ? 500 : 200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await api.setWebhook(`http://127.0.0.1:${port}/hook`, { secret_token: "a-secret" });
    ann.direct("hello");
    await peer.updates.delivered();
    expect(received.map(({ update }) => update.message?.text)).toEqual(["hello", "hello"]);
    expect(received[0]?.headers["x-telegram-bot-api-secret-token"]).toBe("a-secret");
    expect(await api.getWebhookInfo()).toMatchObject({ pending_update_count: 0, last_error_message: /500/ });
    expect(await refusal(api.getUpdates())).toMatchObject({ code: 409 });
    await api.deleteWebhook();
    server.closeAllConnections();
    server.close();
  });
});

describe("texts", () => {
  const send = (text: string, ...entities: MessageEntity[]) => api.sendMessage(ann.private.id, text, { entities });

  beforeEach(() => {
    ann.direct("/start");
  });

  it("are counted and their entities placed in UTF-16 units", async () => {
    expect(await send("😀 bold", { type: "bold", offset: 3, length: 4 })).toMatchObject({
      text: "😀 bold",
      entities: [{ type: "bold", offset: 3, length: 4 }],
    });
    expect((await send("😀".repeat(2_048))).text).toHaveLength(4_096);
    expect(await refusal(send(`${"😀".repeat(2_048)}x`))).toMatchObject({
      description: "Bad Request: message is too long",
    });
    expect(await refusal(send(" \n "))).toMatchObject({ description: "Bad Request: message text is empty" });
  });

  it("lose the blank space around them, but not the indentation of code", async () => {
    expect(await send("  \n  words \n")).toMatchObject({ text: "words" });
    expect(await send("  code", { type: "pre", offset: 0, length: 6 })).toMatchObject({ text: "  code" });
  });

  it("get what Telegram sees in them, but not in code", async () => {
    const { entities } = await send("@name, example.com and /start, but @name", {
      type: "code",
      offset: 35,
      length: 5,
    });
    expect(entities?.map(({ type }) => type)).toEqual(["mention", "url", "bot_command", "code"]);
  });

  it.each<[string, string, MessageEntity[]]>([
    ["ends behind the text", "short", [{ type: "bold", offset: 0, length: 6 }]],
    ["begins inside of a character", "😀", [{ type: "bold", offset: 1, length: 1 }]],
    ["ends inside of a character", "x😀", [{ type: "bold", offset: 0, length: 2 }]],
    ["covers nothing", "x y", [{ type: "bold", offset: 1, length: 1 }]],
    [
      "crosses another",
      "words",
      [
        { type: "bold", offset: 0, length: 3 },
        { type: "italic", offset: 1, length: 3 },
      ],
    ],
    [
      "stands in code",
      "words",
      [
        { type: "pre", offset: 0, length: 5 },
        { type: "bold", offset: 1, length: 3 },
      ],
    ],
  ])("are refused when an entity %s", async (_what, text, entities) => {
    expect(await refusal(send(text, ...entities))).toMatchObject({ code: 400 });
  });
});

describe("messages", () => {
  it("are edited where they stand, unless they stay the same or are not the bot's", async () => {
    const { message_id: id } = await api.sendMessage(group.id, "wait", row(button("A")));
    const edited = await api.editMessageText(group.id, id, "done", row(button("A"), button("B")));
    expect(edited).toMatchObject({ text: "done", edit_date: clock.now().getTime() / second });
    const again = api.editMessageText(group.id, id, "done", row(button("A"), button("B")));
    expect((await refusal(again)).description).toMatch(/message is not modified/);
    await api.editMessageText(group.id, id, "done");
    expect(group.messages.get(id)?.keyboard).toEqual([]);
    const hers = ann.say(group, "mine");
    expect((await refusal(api.editMessageText(group.id, hers.id, "x"))).description).toMatch(/can't be edited/);
    peer.removeMessage(group.messages.get(id)!);
    expect((await refusal(api.editMessageText(group.id, id, "x"))).description).toMatch(/message to edit not found/);
    expect((await refusal(api.deleteMessage(group.id, hers.id))).description).toMatch(/can't be deleted/);
  });

  it("have buttons of 64 bytes at most, whose taps are answered once", async () => {
    const { message_id: id } = await api.sendMessage(group.id, "vote", row(button("A", "字".repeat(21))));
    const message = group.messages.get(id)!;
    expect(await refusal(api.sendMessage(group.id, "vote", row(button("A", "字".repeat(22)))))).toMatchObject({
      description: "Bad Request: BUTTON_DATA_INVALID",
    });
    expect(() => ann.tap(message, "B")).toThrow("no button");
    const query = ann.tap(message, "A");
    const [update] = await confirm();
    expect(update?.callback_query).toMatchObject({
      from: { id: ann.id },
      data: "字".repeat(21),
      message: { message_id: id },
    });
    expect(await refusal(api.answerCallbackQuery(query.id, { text: "x".repeat(201) }))).toMatchObject({ code: 400 });
    await api.answerCallbackQuery(query.id, { text: "noted" });
    expect(query.answer).toMatchObject({ text: "noted" });
    expect((await refusal(api.answerCallbackQuery(query.id))).description).toMatch(/query is too old/);
  });

  it("may be seen by one person alone, while their tap is fresh", async () => {
    const { message_id: id } = await api.sendMessage(group.id, "vote", row(button("A")));
    const query = ann.tap(group.messages.get(id)!, "A");
    const alone = { receiver_user_id: ann.id, callback_query_id: query.id };
    const sent = await api.sendMessage(group.id, "noted", {
      ephemeral_message_parameters: alone,
      ...row(button("Change")),
    });
    expect(sent).toMatchObject({ message_id: 0, receiver_user: { id: ann.id } });
    const shown = peer.shownAlone(group, ann).at(-1);
    expect([shown?.text, peer.shownAlone(group, bob)]).toEqual(["noted", []]);
    expect(() => bob.tap(shown!, "Change")).toThrow("no button");
    ann.tap(shown!, "Change");
    expect(await api.editEphemeralMessageText(group.id, ann.id, sent.ephemeral_message_id!, "changed")).toBe(true);
    expect(shown?.text).toBe("changed");
    const send = (parameters: { receiver_user_id: number; callback_query_id?: string }) =>
      refusal(api.sendMessage(group.id, "noted", { ephemeral_message_parameters: parameters }));
    expect(await send({ ...alone, receiver_user_id: bob.id })).toMatchObject({ code: 400 });
    expect(await send({ receiver_user_id: ann.id })).toMatchObject({ code: 400 });
    clock.advance(15 * second + 1);
    expect((await send(alone)).description).toMatch(/query is too old/);
  });

  it("are ephemeral when a command of the menu is, and so are their answers", async () => {
    await api.setMyCommands([{ command: "privacy", description: "what is held", is_ephemeral: true }]);
    ann.say(group, "/privacy");
    const [update] = await confirm();
    const asked = update?.message;
    expect(asked).toMatchObject({ message_id: 0, text: "/privacy" });
    await api.sendMessage(group.id, "nothing", {
      ephemeral_message_parameters: { receiver_user_id: ann.id },
      reply_parameters: { ephemeral_message_id: asked!.ephemeral_message_id! } as never,
    });
    expect(peer.shownAlone(group, ann).at(-1)?.text).toBe("nothing");
  });

  it("take pictures and files, new or known, and put one in another's place", async () => {
    const caption = "x".repeat(1_024);
    const sent = await api.sendPhoto(group.id, new InputFile(png, "board.png"), { caption, ...row(button("Next")) });
    expect(sent.photo.at(-1)).toMatchObject({ width: 400, height: 300 });
    expect(
      await refusal(api.sendPhoto(group.id, sent.photo.at(-1)!.file_id, { caption: `${caption}x` })),
    ).toMatchObject({
      description: "Bad Request: message caption is too long",
    });
    const media = { type: "photo" as const, media: new InputFile(png, "next.png"), caption: "next" };
    const next = await api.editMessageMedia(group.id, sent.message_id, media);
    expect(next).toMatchObject({
      caption: "next",
      photo: [{}, { file_id: expect.not.stringContaining(sent.photo[1]!.file_id) }],
    });
    await api.sendMediaGroup(group.id, [
      { type: "document", media: new InputFile(Buffer.from("A"), "a.md") },
      { type: "document", media: new InputFile(Buffer.from("B"), "b.md"), caption: "both" },
    ]);
    const [a, b] = peer.messagesIn(group).slice(-2);
    expect([a?.document?.file_name, b?.document?.file_name, b?.caption]).toEqual(["a.md", "b.md", "both"]);
    expect(await refusal(api.sendPhoto(group.id, new InputFile(Buffer.from("no picture"), "x.png")))).toMatchObject({
      description: "Bad Request: IMAGE_PROCESS_FAILED",
    });
  });

  it("bring what people attach, which is fetched with the token only", async () => {
    const bytes = Buffer.from("# Notes");
    ann.direct("read this", { file: { name: "notes.md", type: "text/markdown", bytes } });
    const [update] = await confirm();
    expect(update?.message).toMatchObject({ caption: "read this", document: { file_name: "notes.md", file_size: 7 } });
    const { file_path: path } = await api.getFile(update!.message!.document!.file_id);
    const response = await fetch(`${peer.apiUrl}/file/bot${peer.token}/${path}`);
    expect(await response.text()).toBe("# Notes");
    expect((await fetch(`${peer.apiUrl}/file/bot1:x/${path}`)).status).toBe(404);
  });
});

describe("chats", () => {
  it("are closed to a bot that was blocked, thrown out, or never spoken to", async () => {
    const stranger = peer.person("Stranger");
    const write = (chat: PeerChat) => refusal(api.sendMessage(chat.id, "x"));
    expect((await write(stranger.private)).description).toMatch(/can't initiate conversation/);
    stranger.direct("/start");
    stranger.block();
    expect(await write(stranger.private)).toMatchObject({
      code: 403,
      description: "Forbidden: bot was blocked by the user",
    });
    const other = peer.group([ann]);
    peer.place(other, "kicked", ann);
    expect((await write(other)).description).toBe("Forbidden: bot was kicked from the supergroup chat");
    const updates = await confirm();
    expect(updates.filter(({ my_chat_member: change }) => change?.new_chat_member.status === "kicked")).toHaveLength(2);
    expect(await refusal(api.sendMessage(1, "x"))).toMatchObject({ description: "Bad Request: chat not found" });
  });

  it("move when a group becomes a supergroup", async () => {
    const small = peer.group([ann], { type: "group" });
    const large = peer.migrate(small, ann);
    const updates = await confirm();
    expect(
      updates.map(({ message }) => [message?.chat.id, message?.migrate_to_chat_id, message?.migrate_from_chat_id]),
    ).toEqual([
      [small.id, large.id, undefined],
      [large.id, undefined, small.id],
    ]);
    expect(await refusal(api.sendMessage(small.id, "x"))).toMatchObject({
      parameters: { migrate_to_chat_id: large.id },
    });
    expect((await api.sendMessage(large.id, "x")).message_id).toBe(2);
  });

  it("have topics, which may be closed", async () => {
    const forum = peer.group([ann], { forum: true });
    const topic = peer.topic(forum);
    const said = ann.say(forum, "/battle", { topic: topic.id });
    const sent = await api.sendMessage(forum.id, "x", { reply_parameters: { message_id: said.id } });
    expect(sent).toMatchObject({ message_thread_id: topic.id, is_topic_message: true });
    peer.closeTopic(forum, topic, ann);
    const late = api.sendMessage(forum.id, "x", { message_thread_id: topic.id });
    expect((await refusal(late)).description).toBe("Bad Request: TOPIC_CLOSED");
  });

  it("know who manages them", async () => {
    bob.join(group, { status: "administrator" });
    expect(await api.getChatMember(group.id, ann.id)).toMatchObject({ status: "member" });
    expect((await api.getChatAdministrators(group.id)).map(({ user }) => user.id)).toEqual([bob.id]);
  });
});

describe("trouble", () => {
  const hello = () => api.sendMessage(group.id, "hello");
  const sends = (call: { method: string }) => call.method === "sendMessage";
  const count = () => group.messages.size;

  it("cuts connections before or after a call was carried out", async () => {
    const before = count();
    peer.api.plan(sends, { kind: "reset-before" });
    await expect(hello()).rejects.toBeInstanceOf(HttpError);
    expect(count()).toBe(before);
    peer.api.plan(sends, { kind: "reset-after" });
    await expect(hello()).rejects.toBeInstanceOf(HttpError);
    expect(count()).toBe(before + 1);
  });

  it("refuses as planned, and lets nobody in without its token", async () => {
    peer.api.plan(sends, { kind: "refused", refusal: refusals.flood(3) });
    expect(await refusal(hello())).toEqual({
      ...{ code: 429, description: "Too Many Requests: retry after 3", parameters: { retry_after: 3 } },
    });
    await hello();
    expect(await refusal(new Api("1:wrong", { apiRoot: peer.apiUrl }).getMe())).toMatchObject({ code: 401 });
  });

  it("remembers what a correct bot would not do", async () => {
    await api.sendMessage(group.id, "").catch(() => {});
    expect(peer.faults.splice(0)).toEqual(["sendMessage: Bad Request: message text is empty"]);
    await api.raw.sendMessage({ chat_id: group.id, text: "x", nonsense: 1 } as never).catch(() => {});
    expect(peer.faults.splice(0)).toEqual(
      process.env.TELEGRAM_SPEC
        ? ["sendMessage: Bad Request: not as described: sendMessage: nonsense is not known"]
        : [],
    );
  });
});
