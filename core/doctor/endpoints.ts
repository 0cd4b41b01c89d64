/** Who would take part: every mistake in the roster, and whether every active model answers as it must in a battle. */
import { secretsOf } from "../models/endpoint-address.ts";
import { tryModels } from "../models/endpoint-check.ts";
import { askForModels } from "../models/model-list.ts";
import { MissingRoster, UnreadableRoster } from "../models/participants.ts";
import { type Endpoint, RosterProblems } from "../models/roster.ts";
import type { Check, Examination, Finding } from "./check.ts";
import { describeTrials } from "./endpoint-findings.ts";

/** Who would take part, or every mistake in the roster. */
export const rosterCheck: Check = {
  name: "roster",
  title: (words) => words.roster.title,
  needs: ["ROSTER", "DEMO"],
  look: async (examination) => {
    try {
      return [await describeRoster(examination)];
    } catch (error) {
      const findings = explainRoster(error, examination);
      if (!findings) throw error;
      return findings;
    }
  },
};

async function describeRoster({ settings, words, participants }: Examination): Promise<Finding> {
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

function explainRoster(error: unknown, { words: { roster } }: Examination): Finding[] | undefined {
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

/** Whether every active model answers one short question, asked as a battle asks. */
export const endpointsCheck: Check = {
  name: "endpoints",
  title: (words) => words.endpoints.title,
  needs: ["ROSTER", "DEMO"],
  look: async (examination) => {
    try {
      return examination.offline ? await listUnasked(examination) : await askEndpoints(examination);
    } catch (error) {
      if (!(error instanceof RosterProblems || error instanceof MissingRoster)) throw error;
      const { notChecked, correctRosterFirst } = examination.words;
      return [{ state: "warning", what: notChecked, mend: correctRosterFirst }];
    }
  },
};

/** A roster may have hundreds. */
const mostNamed = 12;

async function listUnasked({ participants, words }: Examination): Promise<Finding[]> {
  const { roster } = await participants();
  const active = roster.models.filter((model) => model.status === "active");
  const named = active.slice(0, mostNamed).map(({ id }) => id);
  const what = words.endpoints.offline(named.join(words.listSeparator), active.length - named.length);
  return [{ state: "ok", what }];
}

async function askEndpoints(examination: Examination): Promise<Finding[]> {
  const { participants, words, clock, onTrial } = examination;
  const { roster, variablesOf } = await participants();
  const { endpoints, generation: settings } = roster;
  const active = roster.models.filter((model) => model.status === "active");
  const used = (name: string): boolean => active.some((model) => model.endpoint === name);
  const lists = Object.entries(endpoints).map(async ([name, endpoint]) =>
    used(name) ? askForModels(endpoint, clock) : undefined,
  );
  const trials = await tryModels(active, { endpoints, settings, clock, ...(onTrial && { onTrial }) });
  const findings = Object.entries(endpoints).map(async ([name, endpoint], index) => {
    const list = await lists[index];
    if (!list) return [{ state: "ok" as const, what: words.endpoints.idle(name) }];
    const subject = { name, endpoint, giveKey: words.endpoints.giveKey(name), variables: keyVariables(endpoint) };
    const own = trials.filter(({ model }) => model.endpoint === name);
    return describeTrials(subject, list, own, words);
  });
  return (await Promise.all(findings)).flat();

  function keyVariables(endpoint: Endpoint): readonly string[] {
    return [...new Set(secretsOf(endpoint).flatMap(variablesOf))];
  }
}
