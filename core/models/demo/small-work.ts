/** The questions of one's own that a small honest machine can work out: sums, units, dates, counts and sorted lists. */
import { findSum, type Sum } from "./arithmetic.ts";

/** @returns undefined for everything else. */
export function findWork(text: string): Sum | undefined {
  return findSum(text) ?? convert(text) ?? countDays(text) ?? findWeekday(text) ?? countLetters(text) ?? sort(text);
}

function worked(expression: string, result: string, exact = true): Sum {
  return { expression, result, exact, steps: 1 };
}

/** Of each measure, how much one of the unit is. */
const units: readonly (readonly [measure: string, size: number, name: string, pattern: string])[] = [
  ["length", 1609.344, "mi", "miles?|mi|英里"],
  ["length", 1000, "km", "kilomet(?:er|re)s?|km|公里|千米"],
  ["length", 0.3048, "ft", "feet|foot|ft|英尺"],
  ["length", 0.0254, "in", "inch(?:es)?|英寸"],
  ["length", 0.01, "cm", "centimet(?:er|re)s?|cm|厘米"],
  ["length", 1, "m", "met(?:er|re)s?|m|米"],
  ["mass", 0.45359237, "lb", "pounds?|lbs?|磅"],
  ["mass", 0.028349523125, "oz", "ounces?|oz|盎司"],
  ["mass", 0.5, "斤", "斤"],
  ["mass", 1, "kg", "kilo(?:gram(?:me)?)?s?|kg|公斤|千克"],
  ["mass", 0.001, "g", "gram(?:me)?s?|g|克"],
  ["time", 86_400, "days", "days?|天"],
  ["time", 3600, "h", "hours?|小时"],
  ["time", 60, "min", "minutes?|min|分钟"],
  ["time", 1, "s", "seconds?|秒"],
];

const unitPattern = units.map(([, , , pattern]) => pattern).join("|");
const conversions = [
  new RegExp(`(-?\\d[\\d,.]*)\\s*(${unitPattern})\\s*(?:in|to|into|as)\\s+(${unitPattern})(?![\\p{L}])`, "iu"),
  new RegExp(`(-?\\d[\\d,.]*)\\s*(${unitPattern})(?:是|等于|合)?(?:多少|几)个?(${unitPattern})`, "iu"),
];
const backwards = new RegExp(
  `how many (${unitPattern}) (?:are )?in (-?\\d[\\d,.]*|an?)\\s*(${unitPattern})(?!\\p{L})`,
  "iu",
);

function convert(text: string): Sum | undefined {
  const forwards = conversions.map((pattern) => pattern.exec(text)).find((found) => found !== null);
  if (forwards) return convertUnits(forwards[1] ?? "", forwards[2] ?? "", forwards[3] ?? "");
  const [, to = "", amount = "", from = ""] = backwards.exec(text) ?? [];
  if (to !== "") return convertUnits(/^an?$/iu.test(amount) ? "1" : amount, from, to);
  return convertTemperature(text);
}

function findUnit(word: string): (typeof units)[number] | undefined {
  return units.find(([, , , pattern]) => new RegExp(`^(?:${pattern})$`, "iu").test(word));
}

function convertUnits(amount: string, fromWord: string, toWord: string): Sum | undefined {
  const [from, to, value] = [findUnit(fromWord), findUnit(toWord), Number(amount.replaceAll(",", ""))];
  if (!from || !to || from[0] !== to[0] || !Number.isFinite(value)) return undefined;
  return rounded(`${value} ${from[2]}`, (value * from[1]) / to[1], ` ${to[2]}`);
}

function convertTemperature(text: string): Sum | undefined {
  const [, amount = "", scale = ""] =
    /(-?\d+(?:\.\d+)?)\s*(?:°|degrees? |度)?\s*(F|C|华氏|摄氏)(?!\p{L}*\d)/iu.exec(text) ?? [];
  const wanted = /华氏|摄氏|fahrenheit|celsius|°\s*[CF]/iu.test(text);
  if (amount === "" || !wanted) return undefined;
  const value = Number(amount);
  if (/^(?:F|华氏)$/iu.test(scale)) return rounded(`${value} °F`, ((value - 32) * 5) / 9, " °C");
  return rounded(`${value} °C`, (value * 9) / 5 + 32, " °F");
}

function rounded(expression: string, value: number, unit: string): Sum {
  const short = Number(value.toPrecision(6));
  return worked(expression, `${short}${unit}`, short === value);
}

const datePattern = /\b(\d{4})-(\d{1,2})-(\d{1,2})\b|(\d{4})年(\d{1,2})月(\d{1,2})日/gu;
const dayMilliseconds = 86_400_000;

/** The days that a text names, those alone that exist. */
function findDates(text: string): { written: string; time: number }[] {
  return [...text.matchAll(datePattern)].flatMap((found) => {
    const [year = 0, month = 0, day = 0] = found.slice(1).filter(Boolean).map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
      ? [{ written: found[0], time: date.getTime() }]
      : [];
  });
}

function countDays(text: string): Sum | undefined {
  const [first, second] = findDates(text);
  if (!first || !second) return undefined;
  return worked(`${first.written} → ${second.written}`, String(Math.abs(second.time - first.time) / dayMilliseconds));
}

function findWeekday(text: string): Sum | undefined {
  const [date] = findDates(text);
  if (!date || !/week ?day|what day|which day|星期|周几|礼拜/iu.test(text)) return undefined;
  const language = /\p{Script=Han}/u.test(text) ? "zh" : "en";
  const weekday = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(date.time);
  return worked(date.written, weekday);
}

/** Letters of a word, or one letter in it; the words of a quotation. */
function countLetters(text: string): Sum | undefined {
  const [, letter = "", word = ""] =
    /how many (?:letters?|(?:["“']?(\p{L})["”']?(?:'?s)?)) (?:are )?(?:there )?in (?:the word )?["“']?(\p{L}+)/iu.exec(
      text,
    ) ?? [];
  if (word !== "") {
    const letters = [...word.toLowerCase()];
    const count = letter === "" ? letters.length : letters.filter((one) => one === letter.toLowerCase()).length;
    return worked(letter === "" ? word : `${letter} in ${word}`, String(count));
  }
  const [, quoted = ""] = /["“「]([^"”」]+)["”」]/u.exec(text) ?? [];
  if (quoted === "" || !/how many words|多少个?字|几个字/iu.test(text)) return undefined;
  const words = [...new Intl.Segmenter("en", { granularity: "word" }).segment(quoted)].filter((one) => one.isWordLike);
  const characters = quoted.match(/\p{Script=Han}/gu)?.length ?? 0;
  return worked(`“${quoted}”`, String(characters > 0 ? characters : words.length));
}

/** A list after “sort” and a colon. */
function sort(text: string): Sum | undefined {
  const [, list = ""] = /(?:\bsort\b|alphabetical|排序|从小到大)[^:：]*[:：]\s*(\S.*)$/iu.exec(text) ?? [];
  const items = list
    .split(/[,，、]\s*/u)
    .map((item) => item.trim().replace(/[.。]$/u, ""))
    .filter(Boolean);
  if (items.length < 2) return undefined;
  const sorted = items.toSorted(
    new Intl.Collator(/\p{Script=Han}/u.test(list) ? "zh" : "en", { numeric: true }).compare,
  );
  return worked(items.join(", "), sorted.join(", "));
}
