/** What Telegram itself sees in a text: names, commands, tags, addresses, numbers. */
import type { MessageEntity } from "grammy/types";

type Detected = "mention" | "bot_command" | "hashtag" | "cashtag" | "email" | "url" | "phone_number";

/** The rules of the clients' own library, in its order of preference; it knows every top-level domain, this some. */
const rules: readonly (readonly [Detected, RegExp])[] = [
  ["email", /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z\d](?:[\w-]*[a-z\d])?\.){1,6}[a-z]{2,8}(?![\p{L}\p{N}_])/giu],
  [
    "url",
    /(?<![\p{L}\p{N}_@/#])(?:https?|ftp):\/\/[^\s\u2000-\u200b\u2016-\u206f<>"«».]+\.[^\s\u2000-\u200b\u2016-\u206f<>"«»]+/giu,
  ],
  ["url", /(?:tg|ton):\/\/[\w-]{1,253}(?:[/?#][^\s\u2000-\u200b\u2016-\u206f<>"«»]*)?/giu],
  [
    "url",
    /(?<![\p{L}\p{N}_@/#.~-])(?:[^\s\0-,/:-@[-`{-}\u00ab\u00bb\u2000-\u200b\u2016-\u206f]+\.)+(?:com|org|net|io|dev|example|ai|md|js|ts|py|rs|sh|co|me|cn|ru|de|app|中国|рф)(?![\p{L}\p{N}_])(?:[/?#][^\s\u2000-\u200b\u2016-\u206f<>"«»]*)?/giu,
  ],
  ["url", /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)/gu],
  ["mention", /(?<![\p{L}\p{N}_])@[a-z\d_]{2,32}(?![\p{L}\p{N}_])/giu],
  ["bot_command", /(?<![\p{L}\p{N}_/<>])\/[a-z\d_]{1,64}(?:@[a-z\d_]{3,32})?(?![\p{L}\p{N}_/<>])/giu],
  ["hashtag", /(?<![\p{L}\p{N}_\u200c])#(?=[\p{L}\d_\u200c]*\p{L})[\p{L}\d_\u200c]{1,256}(?!#)/gu],
  ["cashtag", /(?<![$\p{L}\d_\u200c])\$(?:1INCH|[A-Z]{1,8})(?![$\p{L}\d_\u200c])/gu],
  ["phone_number", /(?<![\p{L}\p{N}_+])\+\(?\d(?:[ ().-]{0,2}\d){6,14}(?!\d)/gu],
];

/** In the order of the text; of what overlaps, the rule that comes first has it. */
export function detectEntities(text: string): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const [type, pattern] of rules) {
    for (const { 0: words, index: offset } of text.matchAll(pattern)) {
      const length = words.length;
      const taken = found.some((one) => one.offset < offset + length && offset < one.offset + one.length);
      if (!taken) found.push({ type, offset, length });
    }
  }
  return found.toSorted((x, y) => x.offset - y.offset);
}
