/** Between grammY and the network. */
import type { ApiClientOptions, RawApi, Transformer } from "grammy";
import type { ApiResponse } from "grammy/types";
import type { Clock } from "../../core/index.ts";
import { createLanes, type Lanes } from "./lanes.ts";

/** How often what may be carried out twice is sent again. */
const tries = 3;
/** How often one request waits because Telegram says so. */
const mostWaits = 10;
/** Nobody waits longer than this for one request; the refusal is told instead. In milliseconds. */
const longestWait = 15 * 60_000;
/** An ephemeral message comes within 15 seconds of what it answers, or never. In milliseconds. */
const ephemeralWithin = 10_000;

/** New messages and files: carried out twice, they would be there twice. */
function mayRepeat(method: string): boolean {
  return !method.startsWith("send") && method !== "getUpdates";
}

/** What is put into a chat counts against that chat. Answers to presses and questions to Telegram do not. */
const puts = /^(?:send|edit|delete|copy|forward|pin|unpin|setMessage)/u;

/** What matters here of what a request is given. */
type Given = { chat_id?: number | string; inline_message_id?: string; ephemeral_message_parameters?: unknown };

/** A chat, or a message in a chat that the bot knows nothing of. */
function laneOf(method: string, { chat_id: chat, inline_message_id: inline }: Given): string {
  return puts.test(method) ? String(chat ?? inline ?? method) : method;
}

/** Signs that something is on its way: late, they would only keep back what they stand for. */
const ornaments: ReadonlySet<string> = new Set(["sendChatAction", "sendMessageDraft"]);

/** How long a request may wait for a closed chat, in milliseconds; what comes too late is of no use. */
function patienceOf(method: string, given: Given): number {
  if (ornaments.has(method)) return 0;
  return given.ephemeral_message_parameters === undefined ? longestWait : ephemeralWithin;
}

/** The wait that a refusal asks for, in milliseconds; undefined for other answers. */
function waitIn(result: ApiResponse<unknown>): number | undefined {
  if (result.ok || result.error_code !== 429) return undefined;
  return (result.parameters?.retry_after ?? 1) * 1_000;
}

/** As Telegram itself would refuse a request that may not wait so long. */
function refusal(milliseconds: number): ApiResponse<never> {
  const seconds = Math.ceil(milliseconds / 1_000);
  const description = `Too Many Requests: retry after ${seconds}`;
  return { ok: false, error_code: 429, description, parameters: { retry_after: seconds } };
}

type Signal = Parameters<Transformer<RawApi>>[3];

/** How chats stand, as far as Telegram has told, and what is sent to them. */
export type FloodControl = {
  /**
   * Keeps Telegram's waiting times, and sends again what a broken line swallowed. Waits as long as Telegram says: all
   * that is put into the same chat waits, and nothing else; what would come too late is refused at once.
   */
  transformer: Transformer<RawApi>;
  /** For how long nothing may be put into a chat, in milliseconds. */
  closedFor(chat: number): number;
  /** Takes room in a group for what one of many people sees. @returns whether there was any beside what everybody does. */
  takeRoom(chat: number): boolean;
};

/** Nothing has been sent yet. @param onLimited called for each answer of Telegram's that asks to wait. */
export function createFloodControl(clock: Clock, onLimited: () => void = () => {}): FloodControl {
  const lanes = createLanes(clock);
  return {
    async transformer(send, method, payload, signal) {
      const sendNow = async () => {
        const result = await send(method, payload, signal);
        if (waitIn(result) !== undefined) onLimited();
        return result;
      };
      if (method === "getUpdates") return sendNow();
      return sendInLane(lanes, clock, { method, given: payload as Given, signal }, sendNow);
    },
    closedFor: (chat) => lanes.left(String(chat)),
    takeRoom: (chat) => lanes.isOpen(String(chat)) && (chat > 0 || lanes.promise(String(chat))),
  };
}

type Asked = { method: string; given: Given; signal: Signal };

