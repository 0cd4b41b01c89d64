/** The thread that draws. One request is one picture, so the event loop turns between two and canvases are freed. */
import { answerRequests } from "../machine/worker-queue.ts";
import { drawPicture } from "./draw.ts";

answerRequests(drawPicture, ({ png }) => [png.buffer as ArrayBuffer]);
