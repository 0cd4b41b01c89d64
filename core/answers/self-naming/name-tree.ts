/** Every name in one tree of letters, so that a text is searched for all of them in one walk. */
import { castShadow } from "./shadow.ts";

/** What is known of a name once it has been found. */
export type Name = {
  /** The family it belongs to. */
  family: string;
  role: "maker" | "model";
  /** Whether it means a model or a maker wherever it stands. */
  telling: boolean;
  /** Whether it is usually written with a small letter ("o3"), so that a capital proves nothing. */
  small: boolean;
  /** How many letters and digits it has. */
  length: number;
  /** After how many letters a space or another sign belongs to it, in order. */
  gaps: readonly number[];
};

/** What begins with the letters on the way here. */
export type NameNode = { next: Map<string, NameNode>; name: Name | undefined };

/** @returns a tree without names. */
export function createNameTree(): NameNode {
  return { next: new Map(), name: undefined };
}

/** @returns a tree with the same names, to which others can be added. */
export function copyNameTree({ next, name }: NameNode): NameNode {
  return { next: new Map([...next].map(([letter, node]) => [letter, copyNameTree(node)])), name };
}

/** Whether a folded character is a letter or digit of a name. */
export function isNameLetter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}

/**
 * Adds a name as it is usually written. Does nothing for one without letters. Of two names with the same letters the
 * first stays, unless only the second is telling; both spacings are remembered.
 */
export function addName(tree: NameNode, written: string, name: Pick<Name, "family" | "role" | "telling">): void {
  if (!/\p{L}/u.test(written)) return;
  let node = tree;
  let length = 0;
  const gaps: number[] = [];
  // "DeepSeek" is also written "deep seek".
  const folded = castShadow(written.replaceAll(/(?<=[a-z]{3})(?=[A-Z])/g, " ")).text;
  for (const character of folded) {
    if (!isNameLetter(character)) {
      gaps.push(length);
      continue;
    }
    let child = node.next.get(character);
    if (!child) node.next.set(character, (child = createNameTree()));
    node = child;
    length += 1;
  }
  const before = node.name;
  gaps.push(...(before?.gaps ?? []));
  if (before && (before.telling || !name.telling)) node.name = { ...before, gaps };
  else node.name = { ...name, small: /^\p{Ll}/u.test(written), length, gaps };
}
