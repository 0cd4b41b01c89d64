/** Core's commands as Discord's: registered when they have changed, and only then. */
import {
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
  ApplicationIntegrationType as Install,
  InteractionContextType as Context,
  Locale,
  PermissionFlagsBits,
  type REST,
  Routes,
} from "discord.js";
import {
  type CommandName,
  commandNames,
  type CommandOption,
  commandOptions,
  commandsThatAre,
  sentences,
  type Sentences,
} from "../../core/index.ts";

/** Discord's names for Chinese; its English is what the names are without localisation. */
const chinese = [Locale.ChineseCN, Locale.ChineseTW];
const longestDescription = 100;

/** Commands of those who run a community; core checks that as well. */
const managed = commandsThatAre("forManagers");

/** Keeps a battle to oneself; elsewhere than on Discord one asks in a private chat. */
const alone: CommandOption = { name: "private", kind: "flag" };

type Localised = { name: string; description: string };

function localise(read: (words: Sentences) => Localised) {
  const en = read(sentences("en"));
  const zh = read(sentences("zh"));
  const each = (text: string) => Object.fromEntries(chinese.map((locale) => [locale, text]));
  return {
    name: en.name,
    name_localizations: each(zh.name),
    description: en.description.slice(0, longestDescription),
    description_localizations: each(zh.description.slice(0, longestDescription)),
  };
}

/** A choice as it is shown: the readings of a board by what they are called, all else by its own name. */
function encodeChoice(value: string) {
  const called = ({ readings }: Sentences) => Object.entries(readings).find(([name]) => name === value)?.[1].called;
  const [en, zh] = [called(sentences("en")), called(sentences("zh"))];
  if (en === undefined || zh === undefined) return { name: value, value };
  return { name: en, name_localizations: Object.fromEntries(chinese.map((locale) => [locale, zh])), value };
}

function encodeOption(option: CommandOption) {
  const shared = {
    ...localise(({ options }) => ({ name: options[option.name].called, description: options[option.name].what })),
    // Its English name is what it is known by.
    name: option.name,
    required: option.required ?? false,
  };
  switch (option.kind) {
    case "text":
      return { ...shared, type: OptionType.String };
    case "suggested":
      return { ...shared, type: OptionType.String, autocomplete: true };
    case "choice":
      return { ...shared, type: OptionType.String, choices: option.choices.map(encodeChoice) };
    case "flag":
      return { ...shared, type: OptionType.Boolean };
    case "number":
      return { ...shared, type: OptionType.Integer, min_value: option.least, max_value: option.most };
    case "file":
      return { ...shared, type: OptionType.Attachment };
    case "place":
      return { ...shared, type: OptionType.Channel };
    case "group":
      return { ...shared, type: OptionType.Role };
  }
}

function encodeCommand(name: CommandName) {
  const ofManagers = managed.has(name);
  return {
    ...localise(({ commands }) => ({ name: commands[name].called, description: commands[name].description })),
    name,
    type: ApplicationCommandType.ChatInput,
    options: [...(commandOptions[name] ?? []), ...(name === "battle" ? [alone] : [])].map(encodeOption),
    default_member_permissions: ofManagers ? Number(PermissionFlagsBits.ManageGuild) : null,
    integration_types: ofManagers ? [Install.GuildInstall] : [Install.GuildInstall, Install.UserInstall],
    contexts: ofManagers ? [Context.Guild, Context.BotDM] : [Context.Guild, Context.BotDM, Context.PrivateChannel],
  };
}

/** The entry in a message's menu that sends it to the arena. */
export const battleThis = sentences("en").chat.battleThis;

/** The entries in the menu of a battle's message, and the command that each means in answer to it. */
export const battleMenus: ReadonlyMap<string, CommandName> = new Map([
  [sentences("en").chat.reportThis, "report"],
  [sentences("en").chat.moderateThis, "moderation"],
]);

function encodeMenu(named: (words: Sentences) => string) {
  return {
    name: named(sentences("en")),
    name_localizations: Object.fromEntries(chinese.map((locale) => [locale, named(sentences("zh"))])),
    type: ApplicationCommandType.Message,
    default_member_permissions: null,
    integration_types: [Install.GuildInstall, Install.UserInstall],
    contexts: [Context.Guild, Context.BotDM, Context.PrivateChannel],
  };
}

const inGuilds = { integration_types: [Install.GuildInstall], contexts: [Context.Guild] };

function encodeMenus() {
  const managers = { default_member_permissions: Number(PermissionFlagsBits.ManageGuild) };
  return [
    encodeMenu(({ chat }) => chat.battleThis),
    { ...encodeMenu(({ chat }) => chat.reportThis), ...inGuilds },
    { ...encodeMenu(({ chat }) => chat.moderateThis), ...inGuilds, ...managers },
  ];
}

/** All commands, as they are to be registered. */
export function encodeCommands(): Record<string, unknown>[] {
  return [...commandNames.map(encodeCommand), ...encodeMenus()];
}

/** Registers the commands where Discord knows them otherwise. @returns whether that was so. */
export async function registerCommands(rest: REST, application: string): Promise<boolean> {
  const route = Routes.applicationCommands(application);
  const wanted = encodeCommands();
  const query = new URLSearchParams({ with_localizations: "true" });
  const known = (await rest.get(route, { query })) as Record<string, unknown>[];
  const same = known.length === wanted.length && wanted.every((one) => known.some((other) => fits(one, other)));
  if (!same) await rest.put(route, { body: wanted });
  return !same;
}

/** Whether Discord knows all of what is wanted; what it adds of its own does not matter. */
function fits(wanted: unknown, known: unknown): boolean {
  if (Array.isArray(wanted)) {
    const others = Array.isArray(known) ? known : [];
    return wanted.length === others.length && wanted.every((one, index) => fits(one, others[index]));
  }
  if (typeof wanted === "object" && wanted !== null) {
    const other = (known ?? {}) as Record<string, unknown>;
    return Object.entries(wanted).every(([key, value]) => fits(value, other[key]));
  }
  // Discord takes permissions as a number and gives them as text, and leaves out what is not set.
  return (
    String(wanted) === String(known) || ((wanted === null || wanted === false || wanted === "") && known === undefined)
  );
}
