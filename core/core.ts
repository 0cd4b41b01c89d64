/** The product, wired together. */
import { createArena } from "./arena/arena.ts";
import { decodeAction } from "./arena/ballot.ts";
import { type ArenaRules, defaultRules } from "./arena/rules.ts";
import { runMessage } from "./commands/index.ts";
import { sentences } from "./language/index.ts";
import type { GenerationSettings } from "./models/completion.ts";
import type { Model } from "./models/model.ts";
import type { ChatPlatform, Clock, Log, ModelProvider, Random, Renderer, Store } from "./ports.ts";
import type { PlatformName, Press, Reply, Request } from "./post.ts";
import { Refusal } from "./refusal.ts";
import { createPseudonyms } from "./safety/pseudonyms.ts";
import { createDeliverySeal } from "./safety/sealed-delivery.ts";

/** The product as a platform sees it. */
export interface Core {
  /** Tells core where it can post. Done once a platform, before `start`. */
  connect(platform: ChatPlatform): void;
  /** Takes up what an earlier run left unfinished. */
  start(): Promise<void>;
  /**
   * Takes what a person wrote: a command (`/name …`) or a question. Resolves once whatever must not be lost is stored;
   * a battle then goes on by itself through the platform's `post` and `edit`.
   * @returns what to show in answer, or undefined when a post already does.
   * @throws {Refusal} with a sentence for the person.
   */
  handle(request: Request): Promise<Reply | undefined>;
  /**
   * Takes a press on a button. The reply is private.
   * @throws {Refusal} with a sentence for the person.
   */
  press(press: Press): Promise<Reply>;
  /** Resolves when nothing is going on in the background. */
  settled(): Promise<void>;
  /** Ends answering and waits for what is being written. Open battles go on at the next start. */
  stop(): Promise<void>;
}

export type CoreOptions = {
  store: Store;
  provider: ModelProvider;
  renderer: Renderer;
  clock: Clock;
  random: Random;
  log: Log;
  /** The installation's secret, kept outside the database. */
  pseudonymKey: string;
  models: readonly Model[];
  generation: GenerationSettings;
  /** Whether no other process works on the same store. */
  alone: boolean;
  rules?: ArenaRules;
};

/** Makes the product; saves the roster's models, so that votes can point to them. */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { store, renderer, models, log, pseudonymKey, rules = defaultRules } = options;
  await store.saveModels(models);
  const platforms = new Map<PlatformName, ChatPlatform>();
  const arena = createArena({
    ...options,
    rules,
    platforms,
    pseudonyms: createPseudonyms(pseudonymKey),
    deliverySeal: createDeliverySeal(pseudonymKey),
  });
  const commands = { arena, store, renderer, models };

  /** Lets refusals through; anything else goes to the log, and the person gets a calm sentence. */
  async function answering<Result>(from: Request | Press, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal) throw error;
      log.error({ platform: from.platform, error }, "a request failed");
      throw new Refusal(sentences(from.language).refusals.failed, { cause: error });
    }
  }

  async function press(pressed: Press): Promise<Reply> {
    const action = decodeAction(pressed.action);
    if (!action) throw new Refusal(sentences(pressed.language).refusals.unknownAction);
    return arena.act(pressed, action);
  }

  return {
    connect: (platform) => void platforms.set(platform.name, platform),
    start: arena.start,
    handle: (request) => answering(request, () => runMessage(commands, request)),
    press: (pressed) => answering(pressed, () => press(pressed)),
    settled: arena.settled,
    stop: arena.stop,
  };
}
