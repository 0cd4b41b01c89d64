/** A form with files, taken apart. */

/** How many fields a form may have beside its files: its text, and some to spare. */
const mostFields = 8;

/** The longest head of a part, in bytes: names of files have up to 255. */
const longestPartHead = 4 * 1024;

/** A file of a form: a part of the form's own bytes, not a copy. */
export type FormFile = { name: string; bytes: Uint8Array<ArrayBuffer> };

/** A form, taken apart. Of a field given twice the last value counts. */
export type Form = { fields: Record<string, string>; files: FormFile[] };

const blankLine = Buffer.from("\r\n\r\n");

/**
 * Takes a form with files (`multipart/form-data`) apart, without copying, in one search through its bytes.
 * @param type the `Content-Type` it came with.
 * @param mostFiles reading stops at one more than this.
 * @returns undefined if it is not a form, or not complete.
 */
export function readForm(body: Buffer<ArrayBuffer>, type: string, mostFiles: number): Form | undefined {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;",]{1,70}))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  const between = Buffer.from(`\r\n--${boundary}`, "latin1");
  const form: Form = { fields: {}, files: [] };
  const opening = between.subarray(2);
  if (!body.subarray(0, opening.length).equals(opening)) return undefined;
  let at = opening.length;
  for (let parts = 0; parts <= mostFields + mostFiles; parts += 1) {
    const next = body.toString("latin1", at, at + 2);
    if (next === "--") return form;
    if (next !== "\r\n") return undefined;
    const head = body.subarray(at + 2, at + 2 + longestPartHead);
    const headEnd = head.indexOf(blankLine);
    const begin = at + 2 + headEnd + blankLine.length;
    const end = body.indexOf(between, begin);
    if (headEnd < 0 || end < 0) return undefined;
    if (!addPart(form, head.toString("utf8", 0, headEnd), body.subarray(begin, end))) return undefined;
    if (form.files.length > mostFiles) return form;
    at = end + between.length;
  }
  return undefined;
}

function addPart(form: Form, head: string, bytes: Buffer<ArrayBuffer>): boolean {
  const parameters = parametersOf(head);
  const name = parameters?.get("name");
  if (!parameters || name === undefined) return false;
  const file = extendedValue(parameters.get("filename*")) ?? parameters.get("filename");
  if (file !== undefined) form.files.push({ name: file, bytes });
  // Defined, not assigned: a name such as `__proto__` is an entry like any other.
  else
    Object.defineProperty(form.fields, name, { value: bytes.toString("utf8"), enumerable: true, configurable: true });
  return true;
}

/**
 * The parameters in a part's head, by name. Browsers quote every value, and escape quotes and line ends in it as in an
 * address; other clients quote only what they must.
 */
function parametersOf(head: string): Map<string, string> | undefined {
  const disposition = head.split("\r\n").find((line) => /^content-disposition:\s*form-data\s*(?:;|$)/i.test(line));
  const found = disposition?.matchAll(/;\s*([^\s=;"]+)=(?:"([^"]*)"|([^\s;"]*))/g);
  const unescaped = (value: string): string => value.replaceAll(/%0D|%0A|%22/g, decodeURIComponent);
  return (
    found &&
    new Map([...found].map(([, name = "", quoted, plain = ""]) => [name.toLowerCase(), unescaped(quoted ?? plain)]))
  );
}

/** The value of `filename*=UTF-8''a%20b`, which no browser sends. @returns what was written if it cannot be read. */
function extendedValue(written: string | undefined): string | undefined {
  const [, escaped] = /^utf-8'[^']*'(.*)$/is.exec(written ?? "") ?? [];
  try {
    return escaped === undefined ? written : decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
}
