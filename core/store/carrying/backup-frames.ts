/**
 * The outside of a backup: a head, and frames of which each proves that it is the one that belongs there. docs/data.md
 * describes the form, so that other programs can read it.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { RecordRefusal } from "./record-refusal.ts";

const mark = Buffer.from("doubleblind-backup-1\n");
const [saltBytes, proofBytes, tagBytes] = [16, 16, 16];
/** What a frame holds at most, before it is encrypted. */
const frameBytes = 256 * 1024;
const lengthBytes = 4;

/** Which of two forms follows the mark. */
const forms = { clear: 0, encrypted: 1 } as const;

/** About half a second and 128 megabytes for each try at a passphrase. */
const usualCost = 2 ** 17;
const most = { r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
const stretch = promisify<string, Buffer, number, typeof most & { N: number }, Buffer>(scrypt);

/** The frames' key, and what proves that the passphrase is the right one without telling it. */
type Keys = { key: Buffer; proof: Buffer };

/** A passphrase, or a key that is as good as one. */
export type Passphrase = { keysFor(salt: Buffer): Promise<Keys> };

/** Works a backup's keys out once, though it is read twice. @param cost less only in tests. */
export function createPassphrase(text: string, cost = usualCost): Passphrase {
  const known = new Map<string, Promise<Keys>>();
  async function derive(salt: Buffer): Promise<Keys> {
    const bytes = await stretch(text.normalize("NFC"), salt, 32 + proofBytes, { ...most, N: cost });
    return { key: bytes.subarray(0, 32), proof: bytes.subarray(32) };
  }
  return {
    keysFor(salt) {
      const name = salt.toString("hex");
      const keys = known.get(name) ?? derive(salt);
      known.set(name, keys);
      return keys;
    },
  };
}

/** Where a frame stands: never twice under one key, for each backup has a salt of its own. */
function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 0, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** Seals and opens frames; the head belongs to each of them. */
type Cover = {
  seal(frame: Buffer, nonce: Buffer): [body: Buffer, tag: Buffer];
  /** @throws {Error} where it is not the frame that belongs there. */
  open(body: Buffer, tag: Buffer, nonce: Buffer): Buffer;
};

function encrypting(key: Buffer, head: Buffer): Cover {
  return {
    seal(frame, nonce) {
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(head);
      const body = Buffer.concat([cipher.update(frame), cipher.final()]);
      return [body, cipher.getAuthTag()];
    },
    open(body, tag, nonce) {
      const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes }).setAAD(head);
      decipher.setAuthTag(tag);
      return Buffer.concat([decipher.update(body), decipher.final()]);
    },
  };
}

/** Finds out what was damaged; whoever wants to forge can compute the same. */
function checking(head: Buffer): Cover {
  const sum = (frame: Buffer, nonce: Buffer): Buffer =>
    createHash("sha256").update(head).update(nonce).update(frame).digest().subarray(0, tagBytes);
  return {
    seal: (frame, nonce) => [frame, sum(frame, nonce)],
    open(body, tag, nonce) {
      if (!tag.equals(sum(body, nonce))) throw new Error("the checksum of a frame differs");
      return body;
    },
  };
}

/** The head, and how frames are sealed after it. @param passphrase null: as they are, with checksums. */
async function beginCover(passphrase: Passphrase | null): Promise<{ head: Buffer; cover: Cover }> {
  if (passphrase === null) {
    const head = Buffer.concat([mark, Buffer.from([forms.clear])]);
    return { head, cover: checking(head) };
  }
  const salt = randomBytes(saltBytes);
  const { key, proof } = await passphrase.keysFor(salt);
  const head = Buffer.concat([mark, Buffer.from([forms.encrypted]), salt, proof]);
  return { head, cover: encrypting(key, head) };
}

/** Bytes as a backup holds them; the last frame says that it is the last. */
export async function* writeFrames(
  source: AsyncIterable<Buffer>,
  passphrase: Passphrase | null,
): AsyncGenerator<Buffer, void> {
  const { head, cover } = await beginCover(passphrase);
  yield head;
  let [waiting, number]: [Buffer, number] = [Buffer.alloc(0), 0];
  const frame = (content: Buffer, isLast: boolean): Buffer => {
    const [body, tag] = cover.seal(content, nonceOf(number, isLast));
    number += 1;
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32BE(body.length * 2 + (isLast ? 1 : 0));
    return Buffer.concat([length, body, tag]);
  };
  for await (const piece of source) {
    waiting = Buffer.concat([waiting, piece]);
    for (; waiting.length > frameBytes; waiting = waiting.subarray(frameBytes))
      yield frame(waiting.subarray(0, frameBytes), false);
  }
  yield frame(waiting, true);
}

/** Takes so many bytes at a time out of a stream. */
function createTaking(source: AsyncIterable<Buffer>) {
  const pieces = source[Symbol.asyncIterator]();
  let waiting: Buffer = Buffer.alloc(0);
  return {
    /** @returns fewer only at the end. */
    async take(bytes: number): Promise<Buffer> {
      while (waiting.length < bytes) {
        const { value, done } = await pieces.next();
        if (done) break;
        waiting = Buffer.concat([waiting, value]);
      }
      const taken = waiting.subarray(0, bytes);
      waiting = waiting.subarray(taken.length);
      return taken;
    },
  };
}

type Taking = ReturnType<typeof createTaking>;

/** @throws {RecordRefusal} for another file, and without the right passphrase. */
async function readCover({ take }: Taking, passphrase: Passphrase | null, file: string): Promise<Cover> {
  const found = await take(mark.length + 1);
  const form = found.at(-1);
  if (!found.subarray(0, -1).equals(mark) || (form !== forms.clear && form !== forms.encrypted))
    throw new RecordRefusal((words) => words.noBackup(file));
  if (form === forms.clear) return checking(found);
  if (passphrase === null) throw new RecordRefusal((words) => words.needsPassphrase(file));
  const rest = await take(saltBytes + proofBytes);
  if (rest.length < saltBytes + proofBytes) throw new RecordRefusal((words) => words.spoilt(file));
  const { key, proof } = await passphrase.keysFor(rest.subarray(0, saltBytes));
  if (!timingSafeEqual(proof, rest.subarray(saltBytes)))
    throw new RecordRefusal((words) => words.otherPassphrase(file));
  return encrypting(key, Buffer.concat([found, rest]));
}

/**
 * What {@link writeFrames} was given, each byte proved before it is handed on.
 * @param file for sentences. @throws {RecordRefusal} where it is cut off, changed, or something else.
 */
export async function* readFrames(
  source: AsyncIterable<Buffer>,
  passphrase: Passphrase | null,
  file: string,
): AsyncGenerator<Buffer, void> {
  const taking = createTaking(source);
  const cover = await readCover(taking, passphrase, file);
  const spoilt = (cause?: unknown) => new RecordRefusal((words) => words.spoilt(file), { cause });
  for (let [number, isLast] = [0, false]; !isLast; number += 1) {
    const length = await taking.take(lengthBytes);
    if (length.length < lengthBytes) throw spoilt();
    const said = length.readUInt32BE();
    isLast = said % 2 === 1;
    const bytes = Math.floor(said / 2);
    if (bytes > frameBytes) throw spoilt();
    const [body, tag] = [await taking.take(bytes), await taking.take(tagBytes)];
    if (body.length < bytes || tag.length < tagBytes) throw spoilt();
    let frame: Buffer;
    try {
      frame = cover.open(body, tag, nonceOf(number, isLast));
    } catch (error) {
      throw spoilt(error);
    }
    yield frame;
  }
  if ((await taking.take(1)).length > 0) throw spoilt();
}
