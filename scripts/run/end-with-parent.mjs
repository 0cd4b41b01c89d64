/**
 * Loaded before a verb (`node --import`). When the process that runs the verb is killed outright it can pass nothing
 * on; what remains is that its channel to us closes. Then this process ends as if it had been asked to (SIGTERM), and
 * if that takes more than ten seconds, at once: an orphan must not hold the data folder.
 */
import { isMainThread } from "node:worker_threads";

const patienceMilliseconds = 10_000;

if (isMainThread && process.channel) {
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), patienceMilliseconds).unref();
  });
  // Listening must not keep a process alive that is done.
  process.channel.unref();
}
