/** Amounts for some periods of time, as people write them. */
import type { Amounts } from "../models/model.ts";

/** Reads `<amount>/<period>`, once or several times, apart by a space or comma. @returns undefined for anything else. */
export function readAmounts<Period extends string>(
  text: string,
  amount: RegExp,
  periods: readonly Period[],
): Partial<Record<Period, number>> | undefined {
  const amounts: Partial<Record<Period, number>> = {};
  for (const part of text.split(/[\s,]+/u)) {
    const [given = "", ...rest] = part.split("/");
    const period = periods.find((one) => one === rest.join("/"));
    if (period === undefined || !amount.test(given) || amounts[period] !== undefined) return undefined;
    amounts[period] = Number(given);
  }
  return amounts;
}

/** Reads US dollars a day, a month or both, such as `2/day 30/month`. @returns undefined for anything else. */
export function readDollars(text: string): Amounts | undefined {
  return readAmounts(text, /^\d{1,6}(?:\.\d{1,4})?$/u, ["day", "month"]);
}

/** The same as {@link readDollars} reads; empty where there is no limit. */
export function writeDollars({ day, month }: Amounts): string {
  return [...(day === undefined ? [] : [`${day}/day`]), ...(month === undefined ? [] : [`${month}/month`])].join(" ");
}
