/** Sentences, one below the other. */
import type { Measure } from "../fonts.ts";
import type { NotesPanel } from "../picture.ts";
import { wrapText } from "../text.ts";
import { font, lineHeight, margin, type Palette, pictureWidth, typeSizes } from "../theme.ts";

export type NotesLayout = { kind: "notes"; top: number; height: number; lines: { text: string; baseline: number }[] };

/** Breaks the sentences into lines. */
export function layoutNotes({ notes }: NotesPanel, top: number, measure: Measure): NotesLayout {
  const lines = notes.flatMap((note) => wrapText(note, pictureWidth - 2 * margin, 4, font(typeSizes.detail), measure));
  const step = typeSizes.detail * lineHeight;
  return {
    kind: "notes",
    top,
    height: Math.round(lines.length * step),
    lines: lines.map((text, index) => ({ text, baseline: top + typeSizes.detail + index * step })),
  };
}

/** Paints the sentences. */
export function drawNotes(context: CanvasRenderingContext2D, layout: NotesLayout, palette: Palette): void {
  context.textAlign = "left";
  context.font = font(typeSizes.detail);
  context.fillStyle = palette.text;
  for (const { text, baseline } of layout.lines) context.fillText(text, margin, baseline);
}
