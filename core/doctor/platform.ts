/** What checks of platforms are made of: asking one over HTTP, and what a running arena says of its connection. */
import type { PlatformName } from "../chat/post.ts";
import { isRecord } from "../models/json.ts";
import { createBoundedFetch } from "../machine/bounded-fetch.ts";
import type { Clock } from "../machine/clock.ts";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Examination, Finding } from "./check.ts";

/** A platform that a bot must be let into; the page is no such platform. */
export type BotPlatform = Exclude<PlatformName, "web">;

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

/**
 * Whether the running arena is connected to a platform; nothing if none runs, or it does not use that platform. The page
 * leaves its address in the data folder while it is open.
 */
export async function lookAtRunning(
  platform: BotPlatform,
  { settings, words, clock }: Examination,
): Promise<Finding[]> {
  const file = join(settings.dataDirectory, "page.address");
  // The lines after the first say where others find it.
  const [address] = (await readFile(file, "utf8").catch(() => "")).split("\n");
  if (!address) return [];
  const answer = await askPlatform(`${address}/readyz`, {}, clock);
  const { platforms, troubles } = "body" in answer && isRecord(answer.body) ? answer.body : {};
  const state = isRecord(platforms) ? platforms[platform] : undefined;
  if (state === "up" || state === "waiting") return [{ state: "ok", what: words.running[state] }];
  if (state !== "trying") return [];
  const trouble = isRecord(troubles) ? troubles[platform] : undefined;
  const known = Object.entries(words.running.troubles).find(([name]) => name === trouble);
  return [{ state: "wrong", what: known?.[1] ?? words.running.trying, mend: words.running.mend }];
}
