/** 所有给人看的句子，简体中文。 */
import type { Sentences } from "../en/index.ts";
import { arena } from "./arena.ts";
import { boards } from "./boards.ts";
import { commands } from "./commands.ts";
import { communities } from "./communities.ts";
import { copies } from "./copies.ts";
import { costs } from "./costs.ts";
import { doctor } from "./doctor.ts";
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

/** 中文的全部句子。 */
export const zh: Sentences = {
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
