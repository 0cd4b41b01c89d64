/** Cards, accounts and the numbers of residents of China: digits whose check digits fit. */
import { passesLuhn, passesMod11, passesMod97 } from "./checksums.ts";
import { numbersThing, type PersonalDatum, type PersonalFinder } from "./datum.ts";

/** Digits, alone or in groups, as cards are printed. Where one digit follows another, only the first begins a number. */
const cardLike = /(?<![\p{Script=Latin}\d_.,+-])(?<!\d )\d{4}(?:[ -]?\d){9,15}(?![ -]?\d|[\p{Script=Latin}_]|[.,]\d)/gu;

/** By the issuer's first digits, how many digits a card has. */
const issuers: readonly (readonly [begins: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [16]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:6011|64[4-9]|65)/, [16]],
  [/^35(?:2[89]|[3-8])/, [16]],
  [/^3(?:0[0-5]|[689])/, [14]],
  [/^62/, [16, 17, 18, 19]],
  [/^220[0-4]/, [16]],
];

/** How digits stand in groups on cards; a number in other groups is something else. */
const grouped =
  /^(?:\d{14,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|\d{4}([ -])\d{6}\2\d{4,5}|\d{6}[ -]\d{13})$/;

/** Payment cards. */
export const findCards: PersonalFinder = (text) =>
  matches(text, cardLike, "card", (written, start) => {
    const digits = written.replaceAll(/[ -]/g, "");
    const [, lengths = []] = issuers.find(([begins]) => begins.test(digits)) ?? [];
    if (!lengths.includes(digits.length) || !grouped.test(written)) return undefined;
    return passesLuhn(digits) && !numbersThing(text, start) ? written.length : undefined;
  });

/** Characters of an account number by its country: the IBAN registry of SWIFT. */
const ibanLengths: Readonly<Record<string, number>> = Object.fromEntries(
  [
    "NO15 BE16 DK18 FI18 FO18 GL18 NL18 SD18 FK18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 MN20 XK20 CH21 HR21 LI21 LV21",
    "BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 OM23 SO23 TL23 AD24 CZ24 ES24 MD24 PK24 RO24",
    "SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26 TR26 BI27 DJ27 FR27 GR27 IT27 MC27 MR27 SM27 AL28 AZ28 BY28 CY28 DO28",
    "GT28 HN28 HU28 LB28 NI28 PL28 BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30 YE30 MT31 SC31 LC32 RU33",
  ].flatMap((line) => line.split(" ").map((one) => [one.slice(0, 2), Number(one.slice(2))] as const)),
);

const ibanLike = /(?<![\p{Script=Latin}\d])[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]){11,30}/gu;

/** International bank account numbers. */
export const findIbans: PersonalFinder = (text) =>
  matches(text, ibanLike, "iban", (written) => {
    const length = ibanLengths[written.slice(0, 2)] ?? Number.POSITIVE_INFINITY;
    // Words may follow it that look like more of it.
    let [at, counted] = [0, 0];
    for (; at < written.length && counted < length; at += 1) if (/[A-Z\d]/.test(written[at] ?? "")) counted += 1;
    const iban = written.slice(0, at).replaceAll(/[ -]/g, "");
    if (counted < length || /^[A-Z\d]/.test(written.slice(at))) return undefined;
    return passesMod97(iban) ? at : undefined;
  });

const chineseIdLike =
  /(?<![\p{Script=Latin}\d_.-])[1-9]\d{5} ?(?:19|20)\d{6} ?\d{3}[\dXx](?![\p{Script=Latin}\d_]|[.-]\d)/gu;
const provinces = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;

/** Numbers of residents of China: place, date of birth, and check character. */
export const findChineseIds: PersonalFinder = (text) =>
  matches(text, chineseIdLike, "chinese-id", (written) => {
    const number = written.replaceAll(" ", "");
    const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)].map(Number);
    const born = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
    const exists = born.getUTCMonth() + 1 === month && born.getUTCDate() === day;
    return provinces.test(number) && exists && passesMod11(number) ? written.length : undefined;
  });

/** @param check how much of what was found it is; undefined: nothing. */
function matches(
  text: string,
  pattern: RegExp,
  kind: PersonalDatum["kind"],
  check: (written: string, start: number) => number | undefined,
): PersonalDatum[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: written, index: start }) => {
    const length = check(written, start);
    return length === undefined ? [] : [{ kind, start, end: start + length }];
  });
}