/** Sends, and what may be carried out twice again, where a broken line or Telegram's own trouble swallowed it. */
async function sendInLane<Result>(
  lanes: Lanes,
  clock: Clock,
  asked: Asked,
  send: () => Promise<ApiResponse<Result>>,
): Promise<ApiResponse<Result>> {
  const { method, given, signal } = asked;
  const noLater = clock.elapsed() + patienceOf(method, given);
  const alone = given.ephemeral_message_parameters !== undefined;
  const request = { lanes, clock, lane: laneOf(method, given), alone, noLater, signal, send };
  for (let sent = 1; ; sent += 1) {
    const repeats = sent < tries && mayRepeat(method) && !signal?.aborted;
    try {
      const result = await sendWhenOpen(request);
      if (result.ok || result.error_code < 500 || !repeats) return result;
    } catch (error) {
      if (!repeats) throw error;
    }
  }
}

type Sending<Result> = {
  lanes: Lanes;
  clock: Clock;
  lane: string;
  /** Whether it is for one person, as are those for which room is taken before. */
  alone: boolean;
  /** When it would be too late, in milliseconds. */
  noLater: number;
  signal: Signal;
  send: () => Promise<ApiResponse<Result>>;
};

/** @returns a refusal at once where a lane is closed for too long. */
async function sendWhenOpen<Result>(request: Sending<Result>): Promise<ApiResponse<Result>> {
  const { lanes, lane, noLater } = request;
  const first = lanes.isOpen(lane) ? await sendOnce(request) : undefined;
  if (first && waitIn(first) === undefined) return first;
  if (lanes.opensAt(lane) > noLater) return first ?? refusal(lanes.left(lane));
  return lanes.inOrder(lane, () => sendInLine(request));
}

async function sendOnce<Result>({ lanes, lane, alone, send }: Sending<Result>): Promise<ApiResponse<Result>> {
  lanes.count(lane, alone);
  const result = await send();
  lanes.close(lane, waitIn(result) ?? 0);
  return result;
}

async function sendInLine<Result>(request: Sending<Result>): Promise<ApiResponse<Result>> {
  const { lanes, clock, lane, noLater, signal } = request;
  for (let waits = 0; ;) {
    if (lanes.opensAt(lane) > noLater) return refusal(lanes.left(lane));
    const left = lanes.left(lane);
    if (left > 0 && !signal?.aborted) await pass(left, clock, signal);
    else {
      const result = await sendOnce(request);
      if (waitIn(result) === undefined || waits >= mostWaits) return result;
      waits += 1;
    }
  }
}

/** Resolves after a time, or when the signal is aborted. */
function pass(milliseconds: number, clock: Clock, signal: Signal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(milliseconds, resolve);
    signal?.addEventListener("abort", () => {
      cancel();
      resolve();
    });
  });
}

type Fetch = NonNullable<ApiClientOptions["fetch"]>;
type Init = {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** grammY's own type, not Node's. */
  signal?: { readonly aborted: boolean; addEventListener(event: "abort", listener: () => void): void } | null;
};

/** An answer came that is not one of the Bot API, as from a proxy in between. */
class UnreadableAnswer extends Error {
  override readonly name = "UnreadableAnswer";
  readonly status: number;

  constructor(status: number) {
    super(`Telegram's answer (status ${status}) is not JSON`);
    this.status = status;
  }
}

/**
 * Node's own fetch, for grammY's option `client.fetch`. The one that comes with grammY does not notice when an answer's
 * body breaks off, and waits for the rest until its time-out (docs/decisions/2026-11-28-broken-bodies.md).
 */
export const nativeFetch = (async (url: string, { method, headers, body, signal }: Init = {}) => {
  const controller = new AbortController();
  if (signal?.aborted) controller.abort();
  signal?.addEventListener("abort", () => controller.abort());
  const sent = body === undefined ? {} : { body: body as BodyInit, duplex: "half" };
  const answer = await fetch(url, { method, headers, signal: controller.signal, ...sent } as RequestInit);
  if (answer.headers.get("content-type")?.includes("json")) return answer;
  await answer.body?.cancel();
  throw new UnreadableAnswer(answer.status);
}) as unknown as Fetch;
