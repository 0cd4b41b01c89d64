/** What a running arena says about its platforms. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isRecord } from "../models/record.ts";
import { askPlatform } from "./ask-platform.ts";
import type { Examination, Finding } from "./check.ts";

/**
 * Whether the running arena is connected to a platform; nothing if none runs, or it does not use that platform. The page
 * leaves its address in the data folder while it is open.
 */
export async function lookAtRunning(
  platform: "discord" | "telegram",
  { settings, words, clock }: Examination,
): Promise<Finding[]> {
  const file = join(settings.dataDirectory, "page.address");
  // The lines after the first say where others find it.
  const [address] = (await readFile(file, "utf8").catch(() => "")).split("\n");
  if (!address) return [];
  const answer = await askPlatform(`${address}/readyz`, {}, clock);
  const { platforms, troubles } = "body" in answer && isRecord(answer.body) ? answer.body : {};
  const state = isRecord(platforms) ? platforms[platform] : undefined;
  if (state === "up") return [{ state: "ok", what: words.running.up }];
  if (state !== "trying") return [];
  const trouble = isRecord(troubles) ? troubles[platform] : undefined;
  const known = Object.entries(words.running.troubles).find(([name]) => name === trouble);
  return [{ state: "wrong", what: known?.[1] ?? words.running.trying, mend: words.running.mend }];
}
