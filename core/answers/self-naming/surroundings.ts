/** Where names say nothing about who answers: in code, and in what others are made to say. */

/** A stretch of the original text. */
export type Stretch = { start: number; end: number };

/** Fenced code without its comments, in order. */
export function findCode(original: string): Stretch[] {
  const found: Stretch[] = [];
  let fence: string | undefined;
  let start = 0;
  for (const line of original.split("\n")) {
    const mark = /^ {0,3}(?:> ?)?(`{3,}|~{3,})/.exec(line)?.[1];
    const end = start + line.length;
    if (mark && (fence === undefined || mark.startsWith(fence))) fence = fence === undefined ? mark : undefined;
    else if (fence !== undefined) found.push({ start, end: start + codeLength(line) });
    start = end + 1;
  }
  return found;
}

/** How much of a line comes before its comment. */
function codeLength(line: string): number {
  const comment = /(?:^|\s)(?:\/\/|#|--|\/\*|\*\s|<!--|;;|%|""")/.exec(line);
  return comment ? comment.index : line.length;
}

const quotations = new RegExp(
  [
    '“[^“”\\n]{1,600}”|"[^"\\n]{1,600}"|「[^「」\\n]{1,600}」|『[^『』\\n]{1,600}』',
    "(?<=^|[\\s(—])[‘'][^‘\\n]{1,300}?['’](?=$|[\\s.,;:!?)—])",
  ].join("|"),
  "gm",
);
const speakers =
  "say|says|said|saying|asks?|asked|repl(?:y|ies|ied)|answer(?:s|ed)?|whisper(?:s|ed)|shout(?:s|ed)|mutter(?:s|ed)|call(?:s|ed)|cried|" +
  "announc(?:es|ed)|declar(?:es|ed)|murmur(?:s|ed)|beep(?:s|ed)|chirp(?:s|ed)|laugh(?:s|ed)|smil(?:es|ed)|introduc(?:es|ed)|continu(?:es|ed)|add(?:s|ed)";
const spokenAfter = new RegExp(
  `^[\\s,，]*(?:(?:the |an? |his |her |my )?[\\p{L}'-]{1,20} ){0,3}(?:${speakers})\\b|^[，, ]*[^。！？"“”\\n]{0,10}(?:说|道|問|问|答|喊|叫|笑|想)`,
  "iu",
);
const spokenBefore = new RegExp(
  `(?:\\b(?:${speakers}|write|wrote|writes|put|like|example|e\\.g\\.|such as|slogan|phrase|line|sentence)\\b[^."“”\\n]{0,30}|[说道问答喊叫写][道着]?|例如|比如)[:：,，]?\\s*$`,
  "iu",
);
const ownInstructions =
  /\b(?:my|system) (?:system )?(?:prompt|instructions?|message)\b|我的(?:系统)?(?:提示|指令|设定)/i;

/** Quotations in which somebody else speaks: a character of a story, an example, a line to copy. */
export function findOthersSpeech(original: string): Stretch[] {
  const found: Stretch[] = [];
  for (const match of original.matchAll(quotations)) {
    const end = match.index + match[0].length;
    const before = original.slice(Math.max(0, match.index - 60), match.index);
    if (ownInstructions.test(before)) continue;
    if (spokenAfter.test(original.slice(end, end + 70)) || spokenBefore.test(before))
      found.push({ start: match.index, end });
  }
  return found;
}

const refusal = new RegExp(
  [
    "\\bi(?:'m| am)? (?:\\w{1,12} ){0,2}(?:can't|cannot|can not|won't|unable|not able|not allowed|decline|(?:sorry|afraid),? but)",
    "\\b(?:goes against|violates?|outside what i)\\b|抱歉|对不起|我(?:无法|不能|不便)",
  ].join("|"),
);

/** Whether an answer begins by declining what it was asked for. */
export function declines(original: string): boolean {
  return refusal.test(original.slice(0, 160).replaceAll("’", "'").toLowerCase());
}

/** Whether a place lies in one of the stretches, which are in order. */
export function createLookup(stretches: readonly Stretch[]): (place: number) => boolean {
  return (place) => {
    let low = 0;
    let high = stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((stretches[middle]?.end ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    const stretch = stretches[low];
    return stretch !== undefined && stretch.start <= place;
  };
}
