/** Posts digests where communities want one every week: one of all processes does so, once. */
import { isStillDue, lastMonday, untilNextDue, type WeeklyPost } from "../../battle/weekly-post.ts";
import { dayOf } from "../../boards/period.ts";
import { sentences } from "../../language/index.ts";
import { createBackground } from "../../machine/background.ts";
import { createInTurn } from "../../machine/in-turn.ts";
import type { Log } from "../../machine/log.ts";
import type { CommandContext } from "../command.ts";
import { makeDigest } from "./digest.ts";

/** Nothing is posted before the start. */
export interface WeeklyPosts {
  start(): void;
  /** A platform can be reached now: what is due there is posted. */
  look(): void;
  settled(): Promise<void>;
  /** Begins no more. */
  stop(): void;
}

type Context = CommandContext & { log: Log };

/** So often it is looked at the time: a machine that has slept, or a platform that was away, is late by no more. Milliseconds. */
const lookEvery = 60 * 60_000;

/** What is late is posted on the same day (UTC), and left out from then on. */
export function createWeeklyPosts(context: Context): WeeklyPosts {
  const { clock, log } = context;
  const background = createBackground((error) =>
    log.warn({ error }, "weekly digests wait: which are due is not known"),
  );
  const inTurn = createInTurn();
  let [runs, cancel] = [false, () => {}];
  function look(): void {
    if (runs) background.run(inTurn("all", () => postDue(context, () => runs)));
  }
  function goOn(): void {
    look();
    cancel = clock.after(Math.min(lookEvery, untilNextDue(clock.now())), goOn);
  }
  return {
    start() {
      runs = true;
      goOn();
    },
    look,
    settled: background.settled,
    stop() {
      runs = false;
      cancel();
    },
  };
}

async function postDue(context: Context, goesOn: () => boolean): Promise<void> {
  const { store, clock, platforms, log } = context;
  const monday = lastMonday(clock.now());
  if (!isStillDue(monday, clock.now())) return;
  for (const platform of platforms.keys())
    for (const weekly of await store.weekly.dueWeekly(platform, monday))
      if (goesOn())
        await postOne(context, weekly, monday).catch((error: unknown) =>
          log.warn({ platform, error }, "a weekly digest could not be posted"),
        );
}

const day = 24 * 60 * 60_000;

/** Taken before it is posted: where a process ends in between, that week goes without, and nobody sees it twice. */
async function postOne(context: Context, weekly: WeeklyPost & { community: string }, monday: Date): Promise<void> {
  const { store, deliverySeal, platforms, random, log } = context;
  const { community, delivery } = weekly;
  const platform = platforms.get(weekly.platform);
  if (!platform) return;
  const { place, language: spoken } = deliverySeal.open(delivery);
  if (platform.sees && !(await platform.sees(place))) {
    log.warn({ platform: platform.name }, "a weekly digest is switched off: its place is gone, or closed to the bot");
    return store.weekly.endWeekly(community, delivery);
  }
  const { language, theme } = await store.communities.communitySettings(community);
  const about = { community, communityName: "", platform: platform.name, theme, language: language ?? spoken };
  const days = { since: dayOf(new Date(monday.getTime() - 7 * day)), before: dayOf(monday) };
  const { battles, post } = await makeDigest(context, about, days);
  if (!(await store.weekly.takeWeekly(community, monday)) || battles === 0) return;
  const footer = sentences(about.language).digest.weekly;
  await platform.post(place, { ...post, footer }, `weekly:${random.id()}`);
}
