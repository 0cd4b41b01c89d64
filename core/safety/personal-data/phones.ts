/** Numbers of telephones, as people write them. */
import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { numbersThing, type PersonalDatum, type PersonalFinder } from "./datum.ts";

/** With the country's code. Where one digit follows another, only the first begins a number. */
const international =
  /(?<![\p{Script=Latin}\d_+])(?<!\d ?[*/=^]? ?)(?:\+|00(?=[1-9]))[ (]{0,2}\d(?:[ ().\-\u2010-\u2013]{0,3}\d){6,14}(?![ -]?\d|[\p{Script=Latin}_@])/gu;

/** Numbers of mobile phones in China, which people write alone. */
const chineseMobile =
  /(?<![\p{Script=Latin}\d_.+/-])(?<!\d ?[*×÷=^]? ?)(?:86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?![\p{Script=Latin}\d_@]|[ -.]\d| ?[*×÷+=^] ?\d)/gu;

/** Landlines in China, and numbers in North America: only in the groups that nothing else is written in. */
const chineseLandline =
  /(?<![\p{Script=Latin}\d_.+/-])(?:0\d{2,3}-|（0\d{2,3}）|\(0\d{2,3}\) ?)[2-8]\d{6,7}(?![\p{Script=Latin}\d_-])/gu;
const northAmerican =
  /(?<![\p{Script=Latin}\d_.+/$-])(?<!\d )(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}(?<separator>[ .-]))[2-9]\d{2}[.-]\d{4}(?![\p{Script=Latin}\d_]|[.-]\d)/gu;

/** After words that announce one, a number in any form, of any of these countries. */
const announced =
  /(?:\b(?:phone|telephone|tel|mobile|cell|cellphone|call me|call us|whatsapp|fax|text me|sms|reach me|handy|ring me)\b|电话|手机|座机|致电|拨打|手机号|联系方式|打给我|短信|传真)[^\d\n+@#]{0,16}(?<number>[(（]?\d(?:[ ().\-（）]{0,2}\d){6,13})(?![ -]?\d|[\p{Script=Latin}_@]|\.\d)/giu;
const countries: readonly CountryCode[] = [
  "CN",
  "US",
  "GB",
  "DE",
  "FR",
  "IN",
  "JP",
  "AU",
  "ES",
  "IT",
  "BR",
  "HK",
  "TW",
];

/** Numbers in North America that films use, and that nobody has. */
const fictional = /^\+1\d{3}55501\d{2}$/u;

/** Numbers of telephones. */
export const findPhones: PersonalFinder = (text) => [
  ...find(text, international, ["US"], (written) => written.replace(/^00/u, "+")),
  ...find(text, chineseMobile, ["CN"]),
  ...find(text, chineseLandline, ["CN"]),
  ...find(text, northAmerican, ["US"]),
  ...findAnnounced(text),
];

function find(
  text: string,
  form: RegExp,
  among: readonly CountryCode[],
  read: (written: string) => string = (written) => written,
): PersonalDatum[] {
  return [...text.matchAll(form)].flatMap(({ 0: written, index: start }) =>
    isPhone(read(written), among) && !numbersThing(text, start)
      ? [{ kind: "phone" as const, start, end: start + written.length }]
      : [],
  );
}

function findAnnounced(text: string): PersonalDatum[] {
  return [...text.matchAll(announced)].flatMap(({ 0: whole, index, groups }) => {
    const number = groups?.["number"] ?? "";
    const start = index + whole.length - number.length;
    return isPhone(number, countries) ? [{ kind: "phone" as const, start, end: start + number.length }] : [];
  });
}

function isPhone(written: string, among: readonly CountryCode[]): boolean {
  const plain = written.replaceAll("（", "(").replaceAll("）", ")");
  return among.some((country) => {
    const number = parsePhoneNumberFromString(plain, { defaultCountry: country, extract: false });
    return number !== undefined && number.isValid() && !fictional.test(number.number);
  });
}
