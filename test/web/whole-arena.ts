/** The whole product behind a page: its own store, the demo models without their delays, and real pictures. */
import { join } from "node:path";
import { createPage } from "../../bots/web/bot.ts";
import {
  type ArenaRules,
  createCore,
  createModelProvider,
  createOperatorFolder,
  createOperators,
  createPseudonyms,
  defaultRules,
  deriveKey,
  openStore,
} from "../../core/index.ts";
import { createKeptTexts } from "../../core/store/kept-texts.ts";
import { startDemoModels } from "../../core/models/demo/demo-server.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { sharedRenderer } from "../shared-renderer.ts";
import { makeFreshPlace, type Place } from "../store/fresh-place.ts";

export type WholeArena = {
  address: string;
  /** Makes whoever shows it an operator of the page. */
  token: string;
  clock: ManualClock;
  /** The names of its models, which nobody may read before the time. */
  names: string[];
  /** All that the archive keeps, as text. */
  archived(): Promise<string>;
  /** The folder of pictures and files. */
  filesDirectory: string;
  /** What went wrong, as the log has it. */
  errors: unknown[];
  /** Resolves when no battle is being answered or ended. */
  settled(): Promise<void>;
  /** Moves time on and waits for what that brings. */
  pass(milliseconds: number): Promise<void>;
  /** Ends it; where it kept its record is there until the end. */
  stop(): Promise<Place>;
  end(): Promise<void>;
};

const pseudonymKey = "a key that only this test knows, and keeps";

export async function startWholeArena(encryptText = false, rules: Partial<ArenaRules> = {}): Promise<WholeArena> {
  const place = await makeFreshPlace();
  const { dataDirectory } = place;
  const clock = createManualClock();
  const random = createSeededRandom(11);
  const errors: unknown[] = [];
  const note = (details: Record<string, unknown>, message: string) => void errors.push({ message, ...details });
  const log = { info: () => {}, warn: note, error: note };
  const keyFingerprint = createPseudonyms(pseudonymKey).fingerprint;
  const texts = createKeptTexts(pseudonymKey, encryptText);
  const { store, pageArchive } = await openStore({ ...place, keyFingerprint, texts });
  const demo = await startDemoModels({ writingTime: 0 });
  const { models, generation, endpoints } = demo.roster;
  const provider = createModelProvider({ endpoints, clock });
  const core = await createCore({
    store,
    provider,
    renderer: sharedRenderer,
    clock,
    random,
    log,
    pseudonymKey,
    models,
    generation,
    rules: { ...defaultRules, ...rules },
    alone: true,
    place: "test",
  });
  const operators = createOperators(createOperatorFolder(dataDirectory), () => clock.now());
  const first = await operators.addFirst();
  const page = await createPage({
    core,
    operators,
    archive: pageArchive,
    clock,
    random,
    log,
    secret: deriveKey(pseudonymKey, "doubleblind page v1"),
    dataDirectory,
    host: "127.0.0.1",
    port: 0,
    portFixed: false,
  });
  core.connect(page.platform);
  await core.start();
  const { address } = await page.open();
  async function stop(): Promise<Place> {
    const closed = page.close();
    clock.advance(1_000);
    await closed;
    await core.stop();
    await demo.close();
    await store.close();
    return place;
  }
  return {
    address,
    token: first!.token,
    clock,
    names: models.map((model) => model.name),
    errors,
    archived: async () => JSON.stringify((await pageArchive.after(-1, 1_000)).posts),
    filesDirectory: join(dataDirectory, "page-images"),
    settled: core.settled,
    async pass(milliseconds) {
      clock.advance(milliseconds);
      await core.settled();
    },
    stop,
    async end() {
      await stop();
      await place.remove();
    },
  };
}
