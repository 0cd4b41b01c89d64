/** A process that takes the data directory named on its command line, says so, and holds it until it is killed. */
import { hostname } from "node:os";
import { lockDirectory } from "../../core/machine/directory-lock.ts";

await lockDirectory(process.argv[2]!, { pid: process.pid, machine: hostname() }, 0);
// Nobody keeps what lockDirectory returned: the lock must outlast the garbage collection all the same.
globalThis.gc?.();
process.stdout.write("held\n");
process.stdin.resume();
