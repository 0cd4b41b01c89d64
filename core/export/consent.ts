/** What of the record may be published, and as what. */
import { drawStatement, hashStatement } from "../battle/sealed-draw.ts";
import type { Recorded, RecordedBattle } from "./recorded.ts";

/** From how many people on anything is said of single ones: below it, votes are only counted. */
export const leastPeople = 20;

/** Why a closed battle is in no export, in the order in which they are looked at. */
export const leftOutReasons = [
  "uncounted",
  "other-league",
  "open-page",
  "not-open-page",
  "private",
  "age-restricted",
  "hidden",
  "out-of-count",
  "masked",
  "draw-changed",
] as const;
/** One of {@link leftOutReasons}. */
export type LeftOutReason = (typeof leftOutReasons)[number];

/** Which of two worlds is exported: the arena's, or that of strangers on its open page, who have a board of their own. */
export type World = Pick<Recorded, "league" | "openPage"> & { ofOpenPage: boolean };

/** The models that stood on the two sides in the end. */
export function pairOf({ attempts }: RecordedBattle): { a: string; b: string } | undefined {
  const last = (side: "a" | "b") => attempts.findLast((one) => one.turn === 1 && one.side === side)?.model;
  const [a, b] = [last("a"), last("b")];
  return a === undefined || b === undefined ? undefined : { a, b };
}

function drawFits(battle: RecordedBattle): boolean {
  const pair = pairOf(battle);
  if (!pair) return false;
  const { id, salt, drawHash } = battle;
  return salt === null || drawHash === null || hashStatement(drawStatement({ battle: id, ...pair }, salt)) === drawHash;
}

/** Why a battle is left out altogether; undefined where it is not. What is left has its place on the arena's boards. */
export function whyLeftOut(battle: RecordedBattle, { league, openPage, ofOpenPage }: World): LeftOutReason | undefined {
  const isOpenPage = battle.community === openPage;
  const holds: Record<LeftOutReason, boolean> = {
    uncounted: !battle.folded,
    "other-league": battle.league !== league,
    "open-page": isOpenPage && !ofOpenPage,
    "not-open-page": !isOpenPage && ofOpenPage,
    private: battle.private,
    "age-restricted": battle.ageRestricted,
    hidden: battle.hidden,
    "out-of-count": battle.leftOut,
    masked: battle.masked,
    "draw-changed": !drawFits(battle),
  };
  return leftOutReasons.find((reason) => holds[reason]);
}

/** Whether the words of a battle that is exported may be in it: question and answers are its asker's to give, and a question of the bank its author's too. */
export function mayShowWords({ askerShares, authorShares }: RecordedBattle): boolean {
  return askerShares && authorShares;
}

/** Whether so many people with votes of their own are in an export that each of them may be. */
export async function areEnough(recorded: Recorded, world: World): Promise<boolean> {
  if (recorded.sharing < leastPeople) return false;
  const people = new Set<string>();
  for await (const battles of recorded.battles()) {
    for (const battle of battles) {
      if (whyLeftOut(battle, world)) continue;
      for (const { voter, shares, aside } of battle.votes) if (shares && !aside) people.add(voter);
    }
    if (people.size >= leastPeople) return true;
  }
  return false;
}
