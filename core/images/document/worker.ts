/** The thread that draws documents. */
import { answerRequests } from "../../machine/worker-queue.ts";
import { paintDocument } from "./paint-document.ts";

answerRequests(paintDocument, () => []);
