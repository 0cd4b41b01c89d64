/** What counts as personal data, and where it was found. */

/** What is looked for. `secret`: a key, a token or a password, with which others could act in somebody's name. */
export const personalKinds = ["email", "phone", "card", "iban", "chinese-id", "secret"] as const;
/** One of {@link personalKinds}. */
export type PersonalKind = (typeof personalKinds)[number];

/** A stretch of a text, from `start` up to `end`, in UTF-16 units. */
export type PersonalDatum = { kind: PersonalKind; start: number; end: number };

/** Finds one kind in a text, in time linear in its length. */
export type PersonalFinder = (text: string) => PersonalDatum[];

/** Ends with words after which a number is the number of a thing, not of a person. */
const countsThings =
  /(?:\b(?:order|ticket|invoice|tracking|serial|build|issue|case|part|item|commit|transaction|request|reference|ref|sku|isbn|issn|doi|ean|upc|id|uid|uuid|timestamp|version|seed|port|pid)(?: ?(?:no|number|num|id|code)\b)?|订单|单号|编号|工单|流水|序列|发票|快递|批次|型号|商品|货号|版本|时间戳|书号|条码|种子)[号码]{0,2}[ \t.:：#=（("'是为]{0,4}$/iu;

/** Far enough back for those words. */
const wordsBefore = 32;

/** Whether what begins at `start` is said to be the number of a thing, such as an order. */
export function numbersThing(text: string, start: number): boolean {
  return countsThings.test(text.slice(Math.max(0, start - wordsBefore), start));
}
