/** The thread that draws. One request is one picture or document, so the event loop turns between two and canvases are freed. */
import { answerRequests } from "../machine/worker-queue.ts";
import { drawPicture } from "./draw.ts";
import type { Drawn, ToDraw } from "./renderer.ts";

async function draw(asked: ToDraw): Promise<Drawn> {
  if ("picture" in asked) return { image: drawPicture(asked.picture) };
  // Few ever print anything: until then it takes no memory.
  const { paintDocument } = await import("./document/paint-document.ts");
  return { pdf: paintDocument(asked.document) };
}

answerRequests(draw, (drawn) => [("image" in drawn ? drawn.image.png : drawn.pdf).buffer as ArrayBuffer]);
