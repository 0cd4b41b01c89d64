/** What the bot says of itself: its commands and descriptions, in every language; told when they have changed. */
import type { Api } from "grammy";
import type { BotCommand, BotCommandScope } from "grammy/types";
import { commandNames, commandsThatAre, type Language, languages, sentences } from "../../core/index.ts";

const longestDescription = 256;

/** Commands whose replies nobody else is to see: in groups, nobody sees them given either. */
const alone = commandsThatAre("unseen");
/** For those who run a group; core checks that as well. */
const managed = commandsThatAre("forManagers");

type Menu = { scope: BotCommandScope; inGroups: boolean; ofManagers: boolean };

const menus: readonly Menu[] = [
  { scope: { type: "default" }, inGroups: false, ofManagers: true },
  { scope: { type: "all_private_chats" }, inGroups: false, ofManagers: true },
  { scope: { type: "all_group_chats" }, inGroups: true, ofManagers: false },
  { scope: { type: "all_chat_administrators" }, inGroups: true, ofManagers: true },
];

/** English is what those read whose language the bot does not speak. */
function codesOf(language: Language): { language_code?: Exclude<Language, "en"> } {
  return language === "en" ? {} : { language_code: language };
}

function commandsOf({ inGroups, ofManagers }: Menu, language: Language): BotCommand[] {
  const names = commandNames.filter((name) => ofManagers || !managed.has(name));
  return names.map((command) => ({
    command,
    description: sentences(language).commands[command].description.slice(0, longestDescription),
    ...(inGroups && alone.has(command) && { is_ephemeral: true }),
  }));
}

/** The same commands, whatever else Telegram says of them. */
function fits(wanted: readonly BotCommand[], known: readonly BotCommand[]): boolean {
  const same = ({ command, description, is_ephemeral: ephemeral = false }: BotCommand, other: BotCommand | undefined) =>
    command === other?.command && description === other.description && ephemeral === (other.is_ephemeral ?? false);
  return wanted.length === known.length && wanted.every((one, index) => same(one, known[index]));
}

/** Tells Telegram what has changed. @returns whether anything had. */
export async function introduce({ raw }: Api): Promise<boolean> {
  let changed = false;
  const tell = async (same: boolean, telling: () => Promise<unknown>) => {
    if (same) return;
    changed = true;
    await telling();
  };
  for (const language of languages) {
    const code = codesOf(language);
    const { description, shortDescription } = sentences(language).telegram;
    for (const menu of menus) {
      const commands = commandsOf(menu, language);
      const known = await raw.getMyCommands({ scope: menu.scope, ...code });
      await tell(fits(commands, known), () => raw.setMyCommands({ commands, scope: menu.scope, ...code }));
    }
    const long = await raw.getMyDescription(code);
    await tell(long.description === description, () => raw.setMyDescription({ description, ...code }));
    const short = await raw.getMyShortDescription(code);
    await tell(short.short_description === shortDescription, () =>
      raw.setMyShortDescription({ short_description: shortDescription, ...code }),
    );
  }
  return changed;
}
