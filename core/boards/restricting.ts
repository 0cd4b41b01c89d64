/** Taking votes out of the count, with what that changes on the board of their community. */
import type { Move, NewRestriction, Restriction, RestrictionKind, RestrictionStore } from "../battle/restrictions.ts";
import type { League } from "../models/model.ts";
import type { BoardSnapshots } from "./board-snapshots.ts";

/** What is restricted where, and how places are read. */
export type Restricting = {
  restrictions: Pick<RestrictionStore, "restrict" | "noteMoves">;
  boards: Pick<BoardSnapshots, "readNow">;
  league: League;
};

const changesBoards: ReadonlySet<RestrictionKind> = new Set(["votes-aside", "left-out"]);

/**
 * Makes restrictions of one community, as {@link RestrictionStore.restrict} does, and notes which places on its board have
 * changed: with all of them together.
 */
export async function restrictHere(
  { restrictions, boards, league }: Restricting,
  community: string,
  wanted: readonly Omit<NewRestriction, "community">[],
): Promise<Restriction[]> {
  const places = async () => placesOn(await boards.readNow({ league, community }));
  const given = wanted.map((one) => ({ ...one, community }));
  if (!wanted.some(({ kind }) => changesBoards.has(kind))) return restrictions.restrict(given);
  const before = await places();
  const made = await restrictions.restrict(given);
  if (made.every(({ votes }) => votes === 0)) return made;
  const moved = movesBetween(before, await places());
  await restrictions.noteMoves(
    made.map(({ number }) => number),
    moved,
  );
  return made.map((one) => ({ ...one, moved }));
}

function placesOn({ rating }: Awaited<ReturnType<BoardSnapshots["readNow"]>>): Map<string, number> {
  return new Map(rating.fit.models.map(({ model, rank }) => [model, rank]));
}

/** Those that had or have a place, the best of them now first. */
function movesBetween(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): Move[] {
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((model) => {
    const move = { model, before: before.get(model) ?? null, after: after.get(model) ?? null };
    return move.before === move.after ? [] : [move];
  });
}
