/** Waiting for others only as long as somebody wants it. */
import type { ChatPlatform } from "./chat-platform.ts";

/** What `work` comes to, unless the signal is aborted before. @throws its reason then. */
export async function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const leave = () => reject(signal.reason as Error);
  if (signal.aborted) leave();
  signal.addEventListener("abort", leave);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

/** The same platform, which nobody waits for, or asks for more, once the signal is aborted. */
export function untilAborted(platform: ChatPlatform, signal: AbortSignal): ChatPlatform {
  return {
    name: platform.name,
    async post(...given) {
      signal.throwIfAborted();
      return orAborted(platform.post(...given), signal);
    },
    async edit(...given) {
      signal.throwIfAborted();
      return orAborted(platform.edit(...given), signal);
    },
  };
}
