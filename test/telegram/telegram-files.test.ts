import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Api } from "grammy";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDownload, type Download } from "../../bots/telegram/downloads.ts";
import { publicServer } from "../../bots/telegram/settings.ts";
import { startTelegramPeer, type TelegramPeer } from "../peers/telegram/telegram-peer.ts";
import { refusals } from "../peers/telegram/refusal.ts";
import { addFile, type PeerFile } from "../peers/telegram/world.ts";

let peer: TelegramPeer;
let disk: string;
beforeAll(async () => {
  peer = await startTelegramPeer();
  disk = mkdtempSync(path.join(tmpdir(), "bot-api-"));
});
afterAll(async () => {
  await peer.close();
  rmSync(disk, { recursive: true });
});

function download(apiUrl = peer.apiUrl): Download {
  return createDownload(new Api(peer.token, { apiRoot: peer.apiUrl }), { apiUrl, token: peer.token });
}

/** A file as a server started with `--local` keeps it. @param where it lies, if that is not where it should. */
function kept(content: string, where?: string): PeerFile {
  const file = addFile(peer.world, "notes.txt", "text/plain", Buffer.from(content));
  const at = path.join(disk, peer.token, file.path);
  mkdirSync(path.dirname(at), { recursive: true });
  if (where === undefined) writeFileSync(at, content);
  else symlinkSync(where, at);
  return file;
}

describe("a file", () => {
  it("is fetched from Telegram", async () => {
    peer.world.disk = undefined;
    const { id } = addFile(peer.world, "notes.txt", "text/plain", Buffer.from("from Telegram"));
    expect(Buffer.from(await download()(id)).toString()).toBe("from Telegram");
    const large = addFile(peer.world, "large.txt", "text/plain", Buffer.alloc(21 * 1024 * 1024));
    await expect(download()(large.id)).rejects.toMatchObject({ name: "OversizedResponse" });
  });

  it("is read from the disk of the operator's own server, or asked of it where that is another machine's", async () => {
    peer.world.disk = disk;
    const { id } = kept("from the disk");
    peer.world.files.get(id)!.bytes = Buffer.from("from the server");
    expect(Buffer.from(await download()(id)).toString()).toBe("from the disk");
    rmSync(path.join(disk, peer.token), { recursive: true });
    expect(Buffer.from(await download()(id)).toString()).toBe("from the server");
  });

  it("is read from nowhere but the server's folder for this bot, and never for Telegram's own server", async () => {
    peer.world.disk = disk;
    const secret = path.join(disk, "secret.txt");
    writeFileSync(secret, "a secret");
    const linked = kept("nothing", secret);
    const outside = /not in the bot's folder|outside its folder/u;
    await expect(download()(linked.id)).rejects.toThrow(outside);
    const climbing = kept("nothing");
    climbing.path = "../secret.txt";
    await expect(download()(climbing.id)).rejects.toThrow(outside);
    await expect(download(publicServer)(kept("nothing").id)).rejects.toThrow(outside);
  });

  it("that cannot be read is told of without the token", async () => {
    peer.world.disk = disk;
    const folder = kept("a folder");
    rmSync(path.join(disk, peer.token, folder.path));
    mkdirSync(path.join(disk, peer.token, folder.path));
    const error = await download()(folder.id).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ message: expect.stringContaining("EISDIR") as string });
    expect((error as Error).message).not.toContain(peer.token);
    peer.world.disk = undefined;
    peer.api.plan(({ method }) => method === "getFile", { kind: "refused", refusal: refusals.bad("wrong file_id") });
    await expect(download()(folder.id)).rejects.toThrow(/wrong file_id/u);
  });
});
