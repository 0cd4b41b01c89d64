/** MathML in one line, or in several where it has several, in plain characters, as a person would type it. */
import { accent, inAlphabet, lower, raise } from "./scripts.ts";

type Element = { tag: string; attributes: string; children: Element[]; text: string };

/** Stands for what cannot be said in plain characters; no text of a formula has it. */
const unsayable = "\u0000";
/** Between a function and what it is of: a space, unless a bracket does as well. */
const apart = "\u2061";
/** Around what must not run into its neighbours, bracket or not, as a fraction. */
const gap = "\u2062";

const deepest = 60;

/**
 * @param markup as KaTeX writes it.
 * @returns undefined where plain characters would not say the same.
 */
export function mathText(markup: string): string | undefined {
  const root = readMarkup(markup);
  const semantics = root && find(root, "semantics");
  const [shown] = semantics?.children ?? [];
  if (!shown) return undefined;
  const lines = aligned(shown);
  const text = lines ? lines.map(write).join("\n") : write(shown);
  if (text.includes(unsayable)) return undefined;
  const said = tidy(text);
  return said === "" ? undefined : said;
}

function tidy(text: string): string {
  return text
    .replaceAll(/(?<=[\p{L}\p{N}\p{M})\]}⟩°′!…∞])[\u2061\u2062]*\u2062[\u2061\u2062]*(?=[\p{L}\p{N}(√∛∜∑∏∫⟨∂∇])/gu, " ")
    .replaceAll(/(?<=[\p{L}\p{N}\p{M})\]}⟩°′!…∞∑∏∫])[\u2061\u2062]+(?=[\p{L}\p{N}√∛∜∑∏∫⟨∂∇])/gu, " ")
    .replaceAll(/[\u2061\u2062]/gu, "")
    .replaceAll(/[^\S\n]+/gu, " ")
    .replaceAll(/(?<=[([{⟨]) | (?=[)\]}⟩,;])/gu, "")
    .replaceAll(/^ +| +$/gmu, "")
    .trim();
}

const part = /<(?<close>\/?)(?<tag>[a-z]+)(?<attributes>[^>]*?)(?<empty>\/?)>|(?<text>[^<]+)/gu;

function readMarkup(markup: string): Element | undefined {
  const root: Element = { tag: "root", attributes: "", children: [], text: "" };
  const open = [root];
  for (const { groups } of markup.matchAll(part)) {
    const { close, tag = "", attributes = "", empty, text } = groups ?? {};
    const around = open.at(-1) ?? root;
    if (text !== undefined) around.text += unescape(text);
    else if (close) open.pop();
    else {
      const element = { tag, attributes, children: [], text: "" };
      around.children.push(element);
      if (!empty) open.push(element);
    }
    if (open.length > deepest) return undefined;
  }
  return root;
}

