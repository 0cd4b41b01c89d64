/** The formats that are known besides plain rows: one entry each. */
import { alpacaEval } from "./alpaca-eval.ts";
import { argillaFlat, argillaRecords } from "./argilla.ts";
import { compariaReactions, compariaVotes } from "./comparia.ts";
import { fastChatJudgments } from "./fastchat-judgments.ts";
import type { VoteFormat } from "./format.ts";
import { labelStudio } from "./label-studio.ts";
import { oneHot } from "./one-hot.ts";
import { openWebUi } from "./open-webui.ts";
import { pandaLm } from "./pandalm.ts";

/** The first whose columns are all there is taken. */
export const formats: readonly VoteFormat[] = [
  compariaVotes,
  compariaReactions,
  oneHot,
  fastChatJudgments,
  pandaLm,
  alpacaEval,
  openWebUi,
  labelStudio,
  argillaRecords,
  argillaFlat,
];
