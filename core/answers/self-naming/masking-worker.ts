/** The thread that masks. It keeps the mask of the roster it was asked with last. */
import { answerRequests } from "../../machine/worker-queue.ts";
import type { MaskingRequest, MaskingResult } from "./masker.ts";
import { createSelfNamingMask, type SelfNamingMask } from "./self-naming-mask.ts";

let known: { roster: number; mask: SelfNamingMask } | undefined;

answerRequests<MaskingRequest, MaskingResult>(({ roster, models, answer, question }) => {
  if (known?.roster !== roster) known = { roster, mask: createSelfNamingMask(models) };
  return answer === null ? known.mask.asksWhoAnswers(question) : known.mask.mask(answer, question);
});
