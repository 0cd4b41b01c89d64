/** The machine's own clock and chance: the only place where core touches either. */
import { randomBytes, randomInt } from "node:crypto";
import type { Clock, Random } from "../ports.ts";

/** The longest wait that Node's timers can hold, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => new Date(),
  after(milliseconds, task) {
    const timer = setTimeout(task, Math.min(milliseconds, longestTimer));
    // A battle waiting to close must not keep a stopped process alive.
    timer.unref();
    return () => clearTimeout(timer);
  },
};

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
const idLength = 16;
const saltBytes = 16;
const fractionSteps = 2 ** 47;

export const systemRandom: Random = {
  fraction: () => randomInt(fractionSteps) / fractionSteps,
  id: () => Array.from({ length: idLength }, () => alphabet[randomInt(alphabet.length)]).join(""),
  salt: () => randomBytes(saltBytes).toString("hex"),
};
