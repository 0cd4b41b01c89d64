/**
 * Questions with personal data: their askers decide whether they are sent without it. What waits for that is masked already,
 * so that nothing is sent or stored in clear, whatever becomes of it.
 */
import { z } from "zod";
import { tasks } from "../answers/task.ts";
import type { Battle } from "../battle/battle.ts";
import { type AttachedFile, platformNames, type PrivateReply, type Request, type Sender } from "../chat/post.ts";
import { Refusal } from "../chat/refusal.ts";
import { languages, sentences } from "../language/index.ts";
import { quoteMarkdown } from "../language/markdown.ts";
import { findPersonalData, maskPersonalData } from "../safety/personal-data/find.ts";
import { privateReply } from "./ballot-buttons.ts";
import type { ArenaAtWork } from "./context.ts";
import { eventOf } from "./new-battle.ts";
import type { Asked, ReadQuestion } from "./question.ts";

const heldSchema = z.object({
  id: z.string(),
  from: z.object({
    platform: z.enum(platformNames),
    person: z.string(),
    community: z.string(),
    place: z.string(),
    private: z.boolean(),
    ageRestricted: z.literal(true).exactOptional(),
    manages: z.boolean(),
    language: z.enum(languages),
    communityName: z.string().exactOptional(),
    origin: z.string().exactOptional(),
    event: z.string(),
    within: z.string().exactOptional(),
    groups: z.array(z.string()).readonly().exactOptional(),
  }),
  asked: z.object({ text: z.string(), task: z.enum(tasks).exactOptional(), followUp: z.string().exactOptional() }),
  pictures: z.array(z.object({ mediaType: z.string(), base64: z.string() })),
});

type Held = z.infer<typeof heldSchema>;

/** How many bytes of pictures may wait with a question. */
const mostBytes = 5 * 1024 * 1024;
/** How much of a question is shown to whoever decides, in UTF-16 units. */
const longestShown = 600;

/** What its asker can do with a question that waits. */
type HeldAction = "mask" | "drop";

/**
 * Keeps a question with personal data until its asker has decided; a person's next one takes its place.
 * @param of the battle that it follows up on.
 * @returns what to ask them; undefined: nothing is personal in it, or the same event has asked already.
 * @throws {Refusal} where its pictures are too large to wait.
 */
export async function holdPersonal(
  arena: ArenaAtWork,
  request: Request,
  question: Asked & ReadQuestion,
  of: Battle | undefined,
): Promise<PrivateReply | undefined> {
  const { personal: words, boards } = sentences(request.language);
  const found = findPersonalData(question.text);
  if (found.length === 0) return undefined;
  const size = question.pictures.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const kinds = [...new Set(found.map(({ kind }) => words.kinds[kind]))].join(boards.listSeparator);
  if (size > mostBytes) throw new Refusal(words.tooLargeToWait(kinds));
  const held = describe(arena, request, question, of);
  const asked = eventOf(arena, held.from);
  if (asked !== undefined && (await arena.store.battles.findAsked(asked))) return undefined;
  await keep(arena, held);
  const shown = held.asked.text.length > longestShown ? `${held.asked.text.slice(0, longestShown)}…` : held.asked.text;
  const button = (label: string, verb: HeldAction) => ({ label, action: `battle:${verb}:${held.id}` });
  const text = `${words.found(kinds)}\n\n${quoteMarkdown(shown.toWellFormed())}`;
  const buttons = [button(words.sendMasked, "mask"), button(words.dontSend, "drop")];
  return { ...privateReply(text, buttons), said: held.asked.text };
}

function describe(arena: ArenaAtWork, request: Request, question: Asked & ReadQuestion, of: Battle | undefined): Held {
  const event = request.event ?? arena.random.id();
  const { text, task, pictures } = question;
  return {
    // The same event again has the same buttons.
    id: arena.pseudonyms.of(`held:${request.platform}:${event}`).slice(0, 16),
    from: heldSchema.shape.from.parse({ ...request, event }),
    asked: {
      text: maskPersonalData(text, sentences(request.language).personal.kinds),
      ...(task && { task }),
      ...(of && { followUp: of.id }),
    },
    pictures: pictures.map(({ mediaType, bytes }) => ({ mediaType, base64: Buffer.from(bytes).toString("base64") })),
  };
}

function lookupOf({ pseudonyms }: ArenaAtWork, { person }: Pick<Sender, "person">): string {
  return pseudonyms.of(`held question:${person}`);
}

async function keep(arena: ArenaAtWork, held: Held): Promise<void> {
  const sealed = arena.questionSeal.seal(JSON.stringify(held));
  await arena.store.notes.replaceNote(lookupOf(arena, held.from), sealed, arena.clock.now());
}

/** Forgets what waits for somebody's decision. */
export async function dropHeld(arena: ArenaAtWork, from: Pick<Sender, "person">): Promise<void> {
  await arena.store.notes.dropNote(lookupOf(arena, from));
}

/** What waits for somebody's decision, as they may take it along: all that is kept of it, but for the bytes of its pictures. */
export type WaitingQuestion = Omit<Held["from"], "event"> & {
  question: string;
  task?: string;
  /** The battle that it follows up on. */
  followUp?: string;
  /** `size` in bytes. */
  pictures: { mediaType: string; size: number }[];
};

/** The question that waits for somebody's decision; null: none does. */
export async function findWaiting(arena: ArenaAtWork, from: Pick<Sender, "person">): Promise<WaitingQuestion | null> {
  const held = await readHeld(arena, from);
  if (!held) return null;
  const { event: _event, ...sender } = held.from;
  const { text, ...asked } = held.asked;
  const pictures = held.pictures.map(({ mediaType, base64 }) => ({
    mediaType,
    size: Buffer.byteLength(base64, "base64"),
  }));
  return { question: text, ...asked, pictures, ...sender };
}

async function readHeld(arena: ArenaAtWork, from: Pick<Sender, "person">): Promise<Held | undefined> {
  const note = await arena.store.notes.findNote(lookupOf(arena, from));
  return note === undefined ? undefined : heldSchema.parse(JSON.parse(arena.questionSeal.open(note)));
}

/**
 * The question that waits under this name, as its asker wrote it but masked, and where they did: a decision may be pressed
 * elsewhere, in a private chat. Its battle's post shows it, for no message has these words.
 * @throws {Refusal} where it has been decided, has given way to a newer one, or is too old.
 */
export async function findHeld(
  arena: ArenaAtWork,
  press: Sender,
  id: string,
): Promise<{ request: Request; asked: Asked }> {
  const held = await readHeld(arena, press);
  if (held?.id !== id) throw new Refusal(sentences(press.language).personal.gone);
  // What only the present press brings counts where it was made in the same community: a reply to it may be the place.
  const from = press.community === held.from.community ? { ...held.from, ...press, event: held.from.event } : held.from;
  const files = held.pictures.map(({ base64 }, index) => fileOf(base64, index));
  return { request: { ...from, text: held.asked.text, files }, asked: held.asked };
}

function fileOf(base64: string, index: number): AttachedFile {
  const bytes = new Uint8Array(Buffer.from(base64, "base64"));
  return { name: `picture ${index + 1}`, size: bytes.length, read: async () => bytes };
}
