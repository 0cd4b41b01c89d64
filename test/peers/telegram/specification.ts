/** The machine-readable Bot API, where a machine has it: every call is held against it. */
import { readFileSync } from "node:fs";
import type { Upload } from "./read-call.ts";

type Field = { name: string; types: string[]; required: boolean };
type Described = { fields?: Field[]; subtypes?: string[] };
type Specification = { methods: Record<string, Described>; types: Record<string, Described> };

/** @returns what is wrong with a call, in words; empty when nothing is. */
export type SpecificationCheck = (
  method: string,
  parameters: Record<string, unknown>,
  uploads: ReadonlyMap<string, Upload>,
) => string[];

/** Where the description lies; unset: calls are held only against what this peer knows itself. */
const file = process.env.TELEGRAM_SPEC;

const field = (name: string, type: string, required = false): Field => ({ name, types: [type], required });
const inEphemeral = [
  field("chat_id", "Integer", true),
  field("receiver_user_id", "Integer", true),
  field("ephemeral_message_id", "Integer", true),
];
const ephemeral = field("ephemeral_message_parameters", "EphemeralMessageParameters");
const keyboard = field("reply_markup", "InlineKeyboardMarkup");

/** What Bot API 10.2 and 10.3 added, from the types of grammY; the file may be older. */
const newerMethods: Record<string, Field[]> = {
  sendMessageDraft: [field("can_stop", "Boolean"), field("keep_on_stop", "Boolean")],
  sendMessage: [ephemeral],
  sendPhoto: [ephemeral],
  sendDocument: [ephemeral],
  editEphemeralMessageText: [
    ...[...inEphemeral, keyboard, field("text", "String"), field("entities", "Array of MessageEntity")],
    ...[field("parse_mode", "String"), field("link_preview_options", "LinkPreviewOptions")],
  ],
  editEphemeralMessageCaption: [
    ...[...inEphemeral, keyboard, field("caption", "String"), field("caption_entities", "Array of MessageEntity")],
    ...[field("parse_mode", "String"), field("show_caption_above_media", "Boolean")],
  ],
  editEphemeralMessageMedia: [...inEphemeral, keyboard, field("media", "InputMedia", true)],
  editEphemeralMessageReplyMarkup: [...inEphemeral, keyboard],
  deleteEphemeralMessage: inEphemeral,
};
const newerTypes: Record<string, Field[]> = {
  EphemeralMessageParameters: [
    field("receiver_user_id", "Integer", true),
    ...[field("callback_query_id", "String"), field("replace_callback_query_message", "Boolean")],
  ],
  InputRichMessage: [field("blocks", "Array of InputRichBlock")],
  BotCommand: [field("is_ephemeral", "Boolean")],
  InlineKeyboardMarkup: [field("force_reply", "Boolean")],
  InlineKeyboardButton: [field("disabled", "DisabledButton")],
  DisabledButton: [],
  ReplyParameters: [field("ephemeral_message_id", "Integer"), field("message_id", "Integer")],
};

const isText = (value: unknown) => typeof value === "string";
const isTruthValue = (value: unknown) => typeof value === "boolean";
const simpleTypes: Record<string, (value: unknown) => boolean> = {
  ...{ Integer: Number.isInteger, Float: (value) => typeof value === "number" },
  ...{ Boolean: isTruthValue, True: isTruthValue, String: isText, InputFile: isText },
  // The peer itself reads what is in them.
  InputRichBlock: (value) => typeof value === "object" && value !== null,
};

/** Reads the description once. */
export function createSpecificationCheck(): SpecificationCheck {
  if (!file) return () => [];
  const { methods, types } = JSON.parse(readFileSync(file, "utf8")) as Specification;
  const fieldsOf = (described: Described | undefined, newer: Field[] | undefined) =>
    described || newer
      ? new Map([...(described?.fields ?? []), ...(newer ?? [])].map((one) => [one.name, one]))
      : undefined;
  const typeFields = (name: string) => fieldsOf(types[name], newerTypes[name]);

  function checkFields(fields: ReadonlyMap<string, Field>, value: Record<string, unknown>, path: string): string[] {
    const missing = [...fields.values()].filter(({ name, required }) => required && value[name] === undefined);
    return [
      ...missing.map(({ name }) => `${path}: ${name} is missing`),
      ...Object.entries(value).flatMap(([name, one]) => {
        const known = fields.get(name);
        return known ? checkValue(known.types, one, `${path}.${name}`) : [`${path}: ${name} is not known`];
      }),
    ];
  }

  /** A value is right when it is right for one of the types; else what is wrong for the one that it is nearest to. */
  function checkValue(expected: readonly string[], value: unknown, path: string): string[] {
    const wrong = expected.map((type) => checkType(type, value, path)).toSorted((x, y) => x.length - y.length);
    return wrong[0] ?? [];
  }

  function checkType(type: string, value: unknown, path: string): string[] {
    const unfit = [`${path}: ${JSON.stringify(value)} is no ${type}`];
    if (type.startsWith("Array of ")) {
      const each = type.slice("Array of ".length).split(/, | and /u);
      if (!Array.isArray(value)) return unfit;
      return value.flatMap((one: unknown, index) => checkValue(each, one, `${path}[${index}]`));
    }
    const suits = simpleTypes[type];
    if (suits) return suits(value) ? [] : unfit;
    if (typeof value !== "object" || value === null) return unfit;
    const { subtypes = [] } = types[type] ?? {};
    if (subtypes.length > 0) return checkValue(subtypes, value, path);
    const fields = typeFields(type);
    return fields ? checkFields(fields, value as Record<string, unknown>, path) : [`${path}: ${type} is not described`];
  }

  return (method, parameters, uploads) => {
    const fields = fieldsOf(methods[method], newerMethods[method]);
    if (!fields) return [`${method} is not described`];
    // A file may be a part of its own, under the name of its parameter.
    const given = Object.fromEntries([...uploads.keys()].filter((name) => fields.has(name)).map((name) => [name, ""]));
    return checkFields(fields, { ...given, ...parameters }, method);
  };
}
