/** Jobs of a process that is alone on its database: what is ordered here is done here. */
import type { Clock } from "./clock.ts";
import { type DoJob, type JobKind, type Jobs, retrying } from "./jobs.ts";
import type { Log } from "./log.ts";

type Line = { kind: JobKind; work: DoJob | undefined; waiting: string[]; doing: string | undefined };
type Own = {
  clock: Clock;
  log: Log;
  lines: Map<string, Line>;
  leaving: AbortController;
  running: Set<Promise<void>>;
  /** How often a job has failed, and how to call its next try off, by kind and name. */
  failed: Map<string, { times: number; cancel: () => void }>;
};

/** Nothing of it outlives the process: who orders has to order again at the next start. */
export function createOwnJobs(clock: Clock, log: Log): Jobs {
  const own: Own = {
    ...{ clock, log, lines: new Map(), running: new Set(), failed: new Map() },
    leaving: new AbortController(),
  };
  return {
    async order(kind, name) {
      const line = lineOf(own, kind);
      const again = own.failed.get(`${kind.name} ${name}`);
      // Whoever orders it now does not want to wait for the next try.
      again?.cancel();
      if (line.doing !== name && !line.waiting.includes(name)) line.waiting.push(name);
      goOn(own, line);
    },
    take(kind, work) {
      const line = lineOf(own, kind);
      line.work = work;
      goOn(own, line);
    },
    async settled() {
      while (own.running.size > 0) await Promise.all(own.running);
    },
    async stop() {
      own.leaving.abort();
      for (const { cancel } of own.failed.values()) cancel();
      await Promise.all(own.running);
    },
  };
}

function lineOf({ lines }: Own, kind: JobKind): Line {
  const line = lines.get(kind.name) ?? { kind, work: undefined, waiting: [], doing: undefined };
  lines.set(kind.name, line);
  return line;
}

function goOn(own: Own, line: Line): void {
  if (own.leaving.signal.aborted || !line.work || line.doing !== undefined) return;
  const name = line.waiting.shift();
  if (name === undefined) return;
  line.doing = name;
  const done = work(own, line, line.work, name).finally(() => {
    own.running.delete(done);
    line.doing = undefined;
    goOn(own, line);
  });
  own.running.add(done);
}

async function work(own: Own, { kind, waiting }: Line, doJob: DoJob, name: string): Promise<void> {
  const { clock, log, failed, leaving } = own;
  const key = `${kind.name} ${name}`;
  try {
    await doJob(name, leaving.signal);
    failed.delete(key);
  } catch (error) {
    if (leaving.signal.aborted) return;
    const { times, first, longest } = retrying[kind.retries];
    const before = failed.get(key)?.times ?? 0;
    log.error({ job: kind.name, name, error }, before < times ? "a job failed; it is tried again" : "a job failed");
    const again = () => {
      waiting.push(name);
      goOn(own, lineOf(own, kind));
    };
    const cancel = before < times ? clock.after(Math.min(longest, first * 2 ** before), again) : () => {};
    failed.set(key, { times: before + 1, cancel });
  }
}
