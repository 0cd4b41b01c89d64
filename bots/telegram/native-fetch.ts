/**
 * Node's own fetch for grammY. The one that comes with grammY does not notice when an answer's body breaks off, and
 * waits for the rest until its time-out (docs/decisions/2026-11-28-broken-bodies.md).
 */
import type { ApiClientOptions } from "grammy";

type Fetch = NonNullable<ApiClientOptions["fetch"]>;
type Given = {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** grammY's own type, not Node's. */
  signal?: { readonly aborted: boolean; addEventListener(event: "abort", listener: () => void): void } | null;
};

/** Something has sent an answer that is none of the Bot API. */
class UnreadableAnswer extends Error {
  override readonly name = "UnreadableAnswer";
  readonly status: number;

  constructor(status: number) {
    super(`Telegram's answer (status ${status}) is not JSON`);
    this.status = status;
  }
}

/** For grammY's option `client.fetch`. */
export const nativeFetch = (async (url: string, { method, headers, body, signal }: Given = {}) => {
  const controller = new AbortController();
  if (signal?.aborted) controller.abort();
  signal?.addEventListener("abort", () => controller.abort());
  const sent = body === undefined ? {} : { body: body as BodyInit, duplex: "half" };
  const answer = await fetch(url, { method, headers, signal: controller.signal, ...sent } as RequestInit);
  if (answer.headers.get("content-type")?.includes("json")) return answer;
  await answer.body?.cancel();
  throw new UnreadableAnswer(answer.status);
}) as unknown as Fetch;
