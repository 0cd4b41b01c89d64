/** Markup in which whatever is put between is text: of HTML, and of XML, which forbids more. */

/** Markup that is safe to put into other markup. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may be put into markup: text, markup, nothing (null, undefined, false), or several of them. */
export type Content = string | number | Markup | null | undefined | false | readonly Content[];

/** Controls, half characters and such that XML forbids; and marks that would turn the text after a name around. */
// oxlint-disable-next-line no-control-regex
const unwanted = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/g;

const named: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as it may stand between tags, and between quotes in them. */
function escapeText(text: string): string {
  const plain = text.toWellFormed().replace(unwanted, "");
  return plain.replace(/[&<>"']/g, (sign) => named[sign] ?? "");
}

function write(content: Content): string {
  if (content === null || content === undefined || content === false) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.map(write).join("");
  return escapeText(String(content));
}

/** Tags as they are written, what is put between them as {@link Content}. Attributes are to be quoted. */
export function markup(tags: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const parts = tags.map((tag, index) => tag + (index < contents.length ? write(contents[index]) : ""));
  return new Markup(parts.join(""));
}
