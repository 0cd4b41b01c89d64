/** Heavy work in a thread of its own, one piece after the other, so that the process that serves people never stops. */
import { parentPort, Worker, type WorkerOptions } from "node:worker_threads";

/** How a queue runs its thread, and what it says where work is not done. */
export type WorkerQueueOptions = {
  /** What the thread runs: a script that calls {@link answerRequests}. */
  script: URL;
  /** What else the thread is given; it never has the environment or the flags of this process. */
  thread?: Pick<WorkerOptions, "env" | "resourceLimits">;
  /** After so many threads that ended during one piece of work, it is given up. */
  mostLosses: number;
  says: {
    /** To work that comes after the queue was closed. */
    closed: string;
    /** To work that was waiting when it was closed. */
    unfinished: string;
    /** To work that is given up. @param code the exit code of the last thread. */
    lost(code: number): string;
  };
};

/** Does work in its own thread, in the order in which it comes. */
export interface WorkerQueue<Request, Result> {
  /**
   * Sends a request to the thread. It is copied when its turn comes: do not change it before.
   * @throws {Error} of the work itself; when the thread was lost too often, its reason in `cause`; or when the queue is closed.
   */
  do(request: Request): Promise<Result>;
  /** Ends the thread. All that waits fails. */
  close(): Promise<void>;
}

/** Work that somebody waits for. `losses` counts the threads that ended during it. */
type Waiting<Result> = {
  request: unknown;
  resolve(result: Result): void;
  reject(error: unknown): void;
  losses: number;
};

type Answer<Result> = { result: Result } | { error: unknown };

type State<Result> = {
  options: WorkerQueueOptions;
  /** The first is being done, the others wait. */
  queue: Waiting<Result>[];
  worker: Worker | undefined;
  closed: boolean;
};

/**
 * Makes a queue. Its thread starts with the first piece of work and keeps the process alive only while somebody waits.
 * If it ends during a piece of work, another takes its place and tries again, until {@link WorkerQueueOptions.mostLosses}.
 */
export function createWorkerQueue<Request, Result>(options: WorkerQueueOptions): WorkerQueue<Request, Result> {
  const state: State<Result> = { options, queue: [], worker: undefined, closed: false };
  return {
    async do(request) {
      if (state.closed) throw new Error(options.says.closed);
      const { promise, resolve, reject } = Promise.withResolvers<Result>();
      state.queue.push({ request, resolve, reject, losses: 0 });
      if (state.queue.length === 1) sendFirst(state);
      return await promise;
    },
    async close() {
      const { worker } = state;
      state.closed = true;
      state.worker = undefined;
      for (const { reject } of state.queue.splice(0)) reject(new Error(options.says.unfinished));
      await worker?.terminate();
    },
  };
}

function sendFirst<Result>(state: State<Result>): void {
  const [first] = state.queue;
  if (!first) return state.worker?.unref();
  state.worker ??= startWorker(state);
  state.worker.ref();
  try {
    state.worker.postMessage(first.request);
  } catch (error) {
    // What cannot be copied must not keep the others waiting.
    finishFirst(state, { error });
  }
}

function startWorker<Result>(state: State<Result>): Worker {
  const { script, thread } = state.options;
  const started = new Worker(script, { env: {}, execArgv: [], ...thread });
  let reason: unknown;
  started.on("message", (answer: Answer<Result>) => finishFirst(state, answer));
  started.on("error", (error) => (reason = error));
  started.on("exit", (code) => {
    if (state.worker === started) loseWorker(state, code, reason);
  });
  return started;
}

function finishFirst<Result>(state: State<Result>, answer: Answer<Result>): void {
  const first = state.queue.shift();
  if ("result" in answer) first?.resolve(answer.result);
  else first?.reject(answer.error);
  sendFirst(state);
}

function loseWorker<Result>(state: State<Result>, code: number, cause: unknown): void {
  const { mostLosses, says } = state.options;
  state.worker = undefined;
  const [first] = state.queue;
  if (first && ++first.losses >= mostLosses) state.queue.shift()?.reject(new Error(says.lost(code), { cause }));
  sendFirst(state);
}

/**
 * The thread's side: answers each request with what `work` gives or throws, one at a time.
 * @param moved the memory that a result leaves to the other side instead of being copied.
 */
export function answerRequests<Request, Result>(
  work: (request: Request) => Result | Promise<Result>,
  moved: (result: Result) => readonly ArrayBuffer[] = () => [],
): void {
  const answer = async (request: Request) => {
    try {
      const result = await work(request);
      parentPort?.postMessage({ result } satisfies Answer<Result>, moved(result));
    } catch (error) {
      parentPort?.postMessage({ error: error instanceof Error ? error : new Error(String(error)) });
    }
  };
  parentPort?.on("message", (request: Request) => void answer(request));
}
