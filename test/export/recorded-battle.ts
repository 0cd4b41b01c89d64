/** Battles as an export finds them in the record. */
import type {
  Conversations,
  Recorded,
  RecordedBattle,
  RecordedModel,
  RecordedVote,
} from "../../core/export/recorded.ts";

export const world = { league: "real", openPage: "open page", ofOpenPage: false };

export function recordedVote(
  voter: string,
  choice: RecordedVote["choice"],
  more: Partial<RecordedVote> = {},
): RecordedVote {
  const cast = {
    means: "button",
    seen: false,
    castAt: Date.parse("2026-11-30T10:00:42Z"),
    namesSeenBy: 0,
    aside: false,
  };
  return { voter, shares: false, choice, firstChoice: choice, changes: 0, ...cast, ...more };
}

function attempt(side: "a" | "b", model: string, more: Partial<RecordedBattle["attempts"][number]> = {}) {
  const taken = { inputTokens: 3, outputTokens: 5, cost: 0.25, firstTextMilliseconds: 10, totalMilliseconds: 20 };
  return { turn: 1, side, number: 1, model, probability: 0.5, ...taken, ...more };
}

export function recordedBattle(id: string, more: Partial<RecordedBattle> = {}): RecordedBattle {
  const open = { masked: false, private: false, ageRestricted: false, leftOut: false, hidden: false };
  return {
    ...{ id, platform: "discord", league: "real", community: "club", task: "generation", language: "en" },
    ...{ repeated: false, folded: true, ...open, drawRule: "even", salt: null, drawHash: null, pictures: 0, turns: 1 },
    openedAt: Date.parse("2026-11-30T10:00:00Z"),
    ...{ askerShares: false, authorShares: true },
    attempts: [attempt("a", "left"), attempt("b", "right")],
    votes: [],
    ...more,
  };
}

export { attempt as recordedAttempt };

function modelOf(id: string): RecordedModel {
  return { id, name: id.toUpperCase(), organization: "Maker", status: "active", inputPrice: 1, outputPrice: null };
}

/** A record of some battles, in batches of two. */
export function recordedOf(battles: readonly RecordedBattle[], words: Record<string, Conversations> = {}): Recorded {
  const sharing = new Set(
    battles.flatMap((battle) => battle.votes.filter((vote) => vote.shares).map(({ voter }) => voter)),
  );
  return {
    ...{ total: battles.length, models: ["left", "right", "unseen"].map(modelOf), sharing: sharing.size },
    ...{ league: "real", openPage: "open page" },
    async *battles() {
      for (let from = 0; from < battles.length; from += 2) yield battles.slice(from, from + 2);
    },
    words: async (asked) => new Map(Object.entries(words).filter(([id]) => asked.includes(id))),
  };
}
