/** Changes single settings in the text of an `.env` file and leaves everything else as it was written. */

/**
 * Puts values into the text of an `.env` file: where the key stands already (its last line counts, as for those who read
 * the file), else after a commented-out line of it, else at the end. Comments, order and other keys stay.
 * @param values what the keys are to hold; one line each.
 * @throws {RangeError} for a value that cannot stand on one line.
 * @example setInEnvironmentFile("# mine\nPORT=1\n", { PORT: "2", HOST: "::1" }) // "# mine\nPORT=2\nHOST=::1\n"
 */
export function setInEnvironmentFile(text: string, values: Readonly<Record<string, string>>): string {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  for (const [key, value] of Object.entries(values)) {
    const line = `${key}=${quote(value)}`;
    const place = findLastIndex(lines, new RegExp(`^\\s*(?:export\\s+)?${key}\\s*=`));
    const commented = findLastIndex(lines, new RegExp(`^\\s*#\\s*${key}\\s*=`));
    if (place >= 0) lines[place] = line;
    else lines.splice(commented >= 0 ? commented + 1 : lines.length, 0, line);
  }
  return `${lines.join(newline)}${newline}`;
}

function findLastIndex(lines: readonly string[], pattern: RegExp): number {
  return lines.findLastIndex((line) => pattern.test(line));
}

/** Bare where nothing in it means anything to those who read the file. */
function quote(value: string): string {
  if (/[\r\n]/.test(value)) throw new RangeError("a setting has one line");
  if (/^[\w.:/@+=,~%-]*$/.test(value)) return value;
  const mark = ["'", '"', "`"].find((one) => !value.includes(one));
  if (mark === undefined) throw new RangeError("a setting holds at most two kinds of quotation marks");
  return `${mark}${value}${mark}`;
}
