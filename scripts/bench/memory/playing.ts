/** An arena in this process: the whole core on the embedded database with the demo models, and a platform that shows nothing. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ChatPlatform,
  createCore,
  createLineups,
  createRenderer,
  findParticipants,
  openInstallation,
  type Post,
  type Sender,
  systemClock,
  systemRandom,
} from "../../../core/index.ts";

/** Plays battles. */
export interface Playing {
  /** Asks so many questions, a few at a time, and has three people vote on each and its asker close it. */
  play(battles: number): Promise<void>;
  close(): Promise<void>;
}

/** As many people, and as many channels, as take part; as many questions at a time. */
const [people, channels, atOnce] = [60, 12, 10];
/** So far apart are battles by the arena's clock, milliseconds: nobody asks too often, and what it keeps for a minute is let go. */
const betweenBattles = 2_000;

const silent = { info() {}, warn: console.error, error: console.error };

function sender(person: number, channel: number): Sender {
  const place = `discord:${channel % channels}`;
  return {
    ...{ platform: "discord", person: `discord:${person % people}`, community: place, place },
    ...{ private: false, manages: false, language: "en" },
  };
}

/** Remembers which battle was posted in answer to which message, and nothing else. */
function createSilentPlatform() {
  const waiting = new Map<string, (battle: string) => void>();
  const platform: ChatPlatform = {
    name: "discord",
    // A post goes by the address of what it answers.
    async post(_place, post, _key, replyTo = "") {
      tell(replyTo, post);
      return replyTo;
    },
    async edit(address, post) {
      tell(address, post);
    },
  };
  function tell(message: string, { buttons }: Post): void {
    const action = buttons.find((one) => one.action.startsWith("vote:"))?.action;
    if (action === undefined) return;
    waiting.get(message)?.(action.split(":")[1] ?? "");
    waiting.delete(message);
  }
  const ballotOf = (message: string) => new Promise<string>((resolve) => waiting.set(message, resolve));
  return { platform, ballotOf };
}

/** The core as `bots/main.ts` makes it, on a folder of its own. `pass` moves its time on. */
async function openArena() {
  const folder = await mkdtemp(join(tmpdir(), "doubleblind-memory-"));
  const { key, database } = await openInstallation({ dataDirectory: folder, databaseUrl: null, pseudonymKey: null });
  const { store, alone, place } = database;
  const demo = { rosterPath: "", rosterRequired: false, demo: true, secret: () => undefined };
  const participants = await findParticipants(demo);
  let passed = 0;
  const clock = {
    now: () => new Date(Date.now() + passed),
    elapsed: () => systemClock.elapsed() + passed,
    after: systemClock.after,
  };
  // The pictures that are kept would fill their bounded room, of 64 by default, all through the measuring.
  const renderer = createRenderer({ keptPictures: 2 });
  const given = { clock, random: systemRandom, log: silent, pseudonymKey: key, alone, place };
  const core = await createCore({ ...createLineups(clock)(participants.roster), ...given, store, renderer });
  return {
    core,
    pass: (milliseconds: number) => void (passed += milliseconds),
    async close() {
      await core.stop();
      await Promise.all([store.close(), renderer.close(), participants.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts one. */
export async function startPlaying(): Promise<Playing> {
  const { core, pass, close } = await openArena();
  const { platform, ballotOf } = createSilentPlatform();
  core.connect(platform);
  await core.start();
  let next = 0;
  async function fight(): Promise<void> {
    const number = next++;
    pass(betweenBattles);
    const ballot = ballotOf(String(number));
    const asker = sender(number, number);
    await core.handle({ ...asker, text: `What is ${number} + ${number % 7}?`, address: String(number) });
    const battle = await ballot;
    for (const [index, choice] of ["a", "b", "a"].entries())
      await core.press({ ...sender(number + index + 1, number), action: `vote:${battle}:${choice}` });
    await core.press({ ...asker, action: `close:${battle}` });
  }
  async function play(battles: number): Promise<void> {
    const last = next + battles;
    const lanes = Array.from({ length: atOnce }, async () => {
      while (next < last) await fight();
    });
    await Promise.all(lanes);
    for (let channel = 0; channel < 2; channel++)
      await core.handle({ ...sender(0, channel), text: "/leaderboard here" });
    await core.settled();
  }
  return { play, close };
}
