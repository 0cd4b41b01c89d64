/** Lays a document out on pages and paints them. */
import { PDFDocument } from "@napi-rs/canvas";
import { printable } from "../figures/draw-figure.ts";
import { createMeasure, type Measure, registerFonts } from "../fonts.ts";
import { cutMiddle, drawableText, wrapText } from "../text.ts";
import { font, lineHeight, margin, palettes, pictureWidth, type Weight } from "../theme.ts";
import type { DocumentBlock, PrintedDocument } from "../picture.ts";
import { layoutPainting } from "./paint-picture.ts";

type Context = CanvasRenderingContext2D;
/** What stands on a page, from its top on: pixels, as many across as a picture has. */
type Placed = { top: number; paint: (context: Context) => void };

/** A4, points. */
const [paperWidth, paperHeight] = [595, 842];
const pointsPerPixel = paperWidth / pictureWidth;
const edge = 48;
const pageHeight = Math.floor(paperHeight / pointsPerPixel) - 2 * edge;
const innerWidth = pictureWidth - 2 * margin;
const rowHeight = 44;
/** Some lines of text. */
const belowHeading = 160;
/** The part of a table's width that its first column has at most. */
const firstColumn = 0.42;

const styles = {
  title: { size: 46, weight: "bold", after: 22 },
  heading: { size: 34, weight: "bold", after: 14 },
  text: { size: 24, weight: "normal", after: 16 },
  note: { size: 20, weight: "normal", after: 14 },
} as const satisfies Record<string, { size: number; weight: Weight; after: number }>;

/**
 * A piece that is not broken: as high as that, painted at the origin. `least`: it may be made as small as that part of it;
 * `below`: so much room belongs to it on the same page.
 */
type Piece = { height: number; least?: number; below?: number; paint: (context: Context) => void };

/** The bytes of a PDF. @throws {RangeError} as `drawPicture`. */
export function paintDocument(given: PrintedDocument): Uint8Array {
  const document = printable(given);
  registerFonts(JSON.stringify(document));
  const measure = createMeasure();
  const pdf = new PDFDocument({ title: document.title });
  for (const page of breakPages(document.blocks, measure)) {
    const context = pdf.beginPage(paperWidth, paperHeight) as unknown as Context;
    context.scale(pointsPerPixel, pointsPerPixel);
    for (const { top, paint } of page) {
      context.save();
      context.translate(0, edge + top);
      paint(context);
      context.restore();
    }
    pdf.endPage();
  }
  return new Uint8Array(pdf.close());
}

/** A title begins a page; whatever has no room any more goes to the next one, unless it is small enough when made smaller. */
function breakPages(blocks: readonly DocumentBlock[], measure: Measure): Placed[][] {
  const pages: Placed[][] = [];
  let top = Number.POSITIVE_INFINITY;
  for (const block of blocks)
    for (const { height, least = 1, below = 0, paint } of piecesOf(block, measure)) {
      if (top + height * least + below > pageHeight || (block.kind === "title" && top > 0)) {
        pages.push([]);
        top = 0;
      }
      const scale = Math.min(1, (pageHeight - top) / height);
      pages.at(-1)?.push({ top, paint: (context) => paintSmaller(context, scale, paint) });
      top += height * scale;
    }
  return pages;
}

function paintSmaller(context: Context, scale: number, paint: Piece["paint"]): void {
  context.translate((pictureWidth * (1 - scale)) / 2, 0);
  context.scale(scale, scale);
  paint(context);
}

function piecesOf(block: DocumentBlock, measure: Measure): Piece[] {
  if (block.kind === "picture") return [picturePiece(block)];
  if (block.kind === "table") return tablePieces(block.rows, measure);
  const { size, weight, after } = styles[block.kind];
  const written = font(size, weight);
  const lines = wrapText(drawableText(block.text), innerWidth, 60, written, measure);
  const height = size * lineHeight;
  const color = block.kind === "note" ? palettes.light.muted : palettes.light.text;
  // A title is one piece, so that no page begins between its lines.
  const write = (context: Context, line: string, baseline: number) => {
    context.font = written;
    context.fillStyle = color;
    context.textAlign = "left";
    context.textBaseline = "alphabetic";
    context.fillText(line, margin, baseline);
  };
  if (block.kind === "title")
    return [
      {
        height: lines.length * height + after,
        paint: (context) => lines.forEach((line, index) => write(context, line, size + index * height)),
      },
    ];
  return lines.map((line, index) => ({
    height: height + (index === lines.length - 1 ? after : 0),
    below: block.kind === "heading" ? belowHeading : 0,
    paint: (context) => write(context, line, size),
  }));
}

/** A picture may be made as small as this before it gets a page of its own. */
const smallest = 0.55;

function picturePiece({ picture }: Extract<DocumentBlock, { kind: "picture" }>): Piece {
  const { height, paint } = layoutPainting(picture);
  return { height, least: smallest, paint };
}

/** Names to the left, figures to the right; a row is never broken. */
function tablePieces(rows: readonly (readonly string[])[], measure: Measure): Piece[] {
  const columns = Math.max(1, ...rows.map(({ length }) => length));
  const first = columns === 1 ? innerWidth : innerWidth * firstColumn;
  const width = (innerWidth - first) / Math.max(1, columns - 1);
  return rows.map((row, index) => ({
    height: rowHeight + (index === rows.length - 1 ? 18 : 0),
    paint(context) {
      context.font = font(22, index === 0 ? "bold" : "normal");
      context.textBaseline = "alphabetic";
      for (const [column, cell] of row.entries()) {
        const room = (column === 0 ? first : width) - 12;
        context.fillStyle = palettes.light.text;
        context.textAlign = column === 0 ? "left" : "right";
        const x = column === 0 ? margin : margin + first + column * width;
        context.fillText(cutMiddle(drawableText(cell), room, context.font, measure), x, 28);
      }
      context.fillStyle = palettes.light.grid;
      context.fillRect(margin, rowHeight - 4, innerWidth, 2);
    },
  }));
}
