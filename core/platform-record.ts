/** What platforms look up in the record, and note there, beside what people say. */
import type { Arena } from "./arena/arena.ts";
import type { BattleStore, BallotStore, CommunityStore } from "./battle/store.ts";
import { publishDraw } from "./battle/sealed-draw.ts";
import { createPlatformMemory, type NoteStore, type PlatformMemory } from "./chat/memory.ts";
import type { Choice, PlatformName, PublishedDraw } from "./chat/post.ts";
import type { Theme } from "./images/picture.ts";
import type { Language } from "./language/index.ts";
import type { Clock } from "./machine/clock.ts";
import type { ModelStore } from "./models/model.ts";
import type { Pseudonyms } from "./safety/pseudonyms.ts";

/** The record as a platform sees it. */
export interface PlatformRecord {
  /** Addresses of the posts of all open battles on a platform, to look what happened to them in an absence. */
  openPosts(platform: PlatformName): Promise<string[]>;
  /** What keeps somebody from following up on a battle, given itself or by the address of its post, in a sentence; null: nothing. */
  findFollowUpRefusal: Arena["findFollowUpRefusal"];
  /** What a platform wants to know after a restart. */
  memory(platform: PlatformName): PlatformMemory;
  /** A community (`platform:identifier`) goes by another identifier from now on, and keeps all that is its own. */
  moveCommunity(from: string, to: string): Promise<void>;
  /** What may be seen of a battle's sealed draw; undefined when there is none. */
  draw(battle: string): Promise<PublishedDraw | undefined>;
  /** A person's own choices in those battles that they have voted on, open or closed. */
  choices(person: string, battles: readonly string[]): Promise<Map<string, Choice>>;
  /** How a community has chosen to look; null when it has not. */
  theme(community: string): Promise<Theme | null>;
  /** The language that a community has chosen for all; null when it has not. */
  language(community: string): Promise<Language | null>;
  /** Whether the database can be used just now. */
  ready(): Promise<boolean>;
}

type Parts = {
  store: {
    battles: BattleStore;
    ballots: BallotStore;
    communities: CommunityStore;
    models: ModelStore;
    notes: NoteStore;
  };
  arena: Pick<Arena, "findFollowUpRefusal" | "openPosts">;
  pseudonyms: Pseudonyms;
  clock: Clock;
  /** The installation's secret. */
  pseudonymKey: string;
  /** Whether no other process works on the same store. */
  alone: boolean;
};

/** The same for all platforms. */
export function createPlatformRecord(parts: Parts): PlatformRecord {
  const { store, arena, pseudonyms, clock, alone, pseudonymKey: key } = parts;
  return {
    async draw(id) {
      const battle = await store.battles.findBattle(id);
      return battle && publishDraw(battle);
    },
    choices: (person, battles) => store.ballots.findChoices(battles, pseudonyms.of(person)),
    theme: async (community) => (await store.communities.communitySettings(pseudonyms.of(community))).theme,
    language: async (community) => (await store.communities.communitySettings(pseudonyms.of(community))).language,
    openPosts: arena.openPosts,
    findFollowUpRefusal: arena.findFollowUpRefusal,
    ready: async () => (await Promise.allSettled([store.models.models()]))[0].status === "fulfilled",
    memory: (platform) => createPlatformMemory({ store: store.notes, pseudonyms, clock, key, alone }, platform),
    moveCommunity: (from, to) => store.communities.moveCommunity(pseudonyms.of(from), pseudonyms.of(to)),
  };
}
