/** The arena: battles from question to close. */
import type { Press, Reply, Request } from "../post.ts";
import { createAsking } from "./asking.ts";
import type { BattleAction } from "./ballot.ts";
import type { ArenaContext } from "./context.ts";
import { createEnding } from "./ending.ts";
import { createShowing } from "./showing.ts";
import { createVoting } from "./voting.ts";

export interface Arena {
  /** Starts a battle. @throws {Refusal} for a question that cannot be asked. */
  ask(request: Request, question: string): Promise<void>;
  /** Carries out a press on a battle's button. @throws {Refusal} when it changes nothing. */
  act(press: Press, action: BattleAction): Promise<Reply>;
  /** Takes up what an earlier run left unfinished. Call it when the platforms are connected. */
  start(): Promise<void>;
  /** Ends answering and waits for what is being written. Open battles go on at the next start. */
  stop(): Promise<void>;
  /** Resolves when no battle is being answered or ended. */
  settled(): Promise<void>;
}

export function createArena(context: ArenaContext): Arena {
  const stopping = new AbortController();
  const running = new Set<Promise<unknown>>();

  function track(work: Promise<unknown>): void {
    const logged = work
      .catch((error: unknown) => context.log.error({ error }, "background work failed"))
      .finally(() => running.delete(logged));
    running.add(logged);
  }

  async function settled(): Promise<void> {
    while (running.size > 0) await Promise.all(running);
  }

  const showing = createShowing(context, track);
  const ending = createEnding(context, showing, track);
  const asking = createAsking(context, showing, ending, track, stopping.signal);
  const voting = createVoting(context, ending);

  return {
    ask: asking.ask,
    act: voting.act,
    start: ending.recover,
    async stop() {
      stopping.abort();
      ending.stop();
      await settled();
      showing.stop();
    },
    settled,
  };
}
