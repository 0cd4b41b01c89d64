/** In the place of the thread that draws: every picture is the same, as if the fonts drew no letter. */
import type { Drawn } from "../../core/images/renderer.ts";
import { answerRequests } from "../../core/machine/worker-queue.ts";

answerRequests((): Drawn => ({ image: { png: new Uint8Array([1, 2, 3]), width: 1, height: 1 } }));
