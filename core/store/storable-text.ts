/**
 * What PostgreSQL can keep of a text: everything but the NUL character and halves of surrogate pairs. Both stand in
 * what models and people write now and then; each becomes U+FFFD, the sign for a character that could not be read.
 */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

/** {@link storableText}, letting null through. */
export function storableTextOrNull(text: string | null): string | null {
  return text === null ? null : storableText(text);
}
