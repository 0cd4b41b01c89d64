/**
 * Who runs the arena: people who have a token, of which only the hash is kept. By itself an arena keeps them in its data folder, see
 * operator-folder.ts; several processes on one database keep them there.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** An operator as stored. */
export type Operator = {
  name: string;
  /** SHA-256 of the token, in hexadecimal. */
  hash: string;
  /** When they were added, ISO 8601. */
  since: string;
};

/** A new operator. The token is a secret, shown only once: it is stored nowhere and must not be logged. */
export type NewOperator = { name: string; token: string };

/** Where operators are kept. Adding and revoking at the same moment, in any process, undo nothing of each other. */
export interface OperatorStore {
  /** All present operators, in the order they were added, as far as {@link OperatorStore.renew} has found them. */
  list(): Operator[];
  /** Finds out what others have changed. */
  renew(): Promise<void>;
  /**
   * Adds an operator, at once for all processes. Once more changes nothing, not even where they have been revoked since.
   * @returns false where somebody else has that name, in small or capital letters.
   */
  place(operator: Operator): Promise<boolean>;
  /** The same, if there has never been one. @returns whether they were added. */
  placeFirst(operator: Operator): Promise<boolean>;
  /** Removes an operator, at once for all processes. @returns false if nobody has that name. */
  remove(name: string): Promise<boolean>;
}

/** Who runs an arena, and how that is changed. All throw what the store of operators does. */
export interface Operators extends Pick<OperatorStore, "list" | "renew"> {
  /**
   * Adds an operator at once, also while the arena runs.
   * @param name null: the next free `operator-2` and so on.
   * @returns `taken` where somebody has that name.
   */
  add(name: string | null): Promise<NewOperator | "taken">;
  /** Adds the first operator if there has never been one; otherwise null. */
  addFirst(): Promise<NewOperator | null>;
  /** Removes an operator at once. @returns false if nobody has that name. */
  revoke(name: string): Promise<boolean>;
}

const firstName = "operator";

/** @returns the name as stored, or undefined if it is not allowed: 1 to 32 letters, digits, `-` and `_`. */
export function operatorName(typed: string): string | undefined {
  const name = typed.normalize("NFC");
  return /^[\p{L}\p{M}\p{N}_-]{1,32}$/u.test(name) ? name : undefined;
}

/** The operator whose token it is. Takes as long for a wrong one as for a right one. */
export function findOperator(operators: readonly Operator[], token: string): Operator | undefined {
  const given = digestOf(token);
  return operators.filter(({ hash }) => timingSafeEqual(Buffer.from(hash, "hex"), given)).at(0);
}

/** The operators of a store. */
export function createOperators(store: OperatorStore, now: () => Date): Operators {
  const make = (name: string): { operator: Operator; token: string } => {
    const token = randomBytes(32).toString("base64url");
    return { token, operator: { name, hash: digestOf(token).toString("hex"), since: now().toISOString() } };
  };
  return {
    list: () => store.list(),
    renew: () => store.renew(),
    async add(name) {
      const { operator, token } = make(name ?? firstName);
      if (name === null) return { name: await placeNext(store, operator), token };
      return (await store.place(operator)) ? { name, token } : "taken";
    },
    async addFirst() {
      const { operator, token } = make(firstName);
      return (await store.placeFirst(operator)) ? { name: firstName, token } : null;
    },
    revoke: (name) => store.remove(name),
  };
}

/** Adds an operator under its name, or where that is taken with the next free number. @returns the name. */
async function placeNext(store: OperatorStore, operator: Operator): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? operator.name : `${operator.name}-${number}`;
    if (await store.place({ ...operator, name })) return name;
  }
}

/** Moves the operators of one store to another, where they prove themselves by the same tokens. */
export async function moveOperators(from: OperatorStore, to: OperatorStore): Promise<void> {
  for (const operator of from.list()) {
    await placeNext(to, operator);
    await from.remove(operator.name);
  }
}

function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
