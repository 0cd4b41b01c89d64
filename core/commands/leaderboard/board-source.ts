/** Which source a board is of, or which it takes in: as somebody types it (`source:NAME`, `source:+NAME`, `source:all`), and as a button carries it. */
import { sourceCode } from "../../boards/sources.ts";
import { typedFor } from "../../language/index.ts";

/** A source by its name, or by the code of a button after `~`, or `all`; and whether its votes stand alone or beside the arena's. */
export type ChosenSource = { named: string; alone: boolean };

const labels = typedFor(({ options }) => [options.source.called]).join("|");
const labelled = new RegExp(`(?:${labels})\\s*[:：]\\s*(\\+?)\\s*`, "giu");
const written = /^source:(?<beside>\+?)(?<named>[a-z0-9][a-z0-9-]{0,23})$/u;

/** The same text with each source as one word, whatever its label is called and however it is spaced. */
export function joinSources(typed: string): string {
  return typed.replaceAll(labelled, "source:$1");
}

/** A source in a word that {@link joinSources} has made; undefined for any other word. */
export function readSource(word: string): ChosenSource | undefined {
  const { beside, named } = written.exec(word)?.groups ?? {};
  if (named === undefined) return undefined;
  return { named, alone: beside === "" && named !== "all" };
}

/** At most four characters: whether it stands alone, and which it is; a name takes too many. */
export function encodeSource({ named, alone }: ChosenSource): { scope: string; code: string } {
  const code = named === "all" ? "" : named.startsWith("~") ? named.slice(1) : sourceCode(named);
  return { scope: alone ? "s" : "w", code };
}

/** @param code as {@link encodeSource} has made it. */
export function decodeSource(scope: string, code: string): ChosenSource {
  return { named: code === "" ? "all" : `~${code}`, alone: scope === "s" };
}

/** Whether a name, or what a button has in its place, means that source. */
export function meansSource({ named }: ChosenSource, name: string): boolean {
  return named === "all" || named === name || named === `~${sourceCode(name)}`;
}
