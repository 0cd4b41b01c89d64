/** The flood, in a thread of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { startFlood } from "./attackers.ts";

const flood = await startFlood(String(workerData));
parentPort?.postMessage("begun");
parentPort?.once("message", () => parentPort?.postMessage(flood.end()));
