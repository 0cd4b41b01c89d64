/**
 * Pictures and texts that posts show, as files: once written, never changed. A file's name cannot be worked out from its
 * content: a person's own board has only a few possible looks, and whoever draws them all must not learn which of them
 * was drawn for somebody else.
 */
import { createHash } from "node:crypto";
import { pictureSize, type PostImage } from "../../core/index.ts";
import type { KeptFile, KeptImage, PageContent } from "./encode.ts";
import { type FileFolder, type FileFolderOptions, filePattern, openFileFolder } from "./file-folder.ts";
import type { PageSigner } from "./sessions.ts";

/** Whose a file is: a person's pseudonym, or null for everybody. The same picture for another has another name. */
type Audience = string | null;

/** These files. */
export interface KeptFiles extends Omit<FileFolder, "write"> {
  /** Resolves once the picture would survive a crash. */
  keep(image: PostImage, audience: Audience): Promise<KeptImage>;
  /** Likewise for what somebody has sent: a picture by its bytes, or else a text. */
  keepSent(
    sent: { name: string; bytes: Uint8Array },
    audience: Audience,
  ): Promise<{ image: KeptImage } | { text: KeptFile }>;
}

/** What browsers are told of each kind of picture. */
const mediaTypes: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
};

/** @returns undefined for the name of anything but a picture. */
export function pictureMediaType(file: string): string | undefined {
  return filePattern.test(file) ? mediaTypes[file.split(".")[1] ?? ""] : undefined;
}

/** Whether the name of a file is no proof of having been given it, as those of earlier versions are not. */
export function isGuessable(file: string): boolean {
  return filePattern.exec(file)?.groups?.["name"]?.length === 64;
}

/** The names of all files that a post has in the folder: a picture may have two. */
export function filesOf({ images, files = [] }: Pick<PageContent, "images" | "files">): string[] {
  const ofImages = images.flatMap(({ file, dark }) => (dark === undefined ? [file] : [file, dark]));
  return [...ofImages, ...files.flatMap((one) => ("file" in one ? [one.file] : []))];
}

/** Where files are kept, and what names them. */
export type KeptFilesOptions = FileFolderOptions & { signer: Pick<PageSigner, "sign"> };

/** Files in a folder. What other processes have kept is copied into it when it is asked for. */
export async function openKeptFiles({ signer, ...options }: KeptFilesOptions): Promise<KeptFiles> {
  const { write, ...folder } = await openFileFolder(options);
  const keep = async (bytes: Uint8Array, kind: string, audience: Audience): Promise<string> => {
    const file = nameOf(signer, bytes, kind, audience);
    await write(file, bytes);
    return file;
  };
  return {
    ...folder,
    async keep({ png, alt, dark }, audience) {
      const inDark = dark && { dark: await keep(dark, "png", audience) };
      return { file: await keep(png, "png", audience), ...inDark, alt, ...sizeOf(png) };
    },
    async keepSent({ name, bytes }, audience) {
      const kind = pictureKind(bytes);
      if (!kind) return { text: { name, file: await keep(bytes, "txt", audience) } };
      return { image: { file: await keep(bytes, kind, audience), alt: name, ...sizeOf(bytes) } };
    },
  };
}

function nameOf(signer: Pick<PageSigner, "sign">, bytes: Uint8Array, kind: string, audience: Audience): string {
  const hash = createHash("sha256").update(bytes).digest("hex");
  return `${signer.sign("kept file", `${audience ?? ""}\n${hash}`)}.${kind}`;
}

/** The kind of a picture, by its bytes alone. @returns undefined for what is none of the kinds that browsers show everywhere. */
function pictureKind(bytes: Uint8Array): "png" | "jpg" | "gif" | "webp" | undefined {
  const begin = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  if (begin.startsWith("\x89PNG\r\n")) return "png";
  if (begin.startsWith("\xff\xd8\xff")) return "jpg";
  if (/^GIF8[79]a/.test(begin)) return "gif";
  return /^RIFF[\s\S]{4}WEBP/.test(begin) ? "webp" : undefined;
}

/** How large a picture is, in pixels, so that a page can leave room for it. */
function sizeOf(bytes: Uint8Array): { width: number; height: number } | undefined {
  const size = pictureSize(bytes);
  return size && size.width > 0 && size.height > 0 ? size : undefined;
}
