/** The part of `/settings` that says whether a digest is posted every week, and where. */
import { lastMonday, type WeeklyPost } from "../../battle/weekly-post.ts";
import type { Sentences } from "../../language/index.ts";
import { type Heard, sharedLanguage } from "../../people/spoken-languages.ts";
import type { Request, Sender } from "../../chat/post.ts";
import { Refusal } from "../../chat/refusal.ts";
import type { CommandContext } from "../command.ts";
import { readOneOf } from "./asking-rules.ts";

type Context = Pick<CommandContext, "clock" | "deliverySeal">;

/** `on`: in the place where that is written, from the next Monday on. @throws {Refusal} when the value is of no use. */
export function readWeekly(
  value: string,
  kept: WeeklyPost | null,
  { clock, deliverySeal }: Context,
  request: Heard<Request>,
  words: Sentences,
): WeeklyPost | null {
  if (readOneOf("weekly", value, ["on", "off"], words) === "off") return null;
  const { platform, place } = request;
  const language = sharedLanguage(request, request.language);
  const delivery = deliverySeal.seal({ platform, place, language, posts: [] });
  return { platform, delivery, taken: kept?.taken ?? lastMonday(clock.now()) };
}

/** @throws {Refusal} when it is to be switched on where the bot could post nothing by itself later. */
export async function checkWeeklyPlace(
  text: string,
  { platforms }: Pick<CommandContext, "platforms">,
  { platform, place }: Pick<Sender, "platform" | "place">,
  words: Sentences,
): Promise<void> {
  if (!/\bweekly\s+on\b/iu.test(text)) return;
  const isSeen = await platforms.get(platform)?.sees?.(place);
  if (isSeen === false) throw new Refusal(words.askingSettings.weeklyNowhere);
}

/** Whether it is on; to somebody in a place also whether it is posted there. */
export function weeklyInWords(
  weekly: WeeklyPost | null,
  { deliverySeal }: Pick<Context, "deliverySeal">,
  { place }: Pick<Sender, "place">,
  { settings: own, askingSettings }: Sentences,
): string {
  if (!weekly) return own.usual(own.off);
  return deliverySeal.open(weekly.delivery).place === place
    ? askingSettings.weeklyHere
    : askingSettings.weeklyElsewhere;
}
