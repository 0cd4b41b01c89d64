/** How commands are written. */
import { withoutZeroWidth } from "../language/said.ts";

/** `/name`, on Telegram also `/name@bot`, then white space or the end. */
const pattern = /^\/(?<word>\p{L}[\p{L}_-]*)(?:@\w+)?(?:\s+(?<rest>[\s\S]*))?$/u;

/** A message as it is read: without what has no width, and with the plain slash where a Chinese keyboard wrote a wide one. */
export function readWritten(text: string): string {
  return withoutZeroWidth(text).trim().replace(/^／/u, "/");
}

/** The command that a message as it is read begins with, and what follows it. @returns undefined: it begins with no slash. */
export function readCommand(text: string): { word: string | undefined; rest: string } | undefined {
  if (!text.startsWith("/")) return undefined;
  const { word, rest = "" } = pattern.exec(text)?.groups ?? {};
  return { word, rest: rest.trim() };
}
