/** What the bot is told: updates that wait until they are fetched and confirmed, or are sent to its own address. */
import { setTimeout as wait } from "node:timers/promises";
import type { Chat, Update, User } from "grammy/types";
import { until } from "../../until.ts";
import { refusals } from "./refusal.ts";

export type UpdateKind = Exclude<keyof Update, "update_id">;

export type Webhook = { url: string; secret: string | undefined; connections: number };

export type Updates = {
  /** Every update there was, those as well that nobody was told of for want of permission. */
  all: Update[];
  /** The kinds that the bot asked for; undefined: it never said. */
  allowed: string[] | undefined;
  webhook: Webhook | undefined;
  /** What went wrong last on the way to the bot's address. */
  lastError: string | undefined;
  /** How many are still to be confirmed. */
  pending(): number;
  /** Tells the bot, if it has asked for this kind. @returns the update. */
  tell<Kind extends UpdateKind>(kind: Kind, content: Update[Kind]): Update;
  /** Tells an update again, under its own number, as after a confirmation that was lost. */
  repeat(update: Update): void;
  /** Serves `getUpdates`. */
  fetch(request: FetchOptions, gone: AbortSignal): Promise<Update[]>;
  setWebhook(webhook: Webhook | undefined, options: { allowed?: string[]; drop?: boolean }): void;
  /** Resolves when all has been handed out: whoever fetches has come back for more, or its address has taken it. */
  delivered(): Promise<void>;
  close(): void;
};

export type FetchOptions = { offset?: number; limit?: number; timeout?: number; allowed_updates?: string[] };

/** Kinds that are told only to bots that ask for them. */
const onRequest: readonly UpdateKind[] = ["chat_member", "message_reaction", "message_reaction_count"];
const secretHeader = "x-telegram-bot-api-secret-token";
/** In milliseconds: how long until an address that did not take an update is tried again. */
const beforeRetry = 10;

type Poll = { resolve: (updates: Update[]) => void; reject: (error: Error) => void; take: () => Update[] };

/** @param firstNumber of the first update. */
export function createUpdates(firstNumber: number): Updates {
  let number = firstNumber;
  let queue: Update[] = [];
  /** What is told again, even if it was confirmed. */
  let again: Update[] = [];
  let poll: Poll | undefined;
  let closed = false;
  /** What is being sent to the bot's address: one after another in each row, and no more at once than it allows. */
  const rows = new Map<string, Promise<void>>();
  const connections = createConnections();

  function wanted(kind: UpdateKind): boolean {
    const { allowed } = updates;
    return allowed === undefined || allowed.length === 0 ? !onRequest.includes(kind) : allowed.includes(kind);
  }

  function handOut(most: number): Update[] {
    const batch = [...again, ...queue].slice(0, most);
    again = again.filter((update) => !batch.includes(update));
    return batch;
  }

  function enqueue(update: Update): void {
    if (updates.webhook) return send(update);
    if (poll) {
      const { resolve, take } = poll;
      poll = undefined;
      resolve(take());
    }
  }

  function send(update: Update): void {
    const row = rowOf(update);
    const before = rows.get(row) ?? Promise.resolve();
    const sending = before.then(() => sendUntilTaken(update));
    rows.set(row, sending);
    void sending.finally(() => rows.get(row) === sending && rows.delete(row));
  }

  async function sendUntilTaken(update: Update): Promise<void> {
    while (!closed && updates.webhook && (queue.includes(update) || again.includes(update))) {
      const { webhook } = updates;
      const trouble = await connections.use(webhook.connections, () => post(webhook, update));
      updates.lastError = trouble ?? updates.lastError;
      if (trouble !== undefined) await wait(beforeRetry);
      else if (again.includes(update)) again = again.filter((one) => one !== update);
      else queue = queue.filter((one) => one !== update);
    }
  }

  const updates: Updates = {
    ...{ all: [], allowed: undefined, webhook: undefined, lastError: undefined },
    pending: () => queue.length + again.length,
    tell(kind, content) {
      number += 1;
      const update = { update_id: number, [kind]: content } as Update;
      updates.all.push(update);
      if (!wanted(kind)) return update;
      queue.push(update);
      enqueue(update);
      return update;
    },
    repeat(update) {
      again.push(update);
      enqueue(update);
    },
    fetch({ offset = 0, limit = 100, timeout = 0, allowed_updates: allowed }, gone) {
      if (updates.webhook) throw refusals.webhookActive();
      if (poll) poll.reject(refusals.otherPoll());
      poll = undefined;
      updates.allowed = allowed ?? updates.allowed;
      if (offset < 0) queue = queue.slice(offset);
      else queue = queue.filter(({ update_id: id }) => id >= offset);
      const most = Math.min(Math.max(limit, 1), 100);
      const take = () => handOut(most);
      if (queue.length > 0 || again.length > 0 || timeout <= 0) return Promise.resolve(take());
      const { promise, resolve, reject } = Promise.withResolvers<Update[]>();
      const mine = { resolve, reject, take };
      poll = mine;
      const leave = () => {
        if (poll === mine) poll = undefined;
        resolve([]);
      };
      const timer = setTimeout(leave, timeout * 1000);
      gone.addEventListener("abort", leave, { once: true });
      return promise.finally(() => clearTimeout(timer));
    },
    setWebhook(webhook, { allowed, drop = false }) {
      if (poll) poll.reject(refusals.webhookActive());
      poll = undefined;
      updates.webhook = webhook;
      updates.allowed = allowed ?? updates.allowed;
      if (drop) queue = [];
      if (webhook) for (const update of queue) send(update);
    },
    delivered: () => until(() => updates.pending() === 0 && (rows.size === 0 || !updates.webhook)),
    close() {
      closed = true;
      poll?.resolve([]);
    },
  };
  return updates;
}

/** What is about one chat, or one person, keeps its order. */
/** Lets no more than so many work at once. */
function createConnections() {
  let busy = 0;
  const waiting: (() => void)[] = [];
  return {
    async use<Result>(most: number, work: () => Promise<Result>): Promise<Result> {
      if (busy < most) busy += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else busy -= 1;
      }
    },
  };
}

/** As Telegram's own server: what a person presses or asks inline is in a row of theirs, all else in one of its chat. */
function rowOf({ update_id: _number, ...told }: Update): string {
  type Told = { chat?: Chat; from?: User };
  const [[kind, content] = ["", {}]] = Object.entries(told) as [string, Told][];
  const own = /^(?:callback_query|inline_query|chosen_inline_result)$/u.test(kind);
  return own ? `${kind} ${content.from?.id}` : String(content.chat?.id ?? "");
}

/** @returns what went wrong; undefined: it was taken. */
async function post({ url, secret }: Webhook, update: Update): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...(secret !== undefined && { [secretHeader]: secret }) },
      body: JSON.stringify(update),
    });
    await response.arrayBuffer();
    return response.ok ? undefined : `Wrong response from the webhook: ${response.status} ${response.statusText}`;
  } catch (error) {
    return `Connection failed: ${String(error)}`;
  }
}
