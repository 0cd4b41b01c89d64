/** What counts as a question, with what is attached to it: pictures for models that take them, text files as part of it. */
import type { Task } from "../answers/task.ts";
import type { AttachedFile, Request } from "../chat/post.ts";
import { Refusal } from "../chat/refusal.ts";
import { mostPixels, type Shrinker, TooManyPixels } from "../images/shrink.ts";
import { type Sentences, sentences } from "../language/index.ts";
import { showsNothing } from "../language/shows-nothing.ts";
import { createBoundedFetch, OversizedResponse } from "../machine/bounded-fetch.ts";
import type { Log } from "../machine/log.ts";
import type { QuestionPicture } from "../models/completion.ts";

/** What somebody asks, and what is known about it without guessing. */
export type Asked = {
  text: string;
  /** As its asker or the bank names it. */
  task?: Task;
  /** The bank's question and its language, where it is one of those. */
  fromBank?: { id: string; language: string };
  /** The battle whose two models it is for, where its asker has said so. */
  followUp?: string;
};

/** Control characters that no question needs: all but tab and line feed. */
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;
/** Something to answer: a letter, a digit, or a symbol such as an emoji or a formula's sign. */
const readable = /[\p{L}\p{N}\p{S}]/u;

/**
 * A question as it is stored and sent: line ends unified, control characters and outer white space gone.
 * @param longest in code points.
 * @throws {Refusal} when nothing readable is left or it is too long.
 */
export function cleanQuestion(text: string, longest: number, words: Sentences): string {
  const question = text
    .toWellFormed()
    .replaceAll("\ufffd", "")
    .replaceAll(/\r\n?/gu, "\n")
    .replaceAll(controls, "")
    .trim();
  if (!readable.test(question)) throw new Refusal(words.refusals.emptyQuestion);
  let length = 0;
  for (const _ of question) length++;
  if (length > longest) throw new Refusal(words.refusals.longQuestion(length, longest));
  if (showsNothing(question)) throw new Refusal(words.refusals.emptyQuestion);
  return question;
}

const mostPictures = 4;
const megabyte = 1024 * 1024;
/** What common endpoints take; a larger one is made smaller. */
const largestPicture = 5 * megabyte;
/** What anybody may attach, in bytes. */
export const largestFile = 20 * megabyte;
/** A `fetch` for attached files: a platform may be wrong about their sizes. */
export const fetchAttached = createBoundedFetch({ body: largestFile });

/** Far more than any question may have. */
const largestText = megabyte / 4;

/** How the bytes of each kind of picture begin. */
const beginnings: readonly (readonly [mediaType: string, begins: RegExp])[] = [
  ["image/png", /^\x89PNG\r\n/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/gif", /^GIF8[79]a/],
  ["image/webp", /^RIFF[\s\S]{4}WEBP/],
];

/** A question with the pictures that belong to it. */
export type ReadQuestion = { text: string; pictures: QuestionPicture[] };

/** What makes pictures smaller, and what is told why a file did not come. */
export type ReadingParts = { shrinker: Pick<Shrinker, "shrink">; log: Pick<Log, "warn"> };

/** Whether reading what is attached may take much memory for a while. */
export function isHeavy({ files = [] }: Pick<Request, "files">): boolean {
  return files.some(({ size }) => size === 0 || size > largestPicture);
}

/**
 * What somebody asks, as it is stored and sent. A picture alone is a question, too.
 * @param longest in code points.
 * @throws {Refusal} when it is none, or what is attached is of no use.
 */
export async function readQuestion(
  parts: ReadingParts,
  request: Request,
  asked: Asked,
  longest: number,
): Promise<Asked & ReadQuestion> {
  const words = sentences(request.language);
  const { text, pictures } = await readAttached(parts, asked.text, request.files ?? [], words);
  const written = text === "" && pictures.length > 0 ? words.asking.pictureAlone : text;
  return { ...asked, text: cleanQuestion(written, longest, words), pictures };
}

/**
 * A question with what was attached to it: the text of text files stands below it, in blocks under their names.
 * @throws {Refusal} naming the first file that is of no use.
 */
export async function readAttached(
  parts: ReadingParts,
  text: string,
  files: readonly AttachedFile[],
  { asking }: Sentences,
): Promise<ReadQuestion> {
  const pictures: QuestionPicture[] = [];
  const texts = text === "" ? [] : [text];
  for (const file of files) {
    const name = file.name.slice(0, 80);
    const bytes = await fetchFile(parts, file, name, asking);
    const mediaType = mediaTypeOf(bytes);
    if (mediaType) pictures.push(await fitPicture(parts, { mediaType, bytes }, name, asking));
    else texts.push(block(name, readText(bytes) ?? refuse(asking.unreadableFile(name))));
    // Those that follow are not even fetched.
    if (pictures.length > mostPictures) throw new Refusal(asking.tooManyPictures(mostPictures));
  }
  return { text: texts.join("\n\n"), pictures };
}

async function fetchFile(
  { log }: ReadingParts,
  file: AttachedFile,
  name: string,
  asking: Sentences["asking"],
): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = asking.fileTooLarge(name, largestFile / megabyte);
  if (file.size > largestFile) throw new Refusal(tooLarge);
  try {
    return await file.read();
  } catch (error) {
    if (error instanceof OversizedResponse) throw new Refusal(tooLarge);
    log.warn({ error }, "a file that somebody attached could not be fetched");
    throw new Refusal(asking.fileNotFetched(name));
  }
}

/** A picture as endpoints take it. @throws {Refusal} for a large one that cannot be made smaller. */
async function fitPicture(
  { shrinker, log }: ReadingParts,
  picture: QuestionPicture,
  name: string,
  asking: Sentences["asking"],
): Promise<QuestionPicture> {
  if (picture.bytes.length <= largestPicture) return picture;
  try {
    return { mediaType: "image/jpeg", bytes: await shrinker.shrink(picture.bytes) };
  } catch (error) {
    if (error instanceof TooManyPixels) throw new Refusal(asking.tooManyPixels(name, mostPixels / 1_000_000));
    log.warn({ error }, "a large picture that somebody attached could not be made smaller");
    throw new Refusal(asking.unreadableFile(name));
  }
}

function refuse(sentence: string): never {
  throw new Refusal(sentence);
}

function mediaTypeOf(bytes: Uint8Array): string | undefined {
  const beginning = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  return beginnings.find(([, begins]) => begins.test(beginning))?.[0];
}

/** @returns undefined for what is no text. */
function readText(bytes: Uint8Array): string | undefined {
  if (bytes.length > largestText || bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A block of code whose fence does not occur in it. */
function block(name: string, text: string): string {
  let longest = 2;
  for (const [run] of text.matchAll(/`+/gu)) longest = Math.max(longest, run.length);
  const fence = "`".repeat(longest + 1);
  return `${name}:\n${fence}\n${text.trimEnd()}\n${fence}`;
}
