/** Limits of messages and commands that Discord documents in words. */
import { refusals } from "./refusal.ts";

type Component = {
  type: number;
  custom_id?: string;
  content?: string;
  label?: string;
  style?: number;
  components?: Component[];
  component?: Component;
  options?: unknown[];
  items?: { media: { url: string }; description?: string }[];
  file?: { url: string };
};

/** As much of a message's body as has limits. */
export type MessageBody = {
  content?: string | null;
  embeds?: unknown[] | null;
  components?: Component[] | null;
  flags?: number | null;
  attachments?: { id: string; filename?: string; description?: string }[] | null;
  poll?: unknown;
  nonce?: string | number | null;
};

const componentsV2 = 1 << 15;
const longestContent = 2_000;
const longestText = 4_000;
const mostComponents = 40;
const mostTopLevel = 5;
const mostInRow = 5;
const largestFile = 10 * 1024 * 1024;
const mostFiles = 10;
const longestNonce = 25;

/** Every component of a message, those inside others as well. */
export function allComponents(components: readonly Component[]): Component[] {
  return components.flatMap((one) => [
    one,
    ...allComponents(one.components ?? []),
    ...allComponents(one.component ? [one.component] : []),
  ]);
}

/** @throws {DiscordRefusal} for a message that Discord does not take. `flags` are those it will have. */
export function checkMessage(body: MessageBody, flags: number, files: readonly Uint8Array[]): void {
  const problems: string[] = [];
  const components = body.components ?? [];
  const all = allComponents(components);
  if (files.length > mostFiles) problems.push(`${files.length} files`);
  if (String(body.nonce ?? "").length > longestNonce) problems.push(`a nonce of more than ${longestNonce} characters`);
  if (files.some((file) => file.length > largestFile)) throw refusals.tooLarge();
  if (flags & componentsV2) problems.push(...checkV2(body, all));
  else problems.push(...checkPlain(body, components, files));
  problems.push(...checkIds(all), ...checkRows(all), ...checkFiles(body, all));
  if (problems.length > 0) throw refusals.invalidForm(problems);
}

function checkV2(body: MessageBody, all: readonly Component[]): string[] {
  const text = all.reduce((sum, one) => sum + (one.type === 10 ? (one.content ?? "").length : 0), 0);
  return [
    ...(body.content ? ["content beside components V2"] : []),
    ...((body.embeds ?? []).length > 0 ? ["embeds beside components V2"] : []),
    ...(body.poll ? ["a poll beside components V2"] : []),
    ...(all.length > mostComponents ? [`${all.length} components`] : []),
    ...(text > longestText ? [`${text} characters of text`] : []),
    ...all.flatMap((one) => (one.type === 10 && (one.content ?? "").trim() === "" ? ["an empty text"] : [])),
  ];
}

function checkPlain(body: MessageBody, components: readonly Component[], files: readonly Uint8Array[]): string[] {
  const content = body.content ?? "";
  if (content === "" && (body.embeds ?? []).length === 0 && components.length === 0 && files.length === 0)
    throw refusals.emptyMessage();
  return [
    ...(content.length > longestContent ? [`${content.length} characters of content`] : []),
    ...(components.length > mostTopLevel ? [`${components.length} rows`] : []),
    ...(components.some((one) => one.type !== 1) ? ["a component of V2 without its flag"] : []),
  ];
}

function checkIds(all: readonly Component[]): string[] {
  const ids = all.flatMap((one) => (one.custom_id === undefined ? [] : [one.custom_id]));
  return [
    ...(new Set(ids).size < ids.length ? ["a custom_id twice"] : []),
    ...ids.flatMap((id) => (id.length < 1 || id.length > 100 ? [`a custom_id of ${id.length} characters`] : [])),
    ...all.flatMap((one) => ((one.label ?? "").length > 80 ? ["a label too long"] : [])),
  ];
}

function checkRows(all: readonly Component[]): string[] {
  const rows = all.filter((one) => one.type === 1);
  return rows.flatMap(({ components = [] }) => [
    ...(components.length === 0 || components.length > mostInRow ? [`a row of ${components.length}`] : []),
    ...(components.length > 1 && components.some((one) => one.type !== 2) ? ["a select beside others"] : []),
    ...components.flatMap((one) => ((one.options ?? []).length > 25 ? ["a select of more than 25"] : [])),
  ]);
}

/** Every file is shown somewhere in a message of V2, and what is shown is there. */
function checkFiles(body: MessageBody, all: readonly Component[]): string[] {
  const named = (body.attachments ?? []).flatMap(({ filename }) => (filename === undefined ? [] : [filename]));
  const shown = all.flatMap((one) => [
    ...(one.file ? [one.file.url] : []),
    ...(one.items ?? []).map((item) => item.media.url),
  ]);
  const missing = shown.filter((url) => url.startsWith("attachment://") && !named.includes(url.slice(13)));
  const long = [
    ...all.flatMap((one) => (one.items ?? []).map((item) => item.description ?? "")),
    ...(body.attachments ?? []).map((attachment) => attachment.description ?? ""),
  ].filter((description) => description.length > 1_024);
  return [...missing.map((url) => `${url} is not attached`), ...long.map(() => "a description too long")];
}

type CommandBody = {
  type?: number;
  name: string;
  description?: string;
  name_localizations?: Record<string, string> | null;
  description_localizations?: Record<string, string> | null;
  options?: CommandBody[];
  choices?: unknown[];
  nsfw?: boolean;
  autocomplete?: boolean;
};

const commandName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const longestCommand = 8_000;

/** @throws {DiscordRefusal} for commands that Discord does not take. */
export function checkCommands(commands: readonly CommandBody[]): void {
  const problems = commands.flatMap((command) => checkCommand(command, (command.type ?? 1) === 1));
  const names = commands.map(({ name, type = 1 }) => `${type} ${name}`);
  if (new Set(names).size < names.length) problems.push("a command twice");
  if (commands.filter(({ type = 1 }) => type === 1).length > 100) problems.push("too many commands");
  if (problems.length > 0) throw refusals.invalidForm(problems);
}

function checkCommand(command: CommandBody, slash: boolean): string[] {
  const names = [command.name, ...Object.values(command.name_localizations ?? {})];
  const descriptions = [command.description ?? "", ...Object.values(command.description_localizations ?? {})];
  const options = command.options ?? [];
  return [
    ...names.flatMap((name) => {
      const fine = slash ? commandName.test(name) && name === name.toLowerCase() : name.length <= 32;
      return fine ? [] : [`the name ${name}`];
    }),
    ...descriptions.flatMap((text) => (text.length > 100 || (slash && text === "") ? [`the description ${text}`] : [])),
    ...(options.length > 25 ? ["too many options"] : []),
    ...((command.choices ?? []).length > 25 ? ["too many choices"] : []),
    ...(command.choices && command.autocomplete ? ["choices and autocompletion"] : []),
    ...(command.nsfw ? ["nsfw"] : []),
    ...(command.name.length + descriptions.join("").length > longestCommand ? ["too long altogether"] : []),
    ...options.flatMap((option) => checkCommand(option, true)),
  ];
}
