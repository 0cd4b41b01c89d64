/** A document for print: words and pictures on pages of A4, as a PDF whose letters can be selected and whose lines enlarged. */
import { createWorkerQueue } from "../../machine/worker-queue.ts";
import type { Picture } from "../picture.ts";

/** A part of it: a heading that begins a page, a smaller one, a paragraph, a table whose first row are headings, a picture. */
export type DocumentBlock =
  | { kind: "title" | "heading" | "text" | "note"; text: string }
  | { kind: "table"; rows: readonly (readonly string[])[] }
  | { kind: "picture"; picture: Picture };

/** All of it. `title` names the file for whoever opens it. */
export type PrintedDocument = { title: string; blocks: readonly DocumentBlock[] };

/**
 * Draws a document in a thread of its own, which has no fonts but ours. Numbers with a minus sign get a dash, which every
 * reader shows. @throws {Error} when it cannot be drawn.
 */
export async function drawDocument(document: PrintedDocument): Promise<Uint8Array> {
  const queue = createWorkerQueue<PrintedDocument, Uint8Array>({
    script: new URL("worker.ts", import.meta.url),
    mostLosses: 1,
    thread: { env: { DISABLE_SYSTEM_FONTS_LOAD: "1" } },
    says: {
      closed: "The thread that draws documents is closed.",
      unfinished: "The thread that draws documents was closed before it was done.",
      lost: (code) => `The thread that draws documents ended (code ${code}) at this one.`,
    },
  });
  try {
    return await queue.do(document);
  } finally {
    await queue.close();
  }
}
