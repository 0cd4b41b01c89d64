/** The parts of Discord's messages: texts, answers side by side, pictures, files and rows of buttons. */
import {
  type APIButtonComponentWithCustomId,
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
  type RawFile,
} from "discord.js";
import {
  type Button,
  bytesOf,
  type Language,
  type Post,
  type PostImage,
  type PrivateReply,
  quoteMarkdown,
  sentences,
  splitMarkdown,
  tableFormOf,
} from "../../core/index.ts";
import { makeInert } from "./inert.ts";
import { encodeMarkdown } from "./markdown.ts";

/** A message to be sent. Its body fits posting, editing and answering alike. */
export type Message = {
  body: {
    components: APIMessageTopLevelComponent[];
    flags: number;
    allowed_mentions: { parse: []; users?: [string] };
    attachments: { id: string; filename: string; description?: string }[];
  };
  files: RawFile[];
  private?: false;
};

/** All of a message's texts together, in UTF-16 units; Discord counts no stricter. */
export const longestMessage = 4_000;
const longestAlt = 1_024;
const longestQuote = 1_600;
const buttonsInRow = 5;

type FileToBe = { name: string; data: Buffer; description?: string };

/** A post or reply as one message with these buttons. */
export function encodeParts(
  post: Post | PrivateReply,
  buttons: APIButtonComponentWithCustomId[],
  language: Language,
): Message {
  const { text, answers, images } = post;
  const footer = footerOf(post, language);
  const files: FileToBe[] = [];
  const components: APIMessageTopLevelComponent[] = [];
  const intro = [...(post.question === undefined ? [] : [quote(post.question)]), makeInert(text)]
    .filter((part) => part !== "")
    .join("\n\n");
  if (intro !== "") components.push(textOf(intro));
  if (answers) components.push(...answerParts(answers, longestMessage - intro.length - footer.length, files, language));
  if (images.length > 0) components.push(...imageParts(images, files));
  for (const file of post.files ?? []) {
    files.push({ name: file.name, data: bytesOf(file) });
    components.push(fileOf(file.name));
  }
  if (footer !== "") components.push(textOf(footer));
  components.push(...toRows(buttons));
  return toMessage(components, files);
}

/** What stands small below everything else. */
function footerOf({ footer, reactions, draw }: Post | PrivateReply, language: Language): string {
  const { chat } = sentences(language);
  const lines = [footer, reactions ? chat.reactHint : undefined, draw && chat.draw(draw.hash)];
  return lines
    .filter((line) => line !== undefined)
    .map((line) => `-# ${makeInert(line).replaceAll("\n", "\n-# ")}`)
    .join("\n");
}

/** The question of a battle that answers no message. The bank's questions all fit; a longer one is cut. */
function quote(question: string): string {
  const [beginning = "", ...more] = splitMarkdown(encodeMarkdown(question, "drawn", longestQuote), longestQuote);
  return quoteMarkdown(`${beginning}${more.length > 0 ? "\n…" : ""}`);
}

/**
 * Both answers in the same form: where one is too long, both come as files beside their beginnings. All that a model
 * wrote stands in a box, and nothing else does: no answer can look like a heading.
 */
function answerParts(
  answers: { a: string; b: string },
  room: number,
  files: FileToBe[],
  language: Language,
): APIMessageTopLevelComponent[] {
  const form = tableFormOf([answers.a, answers.b]);
  const sides = [
    { label: "A", written: answers.a, text: encodeMarkdown(answers.a, form, longestMessage) },
    { label: "B", written: answers.b, text: encodeMarkdown(answers.b, form, longestMessage) },
  ];
  const heading = (label: string) => `### ${label}`;
  const goesOn = (label: string) => `-# ${sentences(language).chat.goesOn(fileName(label))}`;
  const sum = (lengths: number[]) => lengths.reduce((all, length) => all + length, 0);
  const forWhole = room - sum(sides.map(({ label }) => heading(label).length));
  if (sum(sides.map(({ text }) => text.length)) <= forWhole)
    return sides.flatMap(({ label, text }) => [textOf(heading(label)), box(text)]);
  const forBeginnings = forWhole - sum(sides.map(({ label }) => goesOn(label).length));
  return sides.flatMap(({ label, written, text }, index) => {
    // The room that a short answer does not need goes to the other one.
    const other = sides[1 - index]?.text.length ?? 0;
    const budget = Math.max(Math.floor(forBeginnings / 2), forBeginnings - other);
    const [beginning = ""] = splitMarkdown(text, budget);
    files.push({ name: fileName(label), data: Buffer.from(written) });
    return [textOf(heading(label)), box(beginning), textOf(goesOn(label)), fileOf(fileName(label))];
  });
}

function fileName(label: string): string {
  return `answer-${label.toLowerCase()}.md`;
}

/** Pictures with what they show in words; where that is too long, all of it is a file beside them. */
function imageParts(images: readonly PostImage[], files: FileToBe[]): APIMessageTopLevelComponent[] {
  const items = images.map(({ png, alt }, index) => {
    const name = `picture-${index + 1}.png`;
    const description = shorten(alt);
    files.push({ name, data: Buffer.from(png), description });
    return { media: { url: `attachment://${name}` }, description };
  });
  const long = images.filter(({ alt }) => alt.length > longestAlt).map(({ alt }) => alt);
  if (long.length > 0) files.push({ name: "figures.txt", data: Buffer.from(long.join("\n\n")) });
  return [{ type: ComponentType.MediaGallery, items }, ...(long.length > 0 ? [fileOf("figures.txt")] : [])];
}

/** As many whole lines as fit. */
function shorten(alt: string): string {
  if (alt.length <= longestAlt) return alt;
  const [beginning = ""] = splitMarkdown(alt, longestAlt - 2);
  return `${beginning}\n…`;
}

/** A text. */
export function textOf(content: string) {
  // Discord refuses a text of nothing but white space.
  return { type: ComponentType.TextDisplay as const, content: content.trim() === "" ? "\u200b" : content };
}

function fileOf(name: string) {
  return { type: ComponentType.File as const, file: { url: `attachment://${name}` } };
}

function box(text: string): APIMessageTopLevelComponent {
  return { type: ComponentType.Container, components: [textOf(text)] };
}

/** All buttons look the same, so that none is more inviting than another. */
export function toButton(label: string, action: Button["action"]): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style: ButtonStyle.Secondary, label, custom_id: action };
}

function toRows(buttons: readonly APIButtonComponentWithCustomId[]): APIMessageTopLevelComponent[] {
  const rows: APIMessageTopLevelComponent[] = [];
  for (let index = 0; index < buttons.length; index += buttonsInRow)
    rows.push({ type: ComponentType.ActionRow, components: buttons.slice(index, index + buttonsInRow) });
  return rows;
}

/** As {@link longestMessage} counts, of the texts that stand in no box. */
export function lengthOf({ body }: Message): number {
  const texts = body.components.flatMap((one) => (one.type === ComponentType.TextDisplay ? [one.content.length] : []));
  return texts.reduce((sum, length) => sum + length, 0);
}

/** A message of these parts, which mentions nobody. */
export function toMessage(components: APIMessageTopLevelComponent[], files: readonly FileToBe[]): Message {
  return {
    body: {
      components,
      flags: MessageFlags.IsComponentsV2 | MessageFlags.SuppressEmbeds,
      allowed_mentions: { parse: [] },
      attachments: files.map(({ name, description }, index) => ({
        id: String(index),
        filename: name,
        ...(description !== undefined && { description }),
      })),
    },
    files: files.map(({ name, data }) => ({ name, data })),
  };
}
