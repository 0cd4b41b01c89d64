/** A thread for tests of the worker queue: doubles numbers, and fails at some; given shared memory, counts there and ends. */
import { answerRequests } from "../../core/machine/worker-queue.ts";

answerRequests(
  (request: number | SharedArrayBuffer): { doubled: Uint8Array<ArrayBuffer>; secret: string | undefined } => {
    if (typeof request !== "number") {
      Atomics.add(new Int32Array(request), 0, 1);
      process.exit(3);
    }
    if (request === -2) throw new RangeError("no negative numbers");
    // oxlint-disable-next-line typescript/only-throw-error
    if (request === -3) throw "plain words";
    return { doubled: Uint8Array.of(2 * request), secret: process.env["SECRET_OF_THIS_TEST"] };
  },
  ({ doubled }) => [doubled.buffer],
);
