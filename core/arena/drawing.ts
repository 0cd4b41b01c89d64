/** Who is drawn for a battle: from those who can answer it and are well, as probably as was planned for them alone. */
import type { Side } from "../battle/battle.ts";
import { activeModels, type Draw, drawPair, drawReplacement, seesPictures } from "../battle/draw.ts";
import type { Lineup } from "../models/lineup.ts";
import type { Model } from "../models/model.ts";
import type { ArenaAtWork, ArenaContext } from "./context.ts";

/** What a battle goes on with: the lineup it began with, or, after a restart, the one in force. */
export function lineupOf({ lineups, lineup }: ArenaAtWork, battle: string): Lineup {
  return lineups.get(battle) ?? lineup();
}

/** The active models that can answer a question with these pictures. */
export function playersFor({ models }: Lineup, pictures: readonly unknown[]): Model[] {
  const active = activeModels(models);
  return pictures.length > 0 ? active.filter(seesPictures) : active;
}

type Drawing = Pick<ArenaContext, "breaker" | "pairing" | "random">;

/** Draws both sides. @throws {RangeError} when there are fewer than two players. */
export function drawBoth({ breaker, pairing, random }: Drawing, players: readonly Model[]): Draw {
  const well = breaker.fit(players, 2);
  const draw = drawPair(well, random, pairing.chances(well));
  breaker.drawn(draw.a);
  breaker.drawn(draw.b);
  return draw;
}

/** Who could be drawn for a side that failed. */
export type Redraw = {
  players: readonly Model[];
  /** Already drawn in this battle, for either side. */
  tried: ReadonlySet<string>;
  /** Who stands on each side now. */
  standing: Readonly<Record<Side, string>>;
};

/** Draws one side again, from those who have not left the roster since. @returns undefined when there is nobody. */
export function drawAgain(
  { breaker, pairing, random, lineup }: Drawing & Pick<ArenaContext, "lineup">,
  side: Side,
  { players, tried, standing }: Redraw,
): ReturnType<typeof drawReplacement> {
  const active = new Set(activeModels(lineup().models).map(({ id }) => id));
  const left = players.filter(({ id }) => active.has(id) && !tried.has(id));
  const well = breaker.fit(left, 1);
  const opponent = standing[side === "a" ? "b" : "a"];
  const both = [...well, ...players.filter(({ id }) => id === opponent)];
  const drawn = drawReplacement(well, opponent, random, pairing.chances(both));
  if (drawn) breaker.drawn(drawn.model);
  return drawn;
}
