/**
 * Answers that come too late for the reply to a command. Where the bot is no member, a battle stands in such a reply, which can be
 * changed for a quarter of an hour only; what comes later goes to whoever asked, as a direct message that takes its place.
 */
import { createBoundedMap, joinAddress, splitAddress } from "../../core/index.ts";
import type { Message } from "./encode.ts";
import type { Requests } from "./requests.ts";

/** Knows who waits for which reply. */
export interface LateAnswers {
  /** Notes who waits for what is to stand at a place, the reply to a command. */
  expect(place: string, person: string): void;
  /** Where a post stands now: an address in a direct message, or its own. */
  whereIs(address: string): string;
  /** Whether somebody still waits for it. */
  isWaiting(address: string): boolean;
  /** Notes that whoever asked has been shown what they waited for. */
  shown(address: string): void;
  /** Sends what can no longer be shown to whoever still waits for it. Does nothing if nobody does. @throws what discord.js throws. */
  send(address: string, message: Message): Promise<void>;
}

/** For how many of the newest replies this is known. */
const capacity = 4_000;

/** At first nobody waits. */
export function createLateAnswers(requests: Pick<Requests, "direct" | "write">): LateAnswers {
  const waiting = createBoundedMap<string, string>(capacity);
  const moved = createBoundedMap<string, string>(capacity);
  const placeOf = (address: string): string => splitAddress(address)?.place ?? "";
  return {
    expect: (place, person) => void waiting.set(place, person),
    whereIs: (address) => moved.get(address) ?? address,
    isWaiting: (address) => waiting.has(placeOf(address)),
    shown: (address) => void waiting.delete(placeOf(address)),
    async send(address, message) {
      const person = waiting.get(placeOf(address));
      if (person === undefined) return;
      const channel = await requests.direct(person);
      const id = await requests.write(channel, message, `late-${splitAddress(address)?.message ?? ""}`);
      moved.set(address, joinAddress(channel.direct, id));
      waiting.delete(placeOf(address));
    },
  };
}
