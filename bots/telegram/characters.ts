/** Characters as Telegram keeps them, and those that Markdown spells out. */

/** As Telegram does with all it is sent: without controls, and without marks that turn the direction of reading. */
export function cleanCharacters(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/gu, "\n")
    .replaceAll(/[\u2028-\u202e]/gu, "")
    .replaceAll(/(?![\n\t])\p{Cc}/gu, " ");
}

/** The names that models write; others stay as they are. */
const named: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", copy: "©", reg: "®", trade: "™" },
  ...{ hellip: "…", ndash: "–", mdash: "—", lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", laquo: "«", raquo: "»" },
  ...{ bull: "•", middot: "·", deg: "°", times: "×", divide: "÷", plusmn: "±", minus: "−", euro: "€", pound: "£" },
  ...{ larr: "←", rarr: "→", harr: "↔", rArr: "⇒", le: "≤", ge: "≥", ne: "≠", asymp: "≈", infin: "∞", radic: "√" },
};

const reference = /&(?:#(?<decimal>\d{1,7})|#x(?<hexadecimal>[\da-f]{1,6})|(?<name>[a-z]\w{0,7}));/giu;

/** A text without the likes of `&amp;`, which stand for one character each. */
export function readCharacterReferences(text: string): string {
  const read = text.replaceAll(reference, (written, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? written;
    const point = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "\ufffd";
  });
  return cleanCharacters(read);
}
