/**
 * The sealed draw: once the pair is final, the ballot carries a hash of it; what was hashed is told at the close. So
 * anyone can check that no name was swapped after the votes. It does not prove that the draw was random.
 */
import { createHash } from "node:crypto";
import type { PublishedDraw } from "../chat/post.ts";
import { type Battle, type DrawSeal, type Side, modelsOf } from "./battle.ts";

/** What is sealed: which models stand on which sides of which battle, by their ids in the roster. */
export type SealedPair = Record<Side, string> & { battle: string };

/** Version of the statement's form, which is part of the statement. */
const form = "doubleblind-draw-1";

/**
 * The text that is hashed: five lines, each ended by a line feed, the salt (128 bits, in hexadecimal) last.
 * @example
 * doubleblind-draw-1
 * battle=0123456789abcdef
 * a=some-model
 * b=another-model
 * salt=00112233445566778899aabbccddeeff
 */
export function drawStatement({ battle, a, b }: SealedPair, salt: string): string {
  return `${form}\nbattle=${battle}\na=${a}\nb=${b}\nsalt=${salt}\n`;
}

/** SHA-256 (FIPS 180-4) of a statement in UTF-8, in lower-case hexadecimal. */
export function hashStatement(statement: string): string {
  return createHash("sha256").update(statement, "utf8").digest("hex");
}

/** Seals a final draw. @param salt 128 fresh bits in hexadecimal, told to nobody before the close. */
export function sealDraw(pair: SealedPair, salt: string): DrawSeal {
  return { salt, drawHash: hashStatement(drawStatement(pair, salt)) };
}

/** What may be seen of a battle's draw; undefined where there is none: before it first opened. */
export function publishDraw(battle: Battle): PublishedDraw | undefined {
  if (!battle.seal) return undefined;
  const { salt, drawHash: hash } = battle.seal;
  if (battle.status !== "closed") return { battle: battle.id, hash, statement: null };
  const pair = { battle: battle.id, ...modelsOf(battle) };
  const statement = drawStatement(pair, salt);
  return { battle: battle.id, hash, statement, fits: hashStatement(statement) === hash };
}
