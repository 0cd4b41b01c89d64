/** Finds the JSON in what a model says: bare, in a code block, between sentences, or with LaTeX's backslashes in it. */

/** Every object that the reply may mean, likeliest first. Empty: there is none. */
export function findObjects(reply: string): unknown[] {
  const candidates = [reply, ...cutFenced(reply), ...cutObjects(reply)];
  return [...new Set(candidates.map((text) => text.trim()))].flatMap((text) => {
    const value = parse(text);
    return typeof value === "object" && value !== null ? [value] : [];
  });
}

const opening = /```[\w-]*[^\S\n]*\n/gu;

/** The contents of closed code blocks. */
function cutFenced(reply: string): string[] {
  const fenced: string[] = [];
  opening.lastIndex = 0;
  while (fenced.length < mostBeginnings && opening.test(reply)) {
    const end = reply.indexOf("```", opening.lastIndex);
    if (end < 0) break;
    fenced.push(reply.slice(opening.lastIndex, end));
    opening.lastIndex = end + 3;
  }
  return fenced;
}

/** How many possible beginnings are looked at. */
const mostBeginnings = 50;

function parse(text: string): unknown {
  if (!/^[[{]/u.test(text)) return undefined;
  const end = findEnd(text, 0);
  // An object that is never closed, or has more behind it, is not worth mending.
  if (end === tooDeep || (text.startsWith("{") && end < text.length)) return undefined;
  for (const attempt of [mendBackslashes(text), dropTrailingCommas(mendBackslashes(text))]) {
    try {
      return JSON.parse(attempt);
    } catch {
      // The next attempt is more forgiving.
    }
  }
  return undefined;
}

/** Whatever stands between a `{` and the `}` that closes it, longest first. */
function cutObjects(reply: string): string[] {
  const objects: string[] = [];
  let from = reply.indexOf("{");
  for (let looked = 0; from >= 0 && looked < mostBeginnings; looked += 1) {
    const end = findEnd(reply, from);
    if (end > 0) objects.push(reply.slice(from, end));
    from = reply.indexOf("{", end > 0 ? end : from + 1);
  }
  return objects.toSorted((one, other) => other.length - one.length);
}

/** No form of a reply is nested more deeply, and writing such an object out could overflow the stack. */
const deepest = 64;
const tooDeep = -1;

/** @returns the index after the brace that closes the one at `from`; 0 if none does; or {@link tooDeep}. */
function findEnd(text: string, from: number): number {
  let [depth, lists] = [0, 0];
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (quoted && character === "\\") at += 1;
    else if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === "[") lists += 1;
    else if (character === "]") lists -= 1;
    else if (character === "{") depth += 1;
    else if (character === "}" && (depth -= 1) === 0) return at + 1;
    if (depth + lists > deepest) return tooDeep;
  }
  return 0;
}

/** Commands of LaTeX that begin like an escape of JSON: `\frac` would otherwise be a form feed and "rac". */
const commands =
  "bar|begin|beta|big|bigg|bigl|bigr|binom|bmod|boldsymbol|bot|boxed|bullet|" +
  "fbox|flat|forall|frac|" +
  "nabla|ne|neg|neq|newline|ni|nmid|not|notin|nu|" +
  "rangle|rceil|rfloor|rho|right|rightarrow|rm|" +
  "tan|tanh|tau|tbinom|text|textbf|textit|textrm|tfrac|theta|tilde|times|to|top|triangle";

const escapes = new RegExp(String.raw`\\(?:(?:${commands})(?![A-Za-z])|u[0-9a-fA-F]{4}|["\\/bfnrt]|[\s\S]|$)`, "gu");
const goodEscape = /^\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])$/u;
const raw: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Doubles backslashes that JSON would not read as meant, and escapes line ends inside strings. */
function mendBackslashes(text: string): string {
  const doubled = text.replace(escapes, (escape) => (goodEscape.test(escape) ? escape : `\\${escape}`));
  return partStrings(doubled)
    .map((part, index) => (index % 2 === 0 ? part : part.replace(/[\n\r\t]/gu, (sign) => raw[sign] ?? "")))
    .join("");
}

function dropTrailingCommas(text: string): string {
  return partStrings(text)
    .map((part, index) => (index % 2 === 0 ? part.replace(/,\s*(?=[}\]])/gu, "") : part))
    .join("");
}

/** Splits JSON into what stands outside strings and, at every second place, a string with its quotation marks. */
function partStrings(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', from)) {
    let end = at + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
    parts.push(text.slice(from, at), text.slice(at, end + 1));
    from = Math.min(end + 1, text.length);
  }
  return [...parts, text.slice(from)];
}
