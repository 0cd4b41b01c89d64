/**
 * Node's own fetch for grammY. The one that grammY brings along never notices that an answer's body breaks off, and
 * waits for the rest of it until the request's time is over (docs/decisions/2026-11-28-broken-bodies.md).
 */
import type { ApiClientOptions } from "grammy";

type Fetch = NonNullable<ApiClientOptions["fetch"]>;
type Given = {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** Not Node's own kind. */
  signal?: { readonly aborted: boolean; addEventListener(event: "abort", listener: () => void): void } | null;
};

/** Something has answered, but not with what the Bot API answers with. */
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
