/** Inline keyboards and menus of commands: what Telegram says of them in words. */
import type { BotCommand, InlineKeyboardButton } from "grammy/types";
import { refusals } from "./refusal.ts";

const mostButtons = 100;
const mostInRow = 8;
const longestData = 64;
const longestLabel = 128;

type Markup = { inline_keyboard?: InlineKeyboardButton[][] };

/** @throws {TelegramRefusal} for a keyboard that Telegram does not take. */
export function readKeyboard(markup: unknown): InlineKeyboardButton[][] {
  if (markup === undefined || markup === null) return [];
  const rows = (markup as Markup).inline_keyboard;
  if (!rows) throw refusals.bad("the peer knows only inline keyboards");
  const buttons = rows.flat();
  if (buttons.length > mostButtons) throw refusals.bad("reply markup is too long");
  if (rows.some((row) => row.length > mostInRow)) throw refusals.bad("too many buttons in a row");
  for (const button of buttons) checkButton(button);
  return rows.filter((row) => row.length > 0);
}

function checkButton(button: InlineKeyboardButton): void {
  const kinds = Object.keys(button).filter((key) => !["text", "style", "icon_custom_emoji_id"].includes(key));
  if (kinds.length !== 1) throw refusals.bad(`Text buttons are unallowed in the inline keyboard (${kinds.join(", ")})`);
  if (button.text.trim() === "")
    throw refusals.bad("can't parse inline keyboard button: Text button must not be empty");
  if (button.text.length > longestLabel) throw refusals.bad("the label of a button is cut in every client");
  if ("callback_data" in button) {
    const bytes = Buffer.byteLength(button.callback_data);
    if (bytes < 1 || bytes > longestData) throw refusals.bad("BUTTON_DATA_INVALID");
  }
  if ("url" in button && !/^(?:https?|tg):\/\/\S+$/u.test(button.url)) throw refusals.bad("BUTTON_URL_INVALID");
}

/** @throws {TelegramRefusal} for commands that Telegram does not take. */
export function checkCommands(commands: readonly BotCommand[]): void {
  if (commands.length > 100) throw refusals.bad("BOT_COMMANDS_TOO_MUCH");
  for (const { command, description } of commands) {
    if (!/^[a-z\d_]{1,32}$/u.test(command)) throw refusals.bad("BOT_COMMAND_INVALID");
    if (description.trim().length < 1 || description.length > 256)
      throw refusals.bad("BOT_COMMAND_DESCRIPTION_INVALID");
  }
  const names = commands.map(({ command }) => command);
  if (new Set(names).size < names.length) throw refusals.bad("a command twice");
}
