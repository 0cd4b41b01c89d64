import { expect, it } from "vitest";
import { logBesideStore, StoreFailure } from "../../core/store/store-failure.ts";

it("a log beside the store's own leaves out what the store fails in, and nothing else", () => {
  const lines: string[] = [];
  const note = (_details: unknown, message: string) => void lines.push(message);
  const log = logBesideStore({ info: note, warn: note, error: note });
  const error = new StoreFailure("disk", "no room");
  log.error({ error }, "a sweep failed");
  log.warn({ error }, "a board was not kept");
  log.error({ error: new Error("odd") }, "something else failed");
  log.warn({}, "a warning");
  log.info({ error }, "an account");
  expect(lines).toEqual(["something else failed", "a warning", "an account"]);
});
