/** Letters of mathematics that Unicode has as characters of their own: raised, lowered, doubled, accented. */

const raised = new Map(
  Object.entries({
    ...zip("0123456789+−-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾"),
    ...zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"),
    ...zip("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ"),
    ...zip("βγδθφχ", "ᵝᵞᵟᶿᵠᵡ"),
  }),
);
const lowered = new Map(
  Object.entries({
    ...zip("0123456789+−-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
    ...zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"),
    ...zip("βγρφχ", "ᵦᵧᵨᵩᵪ"),
  }),
);

function zip(plain: string, others: string): Record<string, string> {
  const marks = [...others];
  return Object.fromEntries(Array.from(plain, (letter, index) => [letter, marks[index] ?? ""]));
}

/** Small, above the line. @returns undefined where one of the characters has no such form. */
export function raise(text: string): string | undefined {
  return mapEach(text, raised);
}

/** Small, below the line. @returns undefined where one of the characters has no such form. */
export function lower(text: string): string | undefined {
  return mapEach(text, lowered);
}

function mapEach(text: string, map: ReadonlyMap<string, string>): string | undefined {
  const letters = Array.from(text.replaceAll(" ", ""), (letter) => map.get(letter));
  return letters.includes(undefined) || letters.length === 0 ? undefined : letters.join("");
}

/** Where the capital A of an alphabet stands, and the letters that Unicode had before it had the alphabet. */
const alphabets: Readonly<Record<string, { capital: number; others: Readonly<Record<string, string>> }>> = {
  bold: { capital: 0x1d400, others: {} },
  "double-struck": { capital: 0x1d538, others: zip("CHNPQRZ", "ℂℍℕℙℚℝℤ") },
  script: { capital: 0x1d49c, others: zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ") },
  fraktur: { capital: 0x1d504, others: zip("CHIRZ", "ℭℌℑℜℨ") },
};

/** A letter in a mathematical alphabet; words and other characters stay as they are. */
export function inAlphabet(text: string, variant: string): string {
  const alphabet = alphabets[variant];
  if (!alphabet || !/^[A-Z]$/iu.test(text)) return text;
  const offset = text < "a" ? text.charCodeAt(0) - 65 : text.charCodeAt(0) - 97 + 26;
  return alphabet.others[text] ?? String.fromCodePoint(alphabet.capital + offset);
}

const accents: Readonly<Record<string, string>> = {
  ...{
    "^": "\u0302",
    "~": "\u0303",
    "\u02dc": "\u0303",
    "\u02c9": "\u0304",
    "¯": "\u0304",
    "‾": "\u0304",
    "\u02d9": "\u0307",
  },
  ...{ "¨": "\u0308", "\u02c7": "\u030c", "\u20d7": "\u20d7", "→": "\u20d7" },
};

/** One letter under its accent. @returns undefined for what no such character can stand over. */
export function accent(base: string, mark: string): string | undefined {
  const combining = accents[mark.trim()];
  return combining !== undefined && /^\p{L}$/u.test(base) ? `${base}${combining}`.normalize("NFC") : undefined;
}
