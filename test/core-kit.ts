/**
 * The whole product for tests: real store, real provider against a real model server, real pictures. Only time, chance
 * and the chat platform are the test's own.
 */
import { type ArenaRules, defaultRules } from "../core/battle/rules.ts";
import type { Observer } from "../core/observer.ts";
import { createCore, type Core } from "../core/product.ts";
import type { SpendingLimits } from "../core/costs/spending.ts";
import type { Amounts, Model } from "../core/models/model.ts";
import { createModelProvider } from "../core/models/openai-provider.ts";
import type { Log } from "../core/machine/log.ts";
import type { ModerationEndpoint } from "../core/safety/moderation/endpoint.ts";
import type { Store } from "../core/store/store.ts";
import type { PlatformName, Sender } from "../core/chat/post.ts";
import { createPseudonyms } from "../core/safety/pseudonyms.ts";
import { openTexts } from "../core/store/kept-texts.ts";
import { openStore } from "../core/store/open-store.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";
import { makeFreshPlace, type Place } from "./store/fresh-place.ts";
import { buildEndpoint, buildModel } from "./models/fixtures.ts";
import { type ScriptedModelServer, startScriptedModelServer } from "./peers/scripted-model-server.ts";
import { createRecordingPlatform, type RecordingPlatform } from "./recording-platform.ts";
import { createSeededRandom } from "./seeded-random.ts";
import { sharedRater, sharedRenderer } from "./shared-renderer.ts";

export const testKey = "a pseudonym key made for tests only";

export type LogLine = { level: "info" | "warn" | "error"; details: Record<string, unknown>; message: string };

/** One store and one model server for a whole test file; as many cores as wanted on top. */
export type CoreKit = Place & {
  store: Store;
  server: ScriptedModelServer;
  /** Another core over the same store, as after a restart. */
  createCore(options?: CoreChoices): Promise<RunningCore>;
  /** Closes the store, whose files may be looked at then. */
  closeStore(): Promise<void>;
  close(): Promise<void>;
};

export type CoreChoices = {
  /** Speaks for this platform instead of the page. */
  platform?: PlatformName;
  models?: Model[];
  rules?: Partial<ArenaRules>;
  seed?: number;
  alone?: boolean;
  /** Where it runs; the same place again is a restart. */
  place?: string;
  /** Where mutual evaluations are kept; left out: nowhere. */
  mutual?: { directory: string; budget: number; checks?: boolean };
  /** Left out: it does long work. */
  works?: boolean;
  privacyUrl?: string;
  encryptsTexts?: boolean;
  moderation?: ModerationEndpoint;
  spending?: SpendingLimits;
  observer?: Observer;
  /** In place of the lines that {@link RunningCore.log} keeps. */
  log?: Log;
  /** What the endpoint of all models may cost. */
  endpointBudget?: Amounts;
};

export type RunningCore = Core & {
  clock: ManualClock;
  platform: RecordingPlatform;
  log: LogLine[];
  /** What was told of budgets: whose, which share, in percent. */
  budgetsTold: string[];
};

/** Models `m1` … `m4`, whose endpoint calls them by the same names. */
export const fourModels: Model[] = ["m1", "m2", "m3", "m4"].map((id) =>
  buildModel({ id, name: `Model ${id}`, organization: "Tests", model: id }),
);

/**
 * @param own a store to work on instead of a fresh one; it is closed with the kit.
 * @param texts how a fresh one keeps what people and models write.
 */
export async function startCoreKit(own?: Store, texts = openTexts): Promise<CoreKit> {
  const place = await makeFreshPlace();
  const keyFingerprint = createPseudonyms(testKey).fingerprint;
  const store = own ?? (await openStore({ ...place, keyFingerprint, texts })).store;
  const server = await startScriptedModelServer();
  let cores = 0;
  return {
    ...place,
    store,
    server,
    createCore: (options = {}) => {
      cores += 1;
      return runCore(store, server, { seed: cores, ...options });
    },
    closeStore: () => store.close(),
    async close() {
      await store.close();
      await server.close();
      await place.remove();
    },
  };
}

async function runCore(
  store: Store,
  server: ScriptedModelServer,
  options: CoreChoices & { seed: number },
): Promise<RunningCore> {
  const clock = createManualClock();
  const platform = createRecordingPlatform(options.platform);
  const lines: LogLine[] = [];
  const budgetsTold: string[] = [];
  const core = await createCore({
    store,
    encryptsTexts: options.encryptsTexts ?? false,
    provider: {
      ...createModelProvider({ endpoints: { local: buildEndpoint(server.baseURL, { concurrency: 16 }) }, clock }),
      budget: () => options.endpointBudget,
    },
    ...(options.spending && { spending: options.spending }),
    ...(options.observer && { observer: options.observer }),
    onBudget: ({ scope, period }, share) => void budgetsTold.push(`${scope} ${period} ${share}`),
    ...(options.privacyUrl !== undefined && { privacyUrl: options.privacyUrl }),
    ...(options.moderation && { moderation: options.moderation }),
    renderer: sharedRenderer,
    rater: sharedRater,
    clock,
    random: createSeededRandom(options.seed),
    log: options.log ?? recordTo(lines),
    pseudonymKey: testKey,
    models: options.models ?? fourModels,
    generation: { temperature: 0.7, maxTokens: 256, system: null },
    alone: options.alone ?? true,
    place: options.place ?? "test",
    rules: { ...defaultRules, ...options.rules },
    ...(options.mutual && { mutual: options.mutual }),
    ...(options.works !== undefined && { works: options.works }),
  });
  core.connect(platform);
  return { ...core, clock, platform, log: lines, budgetsTold };
}

function recordTo(lines: LogLine[]): Log {
  const at = (level: LogLine["level"]) => (details: Record<string, unknown>, message: string) =>
    void lines.push({ level, details, message });
  return { info: at("info"), warn: at("warn"), error: at("error") };
}

/** Somebody in the page's shared room. */
export function sender(person: string, more: Partial<Sender> = {}): Sender {
  return {
    platform: "web",
    person: `web:${person}`,
    community: "web:local",
    place: "web:page",
    private: false,
    manages: false,
    language: "en",
    ...more,
  };
}
