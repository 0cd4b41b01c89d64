/** Who would take part, and every mistake in the roster. */
import { MissingRoster, UnreadableRoster } from "../models/participants.ts";
import { RosterProblems } from "../models/roster.ts";
import type { Check, Examination, Finding } from "./check.ts";

export const rosterCheck: Check = {
  name: "roster",
  title: (words) => words.roster.title,
  needs: ["ROSTER", "DEMO"],
  look: async (examination) => {
    try {
      return [await describe(examination)];
    } catch (error) {
      const findings = explain(error, examination);
      if (!findings) throw error;
      return findings;
    }
  },
};

async function describe({ settings, words, participants }: Examination): Promise<Finding> {
  const { roster, why } = await participants();
  const active = roster.models.filter((model) => model.status === "active").length;
  const what = {
    roster: words.roster.fromFile(settings.roster, active),
    ollama: words.roster.fromOllama(active),
    demo: words.roster.demo(settings.roster),
    "demo-asked": words.roster.demoAsked,
  }[why];
  return { state: "ok", what };
}

function explain(error: unknown, { words: { roster } }: Examination): Finding[] | undefined {
  if (error instanceof RosterProblems)
    return error.problems.map(({ place, problem }) => ({
      state: "wrong",
      what: roster.bad(place, problem.replace(/\.$/, "")),
      mend: roster.correct,
    }));
  if (error instanceof UnreadableRoster)
    return [{ state: "wrong", what: roster.unreadable(error.path, error.code), mend: roster.letRead }];
  if (error instanceof MissingRoster)
    return [{ state: "wrong", what: roster.missing(error.path), mend: roster.copyExample }];
  return undefined;
}
