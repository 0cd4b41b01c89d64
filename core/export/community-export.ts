/** The open data of one community as one file, made inside a running arena. */
import { setImmediate as giveWay } from "node:timers/promises";
import { zip } from "fflate";
import type { Model } from "../models/model.ts";
import { createPace } from "../limits/pace.ts";
import { createShares } from "../limits/shares.ts";
import type { Party } from "../limits/party.ts";
import type { Clock } from "../machine/clock.ts";
import type { RateExported } from "./board-sums.ts";
import { pairOf } from "./consent.ts";
import { memoryPlace } from "./export-place.ts";
import type { ExportFormat } from "./formats.ts";
import type { Recorded, RecordedBattle, RecordedModel } from "./recorded.ts";
import type { ExportStore, ReadUpTo } from "./store.ts";
import type { ExportSummary } from "./summary.ts";
import { type MakingOptions, writeInto } from "./write-export.ts";

/** Parquet is left to the command line: it packs twenty thousand rows at once, and nobody is served meanwhile. */
export const chatFormats = ["csv", "jsonl"] as const satisfies ExportFormat[];
/** One of {@link chatFormats}. */
export type ChatFormat = (typeof chatFormats)[number];

/** The largest file, in bytes: Discord takes 10 MiB, Telegram 50; the page keeps it with its posts, as base64. */
export const largestExport = 4 * 1024 * 1024;
/** How many battles and votes may be in memory until it is made. */
export const mostRead = 20_000;
/** How many exports a community may have in a day. */
export const mostADay = 3;

const day = 24 * 60 * 60_000;
/** So few that nobody waits for long behind one statement, in the thread that serves people on PGlite. */
const readAtOnce = 50;

/** What is there of it, or why there is nothing. */
export type CommunityExport =
  | { file: Uint8Array; summary: ExportSummary }
  /** Another one is being made, in this process. */
  | { refused: "busy" }
  | { refused: "too-often"; seconds: number }
  | { refused: "too-large" };

/** What is asked for; `community` is a pseudonym. */
export type CommunityWish = Pick<MakingOptions, "secret" | "personalKinds"> & { community: string; format: ChatFormat };

/** Makes exports of communities. */
export interface CommunityExports {
  /** One at a time in this process, and at most {@link mostADay} for a community. @throws {StoreFailure} */
  make(wish: CommunityWish): Promise<CommunityExport>;
}

type Parts = {
  store: ExportStore;
  everybody: (named: Iterable<string>) => Promise<readonly Model[]>;
  /** The community of strangers on an open page, by its pseudonym. */
  openPage: string;
  /** Does not hold up those who are served meanwhile. */
  rate: RateExported;
  clock: Pick<Clock, "now" | "elapsed">;
};

/** What has been made is counted in memory only. */
export function createCommunityExports(parts: Parts, limits = { largestExport, mostRead }): CommunityExports {
  const shares = createShares({ person: 1, origin: 1, all: 1 });
  // So many in all that communities take nothing from each other.
  const pace = createPace({ person: mostADay, origin: mostADay, all: 1_000 }, day, parts.clock);
  return {
    async make(wish) {
      const party: Party = { person: null, origin: wish.community };
      const share = shares.take(party);
      if ("full" in share) return { refused: "busy" };
      try {
        const tooOften = pace.take(party);
        if (tooOften) return { refused: "too-often", seconds: tooOften.seconds };
        return await makeFile(parts, wish, limits);
      } finally {
        share.end();
      }
    },
  };
}

async function makeFile(
  { store, everybody, openPage, rate, clock }: Parts,
  { community, format, secret, personalKinds }: CommunityWish,
  limits: { largestExport: number; mostRead: number },
): Promise<CommunityExport> {
  const battles = await readAll(store, community, limits.mostRead);
  if (!battles) return { refused: "too-large" };
  const names = new Set(battles.flatMap((battle) => Object.values(pairOf(battle) ?? {})));
  const models = (await everybody(names)).filter(({ id }) => names.has(id)).map(recordedModel);
  const place = memoryPlace();
  const wish = { since: null, task: null, withText: false, ofOpenPage: false, ofOneCommunity: true };
  const terms = { licence: null, url: null, now: clock.now() };
  const recorded = { ...recordedOf(battles), models, openPage };
  const summary = await writeInto(place, recorded, { format, secret, personalKinds, wish, rate, ...terms });
  const file = await pack(place.files(), terms.now);
  return file.length > limits.largestExport ? { refused: "too-large" } : { file, summary };
}

/** @returns undefined when there are more battles and votes than may be read. */
async function readAll(store: ExportStore, community: string, most: number): Promise<RecordedBattle[] | undefined> {
  const all: RecordedBattle[] = [];
  let count = 0;
  let after: ReadUpTo | null = null;
  do {
    const { battles, last } = await store.closedBattles(community, after, readAtOnce);
    all.push(...battles);
    count += battles.reduce((sum, { votes }) => sum + 1 + votes.length, 0);
    if (count > most) return undefined;
    after = last;
  } while (after !== null);
  // By what is drawn at random, so that their order does not tell when each was asked.
  return all.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

function recordedOf(battles: readonly RecordedBattle[]): Omit<Recorded, "models" | "openPage"> {
  const sharing = new Set(battles.flatMap(({ votes }) => votes.flatMap((vote) => (vote.shares ? [vote.voter] : []))));
  return {
    total: battles.length,
    sharing: sharing.size,
    league: battles.some(({ league }) => league !== "demo") ? "real" : "demo",
    async *battles() {
      for (let from = 0; from < battles.length; from += readAtOnce) {
        yield battles.slice(from, from + readAtOnce);
        await giveWay();
      }
    },
    words: async () => new Map(),
  };
}

function recordedModel({ id, name, organization, status, price }: Model): RecordedModel {
  return { id, name, organization, status, inputPrice: price?.input ?? null, outputPrice: price?.output ?? null };
}

/** In threads of its own, where it is much. */
function pack(files: ReadonlyMap<string, Uint8Array>, at: Date): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zip(Object.fromEntries(files), { mtime: at }, (error, packed) => (error ? reject(error) : resolve(packed)));
  });
}
