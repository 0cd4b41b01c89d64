/** Chance: the port, and the machine's own, which only the outermost code hands in. */
import { randomBytes, randomInt } from "node:crypto";

/** Chance, from outside: tests fix it, so every draw can be repeated. */
export interface Random {
  /** A number in [0, 1). */
  fraction(): number;
  /** A fresh identifier: 16 characters of [0-9a-z], unguessable (80 bits). */
  id(): string;
  /** 128 fresh bits as 32 hexadecimal digits. */
  salt(): string;
}

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
const idLength = 16;
const saltBytes = 16;
const fractionSteps = 2 ** 47;

/** The machine's own, fit for secrets. */
export const systemRandom: Random = {
  fraction: () => randomInt(fractionSteps) / fractionSteps,
  id: () => Array.from({ length: idLength }, () => alphabet[randomInt(alphabet.length)]).join(""),
  salt: () => randomBytes(saltBytes).toString("hex"),
};
