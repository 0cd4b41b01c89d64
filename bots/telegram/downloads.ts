/** Fetching what people attach: from Telegram, or from where the operator's own Bot API server keeps it. */
import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { isAbsolute, normalize, sep } from "node:path";
import { type Api, GrammyError } from "grammy";
import { fetchAttached, largestFile, OversizedResponse } from "../../core/index.ts";
import { publicServer, type TelegramSettings } from "./settings.ts";

/**
 * Fetches a file by the identifier that Telegram has given it.
 * @throws {OversizedResponse} for one that is too large; {Error} that names neither token nor path.
 */
export type Download = (file: string) => Promise<Uint8Array<ArrayBuffer>>;

type Server = Pick<TelegramSettings, "apiUrl" | "token">;

/**
 * A Bot API server that was started with `--local` says where on its disk a file lies. Only a server that the operator
 * has chosen is believed, and only about its folder for this bot. Where that folder is not here, the server is asked
 * for the file: somebody may have put a web server before it.
 */
export function createDownload(api: Api, server: Server): Download {
  return async (file) => {
    const path = await findPath(api, file);
    if (!isAbsolute(path)) return fetchFrom(server, path);
    const inside = insideOf(path, server);
    if (isPublic(server) || inside === undefined)
      throw new Error("The Bot API server named a file outside its folder for this bot");
    return (await readFrom(path, server)) ?? fetchFrom(server, inside);
  };
}

function isPublic({ apiUrl }: Server): boolean {
  return new URL(apiUrl).hostname === new URL(publicServer).hostname;
}

async function findPath(api: Api, file: string): Promise<string> {
  try {
    return (await api.raw.getFile({ file_id: file })).file_path ?? "";
  } catch (error) {
    if (error instanceof GrammyError && /file is too big/iu.test(error.description))
      throw new OversizedResponse("body", largestFile);
    throw error;
  }
}

async function fetchFrom({ apiUrl, token }: Server, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetchAttached(`${apiUrl}/file/bot${token}/${path}`);
  if (!response.ok) throw new Error(`Telegram does not give the file (${response.status})`);
  return new Uint8Array(await response.arrayBuffer());
}

/** What stands behind the bot's folder, which has the token's name; undefined where a path leads elsewhere. */
function insideOf(path: string, { token }: Server): string | undefined {
  if (normalize(path) !== path) return undefined;
  // Windows has no colons in names.
  const [, ...behind] = path.split(`${sep}${sep === "/" ? token : token.replace(":", "~")}${sep}`);
  return behind.length === 1 ? behind[0]?.split(sep).join("/") : undefined;
}

/** @returns undefined when there is no such file on this disk. */
async function readFrom(path: string, server: Server): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const real = await realpath(path);
    if (insideOf(real, server) === undefined) throw new Error("it leads out of the bot's folder");
    // A pipe would keep the bot waiting for a writer.
    const handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const { size } = await handle.stat();
      if (size > largestFile) throw new OversizedResponse("body", largestFile);
      const { buffer, bytesRead } = await handle.read(new Uint8Array(size), 0, size, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof OversizedResponse) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "not in the bot's folder";
    if (code === "ENOENT") return undefined;
    // The path has the token in it.
    throw new Error(`The Bot API server's file cannot be read (${code})`);
  }
}
