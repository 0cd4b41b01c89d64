/** Every sentence people read, in English. Other languages have the same sentences. */
import { arena } from "./arena.ts";
import { boards } from "./boards.ts";
import { commands } from "./commands.ts";
import { communities } from "./communities.ts";
import { copies } from "./copies.ts";
import { costs } from "./costs.ts";
import { doctor } from "./doctor.ts";
import type { endpoints } from "./endpoints.ts";
import { evaluationReport } from "./evaluation-report.ts";
import { mutual } from "./mutual.ts";
import { operator } from "./operator.ts";
import { page } from "./page.ts";
import { people } from "./people.ts";
import { platforms } from "./platforms.ts";
import { profiles } from "./profiles.ts";
import { publicBoard } from "./public-board.ts";
import { readings } from "./readings.ts";
import { reports } from "./reports.ts";
import { restrictions } from "./restrictions.ts";
import { roster } from "./roster.ts";
import { status } from "./status.ts";
import { talk } from "./talk.ts";

type Text = string | readonly string[] | ((...given: never[]) => string);

/** The sentences of one file. When one is missing, the compiler names this type, and with it the file to write it in. */
type In<File extends string, Part> = {
  [Name in keyof Part]: Part[Name] extends Text ? Part[Name] : In<File, Part[Name]>;
};

/** All sentences of one language: plain strings, or functions of what they speak about. */
export interface Sentences
  extends
    In<"core/language/en/arena.ts", typeof arena>,
    In<"core/language/en/boards.ts", typeof boards>,
    In<"core/language/en/commands.ts", typeof commands>,
    In<"core/language/en/communities.ts", typeof communities>,
    In<"core/language/en/copies.ts", typeof copies>,
    In<"core/language/en/costs.ts", typeof costs>,
    In<"core/language/en/evaluation-report.ts", typeof evaluationReport>,
    In<"core/language/en/mutual.ts", typeof mutual>,
    In<"core/language/en/operator.ts", typeof operator>,
    In<"core/language/en/page.ts", typeof page>,
    In<"core/language/en/people.ts", typeof people>,
    In<"core/language/en/platforms.ts", typeof platforms>,
    In<"core/language/en/profiles.ts", typeof profiles>,
    In<"core/language/en/public-board.ts", typeof publicBoard>,
    In<"core/language/en/readings.ts", typeof readings>,
    In<"core/language/en/reports.ts", typeof reports>,
    In<"core/language/en/restrictions.ts", typeof restrictions>,
    In<"core/language/en/roster.ts", typeof roster>,
    In<"core/language/en/status.ts", typeof status>,
    In<"core/language/en/talk.ts", typeof talk> {
  doctor: In<"core/language/en/doctor.ts", Omit<typeof doctor, "endpoints">> & {
    endpoints: In<"core/language/en/endpoints.ts", typeof endpoints>;
  };
}

/** The English sentences. */
export const en: Sentences = {
  ...arena,
  ...boards,
  ...commands,
  ...communities,
  ...copies,
  ...costs,
  ...evaluationReport,
  ...mutual,
  ...operator,
  ...page,
  ...people,
  ...platforms,
  ...profiles,
  ...publicBoard,
  ...readings,
  ...reports,
  ...restrictions,
  ...roster,
  ...status,
  ...talk,
  doctor,
};
