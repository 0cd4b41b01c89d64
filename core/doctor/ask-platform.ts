/** Asks a platform something over HTTP, and takes any ending for an answer. */
import { isRecord } from "../models/record.ts";
import { createBoundedFetch } from "../machine/bounded-fetch.ts";
import type { Clock } from "../machine/clock.ts";

/** How long a platform may take to answer, in milliseconds. */
const patience = 10_000;

const boundedFetch = createBoundedFetch({ body: 2 ** 20 });

/** What it said, or why it could not be asked, such as ECONNREFUSED. */
export type PlatformAnswer = { status: number; ok: boolean; body: unknown } | { reason: string };

/** Never throws. The address may hold a token: it is told to nobody. */
export async function askPlatform(
  address: string,
  headers: Readonly<Record<string, string>>,
  clock: Clock,
): Promise<PlatformAnswer> {
  const controller = new AbortController();
  const cancel = clock.after(patience, () => controller.abort());
  try {
    const response = await boundedFetch(address, { headers, signal: controller.signal });
    return { status: response.status, ok: response.ok, body: await response.json() };
  } catch (error) {
    const { cause } = error instanceof Error ? error : {};
    return { reason: isRecord(cause) && "code" in cause ? String(cause.code) : "no answer" };
  } finally {
    cancel();
  }
}
