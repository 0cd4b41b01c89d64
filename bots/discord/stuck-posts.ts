/** Posts that cannot be shown, or are there no more: who is told, and when they are tried again. */
import { type REST, Routes } from "discord.js";
import {
  type BoundedMap,
  type Clock,
  createBoundedMap,
  Hindered,
  joinAddress,
  type Language,
  type Log,
  splitAddress,
  Unshowable,
} from "../../core/index.ts";
import { createNotices, type Notices } from "../shared/notices.ts";
import { encodeText } from "./encode.ts";
import { describeObstacle, type NeededPermission } from "./permissions.ts";
import type { Requests } from "./requests.ts";
import { isOfMessage, type Obstacle, obstacleOf } from "./obstacles.ts";

/** Somebody who asked: by a command, whose token works for a while, or by a message. */
export type Asker = { person: string; token: string | null; at: Date };

/** A message that was deleted, or without one a channel with all that was in it. */
export type Removed = { place: string; message?: string };

/** A channel that is other than before; `allowed`: the bot is known to lack nothing there. */
export type Change = { place?: string; allowed?: boolean };

/** What it needs. */
export type StuckParts = {
  /** For replies to interactions. */
  rest: REST;
  requests: Requests;
  application(): string;
  /** The language of whoever looks after a channel's server. */
  languageOf(channel: string): Language;
  /** What the bot lacks in a channel for a battle, as far as it knows. */
  missingIn(channel: string): NeededPermission[];
  /** Called when posts may be shown that could not be shown before. */
  onFree(): void;
  clock: Clock;
  log: Log;
};

/** Knows who asked for which post, and where nothing can be shown for now. */
export interface StuckPosts {
  /** Remembers who wrote the message with a question, to be told if its answer cannot be shown. */
  remember(address: string, asker: Asker): void;
  /** Notes which post answers a question. */
  answered(question: string, post: string): void;
  /** @throws {Hindered} where trying would change nothing. */
  check(place: string): void;
  /**
   * Tells who asked for a post that Discord refuses to change, or to whom it gave a link to what is gone.
   * @throws {Hindered} where people can mend that; {@link Unshowable} where nothing can; `error` itself where it is no such
   * refusal, or may be none the next time.
   */
  giveWay(address: string, language: Language, error: unknown): Promise<void>;
  /** Something has changed that may let the bot write where it could not. @param change where, if that is one channel. */
  lookAgain(change?: Change): void;
  /** Tells those who have only a link to it. */
  removed(gone: Removed): void;
}

/** How long what a command was answered with can be changed, in milliseconds: a little less than Discord's 15 minutes. */
const tokenLives = 14 * 60_000;
/** How long nothing is tried where people have to change something first, unless they do, in milliseconds. */
const hinderedFor = 55 * 60_000;
/** What is in the way of one post only, for what it says. Where the same may pass later, it is tried so often. */
const ofOnePost: readonly Obstacle[] = ["blocked", "empty"];
const mostTries = 3;
/** In how many channels at most that is remembered. */
const mostHindered = 1_000;

/** Until when nothing is tried, and whether it was for want of a permission: that others come back is told by events. */
type Hindrance = { until: number; lacked: boolean };

type Here = StuckParts & {
  notices: Notices<Asker>;
  /** By channel in which Discord refused to change a post. */
  hindrances: BoundedMap<string, Hindrance>;
  /** By address of a post that may pass later: how often it was refused. */
  refusals: BoundedMap<string, number>;
};

/** Nothing is stuck at first. */
export function createStuckPosts(parts: StuckParts): StuckPosts {
  const { clock, log } = parts;
  const notices = createNotices<Asker>({
    write: (asker, sentence, nonce) => tellAsker(parts, asker, sentence, nonce),
    onFailure: (error) =>
      log.warn({ platform: "discord", error }, "somebody could not be told why a post stays as it is"),
  });
  const remembered = { hindrances: createBoundedMap<string, Hindrance>(mostHindered) };
  const here: Here = { ...parts, notices, ...remembered, refusals: createBoundedMap(mostHindered) };
  return {
    remember: notices.remember,
    answered: notices.answered,
    check(place) {
      if ((here.hindrances.get(place)?.until ?? 0) > clock.elapsed()) throw new Hindered();
    },
    giveWay: (address, language, error) => giveWay(here, address, language, error),
    lookAgain: (change) => lookAgain(here, change),
    removed: (gone) => tellOfRemoved(here, gone),
  };
}

async function giveWay(here: Here, address: string, language: Language, error: unknown): Promise<void> {
  const { notices, missingIn, hindrances, clock, log } = here;
  const obstacle = obstacleOf(error) ?? (isOfMessage(error) ? "blocked" : undefined);
  if (obstacle === undefined) throw error;
  const { place = "" } = splitAddress(address) ?? {};
  log.warn({ platform: "discord", obstacle, error }, "a post stays as it is");
  if (obstacle === "gone")
    return notices.tell(address, describeObstacle("gone", language), (asker) => hasLink(asker, clock));
  if (ofOnePost.includes(obstacle)) return refuseOne(here, address, describeObstacle(obstacle, language), error);
  const missing = missingIn(place);
  hindrances.set(place, { until: clock.elapsed() + hinderedFor, lacked: missing.length > 0 });
  await notices.tell(address, describeObstacle(obstacle, language, missing));
  throw new Hindered();
}

/** What Discord does not let through is this post, and no other there. @throws {Unshowable}, or `error` for another try. */
async function refuseOne(
  { notices, refusals }: Here,
  address: string,
  sentence: string,
  error: unknown,
): Promise<void> {
  const times = (refusals.get(address) ?? 0) + 1;
  refusals.set(address, times);
  if (!isOfMessage(error) && times < mostTries) throw error;
  refusals.delete(address);
  await notices.tell(address, sentence);
  throw new Unshowable("Discord never accepts the post", { cause: error });
}

function lookAgain({ hindrances, missingIn, onFree }: Here, { place: changed, allowed = false }: Change = {}): void {
  const free = [...hindrances.entries()].filter(
    ([place, { lacked }]) =>
      (lacked || place === changed) && ((allowed && place === changed) || missingIn(place).length === 0),
  );
  for (const [place] of free) hindrances.delete(place);
  if (free.length > 0) onFree();
}

function tellOfRemoved({ notices, languageOf, clock }: Here, { place, message }: Removed): void {
  const sentence = describeObstacle("gone", languageOf(place));
  const gone =
    message === undefined
      ? notices.remembered().filter((address) => splitAddress(address)?.place === place)
      : [joinAddress(place, message)];
  for (const address of gone) void notices.tell(address, sentence, (asker) => hasLink(asker, clock));
}

/** Whether somebody has been given a link that can still be changed. */
function hasLink({ token, at }: Pick<Asker, "token" | "at">, clock: Clock): boolean {
  return token !== null && clock.now().getTime() - at.getTime() < tokenLives;
}

/** Privately where they gave a command, else as a message. */
async function tellAsker(
  { rest, requests, application, clock }: StuckParts,
  { person, token, at }: Asker,
  sentence: string,
  nonce: string,
): Promise<void> {
  const message = encodeText(sentence);
  if (token === null || !hasLink({ token, at }, clock)) {
    await requests.write(await requests.direct(person), message, nonce);
    return;
  }
  const { body, files } = message;
  await rest.patch(Routes.webhookMessage(application(), token, "@original"), { body, files, auth: false });
}
