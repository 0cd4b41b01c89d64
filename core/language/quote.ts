/** Markdown as a quotation. */

/** Every line after the mark of a quotation. */
export function quoteMarkdown(text: string): string {
  return text.replaceAll(/^/gm, "> ");
}
