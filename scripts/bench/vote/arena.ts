/** The whole product as platforms meet it, with people who press buttons and battles that are open. */
import {
  type Core,
  createCore,
  createModelProvider,
  createPseudonyms,
  createRenderer,
  openStore,
  type OpenStore,
  systemClock,
  systemRandom,
} from "../../../core/index.ts";

/** An arena on a database of its own. */
export interface BenchArena {
  /** Opens so many battles. @returns their identifiers. */
  openBattles(count: number): Promise<string[]>;
  /** What one of so many people presses on a battle, as their platform sends it. */
  vote(person: number, battle: string, choice: string): Promise<void>;
  /** Lets the arena's time pass at once: it lets in only so many presses within ten seconds. */
  pass(milliseconds: number): void;
  close(): Promise<void>;
}

const key = "a pseudonym key made for the bench alone";
const [community, place] = ["discord:bench", "discord:bench:channel"] as const;
const day = 86_400_000;

const models = ["one", "two"].map((id) => ({
  ...{ id, name: id, organization: "Bench", endpoint: "none", model: id, input: ["text" as const], price: null },
  ...{ status: "active" as const, league: "real" as const, unsupported: [] },
}));

/** Opens it in an empty folder. */
export async function openArena(dataDirectory: string, { pglite }: { pglite: boolean }): Promise<BenchArena> {
  const pseudonyms = createPseudonyms(key);
  const { store, place: machine } = await openStore({ dataDirectory, keyFingerprint: pseudonyms.fingerprint, pglite });
  let passed = 0;
  const clock = { ...systemClock, now: () => new Date(Date.now() + passed) };
  const quiet = () => {};
  const core: Core = await createCore({
    ...{ store, clock, models, random: systemRandom, pseudonymKey: key, alone: true, place: machine },
    renderer: createRenderer(),
    log: { info: quiet, warn: console.error, error: console.error },
    provider: createModelProvider({ endpoints: {}, clock }),
    generation: { temperature: 0, maxTokens: 1, system: null },
  });
  const here = pseudonyms.of(community);
  return {
    openBattles: (count) => Promise.all(Array.from({ length: count }, () => openBattle(store, here, clock.now()))),
    async vote(number, battle, choice) {
      const person = `discord:${number}`;
      const from = { platform: "discord" as const, person, community, place, private: false, manages: false };
      await core.press({ ...from, language: "en", action: `vote:${battle}:${choice}` });
    },
    pass: (milliseconds) => void (passed += milliseconds),
    async close() {
      await core.stop();
      await store.close();
    },
  };
}

async function openBattle(store: OpenStore["store"], here: string, now: Date): Promise<string> {
  const battle = newBattle(here, now);
  await store.battles.createBattle(battle, { questionsAtOnce: 1_000, battles: [] });
  const saved = await store.battles.findBattle(battle.id);
  if (!saved) throw new Error("A battle that was saved is not there.");
  const closesAt = new Date(now.getTime() + day);
  await store.answering.openTurn(saved, { at: now, closesAt, masked: false, seal: null, last: null });
  return battle.id;
}

type NewBattle = Parameters<OpenStore["store"]["battles"]["createBattle"]>[0];

function newBattle(here: string, now: Date): NewBattle {
  const attempt = (side: "a" | "b", model: string): NewBattle["attempts"][number] => ({
    ...{ turn: 1, side, number: 1, model, endpoint: "none", endpointModel: model, probability: 0.5, seed: 1 },
    ...{ startedAt: now, endedAt: null, ending: null },
  });
  return {
    ...{ id: systemRandom.id(), league: "real", platform: "discord", community: here, asker: "asker", private: false },
    ageRestricted: false,
    ...{ task: "other", taskRule: "guess", language: "en", bankQuestion: null, drawRule: "uniform", pair: null },
    ...{ closeAfter: day, closeAtVotes: null, createdAt: now, delivery: "nowhere" },
    generation: { temperature: 0, maxTokens: 1, system: null },
    lease: { holder: "bench", until: now },
    turns: [{ number: 1, question: "Well?", askedAt: now, openedAt: null, failedAt: null }],
    attempts: [attempt("a", "one"), attempt("b", "two")],
  };
}
