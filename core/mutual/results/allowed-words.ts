/** Keeps out of a chat what models have written in an experiment and may not be said there. All else of the results is figures. */
import { moderationLevel } from "../../battle/community-settings.ts";
import type { CommunityStore } from "../../battle/store.ts";
import { createBoundedMap } from "../../machine/bounded-map.ts";
import type { Clock } from "../../machine/clock.ts";
import type { ModeratedPlace } from "../../safety/moderation/levels.ts";
import type { Moderator } from "../../safety/moderation/moderator.ts";
import type { RoundRecord, Shortfall } from "../experiment.ts";
import type { ExperimentResults } from "./results.ts";

/** How long it is believed what came of looking, in milliseconds: anybody may ask for results as often as they like. */
const believedFor = 60 * 60_000;
const mostRemembered = 100;
const roundsAtOnce = 8;

/** For each round why its words may not be shown; null: they may. */
type Reasons = (string | null)[];

/** What the moderation gave no answer about. */
const unanswered = "no answer";

/** What looks at words, and what tells how strict a community is. */
export type AllowOptions = {
  moderator: Moderator;
  store: { communities: Pick<CommunityStore, "communitySettings"> };
  clock: Pick<Clock, "now">;
};

/**
 * @param of the experiment, and the community (a pseudonym) that is to see its results.
 * @returns the results as they may be shown there: of refused words stands the reason alone, and what judges wrote for their
 * points is left out, for there is too much of it to be looked at.
 */
export type AllowWords = (
  of: { id: string; community: string },
  ageRestricted: boolean,
  results: ExperimentResults,
) => Promise<ExperimentResults>;

/** Looks at the words of each experiment once an hour at most, as long as it is answered. */
export function createAllowWords({ moderator, store, clock }: AllowOptions): AllowWords {
  const remembered = createBoundedMap<string, { reasons: Promise<Reasons>; until: number }>(mostRemembered);
  return async ({ id, community }, ageRestricted, results) => {
    const level = moderationLevel(await store.communities.communitySettings(community));
    const place = { level, ageRestricted };
    const key = `${id} ${level} ${ageRestricted}`;
    const now = clock.now().getTime();
    const known = remembered.get(key);
    const entry =
      known && now < known.until
        ? known
        : remembered.set(key, { reasons: findReasons(moderator, results.rounds, place), until: now + believedFor });
    const forget = () => void (remembered.get(key) === entry && remembered.delete(key));
    entry.reasons.catch(forget);
    const reasons = await entry.reasons;
    if (reasons.includes(unanswered)) forget();
    const shown = results.rounds.map((round, index) => withoutRefused(round, reasons[index] ?? null));
    return { ...results, rounds: shown.map(withoutReasons) };
  };
}

async function findReasons(
  moderator: Moderator,
  rounds: readonly RoundRecord[],
  place: ModeratedPlace,
): Promise<Reasons> {
  const reasons: Reasons = rounds.map(() => unanswered);
  const left = [...rounds.entries()];
  const look = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, round] = next;
      const objection = await moderator.object(wordsOf(round), place);
      // Whoever waits need not wait for each round.
      if (typeof objection === "string") left.length = 0;
      else reasons[index] = objection && objection.kind;
    }
  };
  await Promise.all(Array.from({ length: roundsAtOnce }, look));
  return reasons;
}

/** All that is shown of what models have written: questions with what belongs to them, and what was wrong with replies. */
function wordsOf({ setting: { set, shortfall }, evaluations }: RoundRecord): string {
  const criteria = set?.criteria.map(({ name }) => name) ?? [];
  const written = set ? [set.question, set.standardAnswer, set.principle, ...criteria] : [];
  const missing = [shortfall, ...evaluations.map((one) => one.shortfall)].flatMap((one) => one?.detail ?? []);
  return [...written, ...missing].join("\n\n");
}

function withoutRefused(round: RoundRecord, reason: string | null): RoundRecord {
  if (reason === null) return round;
  const refused: Shortfall = { kind: "filtered", detail: `moderation: ${reason}` };
  const { setting, evaluations } = round;
  return {
    ...round,
    checks: null,
    setting: { ...setting, set: null, shortfall: refused },
    evaluations: evaluations.map((one) => ({ ...one, shortfall: one.shortfall && refused })),
  };
}

function withoutReasons(round: RoundRecord): RoundRecord {
  return { ...round, evaluations: round.evaluations.map((one) => ({ ...one, reasons: [] })) };
}
