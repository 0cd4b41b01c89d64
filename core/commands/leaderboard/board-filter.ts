/** Which votes a board is about, of all that can be chosen. */
import { leagueOf } from "../../battle/draw.ts";
import type { BoardRating } from "../../boards/board-rating.ts";
import type { BoardFilter } from "../../boards/cell.ts";
import { firstDayOf } from "../../boards/period.ts";
import { leagueOfSource } from "../../boards/sources.ts";
import { openPageCommunity, type Sender } from "../../chat/post.ts";
import { Refusal } from "../../chat/refusal.ts";
import { type Language, sentences } from "../../language/index.ts";
import type { CommandContext } from "../command.ts";
import type { BoardChoice } from "./board-choice.ts";
import { meansSource } from "./board-source.ts";

/** The names of the sources that a choice means; none where it means the arena's own votes alone. */
export type FoundSources = readonly string[];

/** @throws {Refusal} for a source that nobody has brought in, naming those that there are. */
export async function findSources(
  { store }: Pick<CommandContext, "store">,
  { source }: BoardChoice,
  language: Language,
): Promise<FoundSources> {
  if (source === null) return [];
  const all = (await store.sources.list()).map(({ name }) => name);
  const meant = all.filter((name) => meansSource(source, name));
  if (meant.length > 0) return meant;
  const { boards } = sentences(language);
  const named = source.named === "all" || source.named.startsWith("~") ? null : source.named;
  throw new Refusal(boards.noSuchSource(named, all.slice(0, 20).join(boards.listSeparator)));
}

/** The votes of a choice. @param sources as {@link findSources} has found them. */
export function filterOf(
  context: CommandContext,
  from: Pick<Sender, "community">,
  choice: BoardChoice,
  sources: FoundSources = [],
): BoardFilter {
  const { task, language, period, group, unseen } = choice;
  const since = firstDayOf(period, context.clock.now());
  return {
    ...placesOf(context, from, choice, sources.map(leagueOfSource)),
    ...(task && { task }),
    ...(language && { language }),
    ...(since && { since }),
    ...(group && { group }),
    ...(unseen && { unseen }),
  };
}

/** Where the votes were cast. */
function placesOf(
  context: CommandContext,
  from: Pick<Sender, "community">,
  { scope, platform, source }: BoardChoice,
  sources: readonly `source:${string}`[],
): BoardFilter {
  const [first, ...others] = sources;
  if (first !== undefined && source?.alone) return { league: first, ...(others.length > 0 && { sources: others }) };
  return {
    league: leagueOf(context.lineup().models),
    ...(sources.length > 0 && { sources }),
    ...(platform && { platform }),
    ...(scope === "here"
      ? { community: context.pseudonyms.of(from.community) }
      : { exceptCommunity: context.pseudonyms.of(openPageCommunity) }),
  };
}

/** The models of a board: those that play, and those that votes are on; of a source only the latter. */
export async function modelsOf(
  { lineup, everybody }: CommandContext,
  { scores }: BoardRating,
  { source }: BoardChoice,
) {
  const playing = source?.alone ? [] : lineup().models.filter((model) => model.status === "active");
  const shown = new Set([...playing.map(({ id }) => id), ...scores.keys()]);
  return (await everybody(shown)).filter(({ id }) => shown.has(id));
}
