/** Fetching by itself: a real Telegram to fetch from, and work that takes as long as a test wants. */
import { Api } from "grammy";
import type { Update } from "grammy/types";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPolling, type Polling } from "../../bots/telegram/polling.ts";
import { createManualClock } from "../manual-clock.ts";
import type { PeerPerson } from "../peers/telegram/people.ts";
import { startTelegramPeer, type TelegramPeer } from "../peers/telegram/telegram-peer.ts";
import type { PeerChat, PeerMessage } from "../peers/telegram/world.ts";
import { until } from "../until.ts";

const breath = 250;

let peer: TelegramPeer;
let polling: Polling;
let ann: PeerPerson;
let group: PeerChat;
let ballot: PeerMessage;
let api: Api;
const clock = createManualClock();
/** What is being worked on, by the number of its update. */
const works = new Map<number, () => void>();

beforeEach(async () => {
  peer = await startTelegramPeer(clock);
  ann = peer.person("ann");
  group = peer.group([ann]);
  api = new Api(peer.token, { apiRoot: peer.apiUrl });
  const keyboard = { inline_keyboard: [[{ text: "A", callback_data: "a" }]] };
  const { message_id: id } = await api.sendMessage(group.id, "A ballot", { reply_markup: keyboard });
  ballot = peer.messagesIn(group).find((message) => message.id === id)!;
  const handle = ({ update_id: number }: Update) => new Promise<void>((resolve) => works.set(number, resolve));
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  polling = createPolling({ api, handle, onEnd: () => {}, clock, log });
});
afterEach(async () => {
  for (const done of works.values()) done();
  works.clear();
  await polling.stop();
  await peer.close();
});

const fetches = () => peer.api.calls.filter(({ method }) => method === "getUpdates");
/** Whatever is asked of Telegram before this has been heard there after it. */
const roundTrip = () => api.getMe();

async function press(times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) ann.tap(ballot, "A");
  await polling.start(new AbortController().signal);
  await until(() => works.size === Math.min(times, 100));
}

describe("fetching", () => {
  it("asks for more once all presses that it has are stored, for until then it is sent those again", async () => {
    await press(3);
    for (const done of works.values()) {
      done();
      await roundTrip();
    }
    await until(() => peer.updates.pending() === 0);
    // The one that confirms them waits for what comes next.
    expect(fetches()).toHaveLength(1);
  });

  it("asks for more after a breath while a press is not stored, and confirms only what is", async () => {
    await press(3);
    [...works.values()][0]!();
    await until(() => clock.pending().includes(breath));
    clock.advance(breath);
    await until(() => fetches().length === 2);
    expect(peer.updates.pending()).toBe(2);
  });

  it("confirms no press that is not stored, however many wait behind it", async () => {
    await press(101);
    for (let count = 0; count < 3; count += 1) {
      const before = fetches().length;
      await until(() => clock.pending().includes(breath));
      clock.advance(breath);
      await until(() => fetches().length > before);
    }
    expect(peer.updates.pending()).toBe(101);
  });

  it("confirms a question that is worked on for long when a hundred have come after it", async () => {
    ann.direct("Why is the sea salty?");
    await press(100);
    await until(() => clock.pending().includes(breath));
    clock.advance(breath);
    await until(() => works.size === 101);
    expect(peer.updates.pending()).toBe(100);
  });
});