function unescape(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'", nbsp: " " };
  return text.replaceAll(/&(?<name>#?\w{1,6});/gu, (written, name: string) => named[name] ?? written);
}

function find(element: Element, tag: string): Element | undefined {
  if (element.tag === tag) return element;
  for (const child of element.children) {
    const found = find(child, tag);
    if (found) return found;
  }
  return undefined;
}

/** The lines of equations under one another, which say the same without their columns; a matrix would not. */
function aligned(shown: Element): Element[] | undefined {
  const only = shown.tag === "mrow" && shown.children.length === 1 ? shown.children[0] : shown;
  if (only?.tag !== "mtable" || !/columnspacing="0em|displaystyle="true"/u.test(only.attributes)) return undefined;
  return only.children.map((row) => ({ ...row, tag: "mrow" }));
}

type Writer = (element: Element) => string;

const writers: Readonly<Record<string, Writer>> = {
  ...{ mi: writeLetter, mn: writeLetter, mo: writeSign, mtext: writeLetter },
  ...{ mspace: writeSpace, mrow: writeRow, mstyle: writeRow, mpadded: writeRow, mtd: writeRow },
  ...{ mfrac: writeFraction, msqrt: writeRoot, mroot: writeRoot, menclose: writeBox },
  ...{ msup: writeScripts, msub: writeScripts, msubsup: writeScripts },
  ...{ munder: writeAround, mover: writeAround, munderover: writeAround },
};

function write(element: Element): string {
  return writers[element.tag]?.(element) ?? unsayable;
}

function writeRow({ children }: Element): string {
  let row = "";
  for (const child of children) {
    const next = write(child);
    // A sign that nothing stands before is one of its own: −x, not 0 − x.
    const before = row.replace(/[\s\u2061\u2062]+$/u, "");
    const first = before === "" || /[([{⟨|,;]$/u.test(before) || row.endsWith(" ");
    row += first && /^ [−+±∓] $/u.test(next) ? next.trim() : next;
  }
  return row;
}

function writeLetter({ attributes, text }: Element): string {
  const [, variant = ""] = /mathvariant="(?<variant>[^"]*)"/u.exec(attributes) ?? [];
  const letters = text.replaceAll(/\s/gu, " ").replaceAll("∣", "|");
  // Names of functions and units do not run into the letters beside them.
  return /^\p{L}{2}/u.test(letters) ? `${apart}${letters}` : inAlphabet(letters, variant.replace("-italic", ""));
}

/** Signs between two things; arrows are as well. */
const between = /^[=<>≤≥≪≫≠≈≡∼≃≅∝⩽⩾+−±∓×÷⋅∗∘∪∩∧∨⊕⊗∖∈∉∋⊂⊃⊆⊇⊊⊥∥|≺≻⊢⊨≜≐≔\u2190-\u21ff\u27f0-\u27ff]$|^(?:\\?:=|==)$/u;

function writeSign({ text, attributes }: Element): string {
  const sign = text.normalize("NFC").replace("∣", "|");
  if (sign === "," || sign === ";") return `${sign} `;
  return between.test(sign) && !attributes.includes("fence") ? ` ${sign} ` : sign;
}

function writeSpace({ attributes }: Element): string {
  if (attributes.includes("linebreak")) return "\n";
  const [, width = "0"] = /width="(?<width>-?[\d.]+)em"/u.exec(attributes) ?? [];
  return Number(width) >= 0.15 ? " " : "";
}

const atom = /^(?:[\p{L}∞∅…]\p{M}*|[d∂Δ]\p{L}|\d+(?:[.,]\d+)*)[′%°!\u2070-\u209f¹²³\u1d2c-\u1dbf]*$/u;
const bracketed = /^\([^()]*\)$|^\[[^[\]]*\]$|^\|[^|]*\|$/u;
const product = /^[\p{L}\p{N}\p{M}∂∇]+$/u;

function bare(text: string): string {
  return text.replaceAll(/^[\s\u2061\u2062]+|[\s\u2061\u2062]+$/gu, "");
}

/** Whether it is a name of several letters, as of a function; letters beside one another are multiplied. */
function isName(text: string): boolean {
  return /^\u2061+\p{L}{2,}(?: \p{L}+)*[\s\u2061]*$/u.test(text);
}

/** In brackets, unless it is one thing. @param whole whether things that are multiplied are one thing here. */
function hold(text: string, whole = false): string {
  const inside = bare(text);
  const one = atom.test(inside) || bracketed.test(inside) || isName(text) || (whole && product.test(inside));
  return one ? inside : `(${inside})`;
}

function writeFraction({ attributes, children }: Element): string {
  const [above, below] = children.map(write);
  if (above === undefined || below === undefined || attributes.includes("linethickness")) return unsayable;
  return `${gap}${hold(above, true)}/${hold(below)}${gap}`;
}

function writeRoot({ tag, children }: Element): string {
  const inside = hold(tag === "msqrt" ? children.map(write).join("") : text(children[0]));
  const degree = tag === "msqrt" ? "2" : bare(text(children[1]));
  const known: Readonly<Record<string, string>> = { "2": "√", "3": "∛", "4": "∜" };
  const small = raise(degree);
  return `${apart}${known[degree] ?? (small === undefined ? unsayable : `${small}√`)}${inside}${gap}`;
}

function text(element: Element | undefined): string {
  return element ? write(element) : unsayable;
}

/** Drawn around a result, which says the same without. */
function writeBox(element: Element): string {
  return element.attributes.includes('notation="box"') ? writeRow(element) : unsayable;
}

const large = /^[∑∏∐∫∬∭∮⋃⋂⋁⋀⨁⨂]$/u;

function writeScripts({ tag, children }: Element): string {
  const base = text(children[0]);
  const below = tag === "msup" ? "" : lowered(text(children[1]));
  const above = tag === "msub" ? "" : raised(text(children.at(-1)));
  return attach(base, `${below}${above}`);
}

function attach(base: string, scripts: string): string {
  const letter = bare(base);
  if (isName(base) || large.test(letter)) return `${apart}${letter}${scripts}${apart}`;
  // What is written on the line, behind "_" or "^", would run into what follows.
  const behind = /[_^]/u.test(scripts) ? apart : "";
  return `${[...letter].length <= 1 ? letter : hold(base)}${scripts}${behind}`;
}

/** What has a sign of its own above the line. */
const marks: Readonly<Record<string, string>> = { "∘": "°", "∗": "*", "⊤": "ᵀ", "†": "†" };

function raised(given: string): string {
  const above = bare(given);
  if (/^[′″‴]+$/u.test(above)) return above;
  return marks[above] ?? raise(above) ?? `^${heldScript(above)}`;
}

function lowered(given: string): string {
  const below = bare(given);
  return lower(below) ?? `_${heldScript(below)}`;
}

function heldScript(script: string): string {
  const tight = script.replaceAll(/ ?(?<sign>[=<>≤≥+−→∈,]) ?/gu, "$<sign>");
  return [...tight].length === 1 || bracketed.test(tight) ? tight : `(${tight})`;
}

/** What stands above and below: limits of sums and the like, and accents. */
function writeAround({ tag, attributes, children }: Element): string {
  const base = text(children[0]);
  if (attributes.includes("accent")) return accent(bare(base), text(children[1])) ?? unsayable;
  const limits = isName(base) || large.test(bare(base));
  return limits ? writeScripts({ tag: scriptTags[tag] ?? tag, attributes, children, text: "" }) : unsayable;
}

const scriptTags: Readonly<Record<string, string>> = { munder: "msub", mover: "msup", munderover: "msubsup" };
