/** Which room imports which, read from the imports themselves. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { roomOf } from "../lint/rooms.ts";

/** `from` imports `to`, in so many places. */
export type RoomArrow = { from: string; to: string; places: number };

function sourceFiles(root: string): string[] {
  const tops = ["bots", "core", "scripts"];
  const files = tops.flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: "utf8" }).map((file) =>
      `${top}/${file}`.replaceAll("\\", "/"),
    ),
  );
  return files.filter((file) => /\.(?:ts|js|mjs)$/.test(file) && !file.includes("/generated/"));
}

/**
 * Every arrow between two rooms, in alphabetical order.
 * @param root the top of the project.
 */
export function findArrows(root: string): RoomArrow[] {
  const found = new Map<string, RoomArrow>();
  for (const file of sourceFiles(root)) {
    const text = readFileSync(join(root, file), "utf8");
    for (const [, specifier = ""] of text.matchAll(
      /(?:^|\n)(?:import|export)\s+(?:type\s)?[^;]*?from\s+"(\.[^"]+)"/g,
    )) {
      const [from, to] = [roomOf(file), roomOf(posix.join(posix.dirname(file), specifier))];
      if (from === to) continue;
      const arrow = found.get(`${from} ${to}`) ?? { from, to, places: 0 };
      arrow.places += 1;
      found.set(`${from} ${to}`, arrow);
    }
  }
  return [...found.entries()].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, arrow]) => arrow);
}
