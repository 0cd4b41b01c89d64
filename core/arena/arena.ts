/** The arena: battles from question to close. */
import type { PlatformName, Press, PrivateReply, Reaction, Request } from "../chat/post.ts";
import { createAsking } from "./asking.ts";
import type { BattleAction } from "../battle/battle-action.ts";
import type { ArenaContext } from "./context.ts";
import type { Asked } from "./question.ts";
import { createEnding } from "./ending.ts";
import { createFoldingWorker } from "./folding-worker.ts";
import { createLeasedAnswering } from "./leased-answering.ts";
import { createReacting } from "./reacting.ts";
import { createRecovery } from "./recovery.ts";
import { createShowing } from "./showing.ts";
import { createVoting } from "./voting.ts";

export interface Arena {
  /** Starts a battle, or a follow-up in one. @throws {Refusal} for a question that cannot be asked. */
  ask(request: Request, question: Asked): Promise<void>;
  /** Carries out a press on a battle's button. @throws {Refusal} when it changes nothing. */
  act(press: Press, action: BattleAction): Promise<PrivateReply>;
  /** Carries out a reaction on a battle's post; others are nothing to it. @throws {Refusal} when it is not taken. */
  react(reaction: Reaction): Promise<PrivateReply | undefined>;
  /** Addresses of the posts of all open battles on a platform: those that may have been voted on in an absence. */
  openPosts(platform: PlatformName): Promise<string[]>;
  /** Shows at once what could not be shown before and waits for another try. */
  showWaiting(): void;
  /** Takes up what an earlier run left unfinished. Call it when the platforms are connected. */
  start(): Promise<void>;
  /** Ends answering and waits for what is being written. Battles go on at the next start. */
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
  const folding = createFoldingWorker(context, track);
  const ending = createEnding(context, showing, folding, track);
  const answering = createLeasedAnswering(context, showing, ending, stopping.signal);
  const asking = createAsking(context, showing, answering, track);
  const voting = createVoting(context, ending);
  const reacting = createReacting(context, voting, track);
  const recovery = createRecovery(context, answering, { ending, folding }, track);

  return {
    ask: asking.ask,
    act: voting.act,
    react: reacting.react,
    openPosts: showing.openPosts,
    showWaiting: showing.showWaiting,
    start: recovery.start,
    async stop() {
      stopping.abort();
      recovery.stop();
      ending.stop();
      folding.stop();
      await settled();
      showing.stop();
    },
    settled,
  };
}
