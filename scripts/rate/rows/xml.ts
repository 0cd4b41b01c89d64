/** XML in pieces. */
import type { Pieces } from "../opening/pieces.ts";
import { RateProblem } from "../problem.ts";
import { makeVisible } from "../visible.ts";

/** What is done with the parts of XML; names come without their prefix. */
export type XmlReading = {
  open?: (name: string, attributes: () => Record<string, string>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
};

/** Bytes without a whole tag; the parser would read them anew with each piece. */
const longestPart = 1 << 24;

/** @throws {RateProblem} when it is broken, or a part of it is too large to be held. */
export async function parseXml(pieces: Pieces, path: string, { open, close, text }: XmlReading): Promise<void> {
  const { Parser } = await import("saxen");
  const parser = new Parser();
  const state: State = { quiet: 0 };
  // Whatever is thrown inside would be caught by the parser.
  const guard = (act: () => void) => {
    state.quiet = 0;
    if (state.thrown !== undefined) return;
    try {
      act();
    } catch (error) {
      state.thrown = error instanceof Error ? error : new Error(String(error));
    }
  };
  parser
    .on("openTag", (name, attributes) => guard(() => open?.(bare(name), attributes)))
    .on("closeTag", (name) => guard(() => close?.(bare(name))))
    .on("text", (part, decode) => guard(() => text?.(decode(part))))
    .on("cdata", (part) => guard(() => text?.(part)))
    .on("error", (error) => (state.broken ??= error));
  const decoder = new TextDecoder();
  for await (const piece of pieces) {
    state.quiet += piece.length;
    if (state.quiet > longestPart) state.broken ??= new Error("one part of it is too large to be held");
    else parser.write(decoder.decode(piece, { stream: true }));
    check(state, path);
  }
  parser.write(decoder.decode());
  parser.end();
  check(state, path);
}

function bare(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

type State = { quiet: number; broken?: Error; thrown?: Error };

function check({ broken, thrown }: State, path: string): void {
  if (thrown !== undefined) throw thrown;
  if (!broken) return;
  throw new RateProblem(
    `${makeVisible(path)} is a workbook that could not be read: ${makeVisible(broken.message)}. Save it anew, or as CSV.`,
  );
}
