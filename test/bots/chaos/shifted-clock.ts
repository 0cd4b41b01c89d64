/**
 * Loaded before an arena: its clock is wrong by as many milliseconds as the file CLOCK_SHIFT_FILE says, which is read again
 * at each SIGUSR2. Timers run as they are, as when a machine's clock is set.
 */
import { readFileSync } from "node:fs";

const TrueDate = Date;
let shift = 0;

function readShift(): void {
  try {
    shift = Number(readFileSync(process.env["CLOCK_SHIFT_FILE"] ?? "", "utf8")) || 0;
  } catch {
    shift = 0;
  }
}

const now = (): number => TrueDate.now() + shift;

readShift();
process.on("SIGUSR2", readShift);
globalThis.Date = new Proxy(TrueDate, {
  apply: () => new TrueDate(now()).toString(),
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as Date,
  get: (target, name, receiver) => (name === "now" ? now : Reflect.get(target, name, receiver)) as unknown,
});
