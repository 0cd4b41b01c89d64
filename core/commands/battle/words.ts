/** Messages that are no command: asked, offered to be asked, or left alone; and what their offers do. */
import { readsAs } from "../../answers/talk.ts";
import type { Answered } from "../../arena/answered.ts";
import { cleanQuestion } from "../../arena/question.ts";
import { type Press, type PrivateReply, type Reply, type Request, textPost } from "../../chat/post.ts";
import { NoMoreFollowUps, Refusal } from "../../chat/refusal.ts";
import { sentences, typedFor } from "../../language/index.ts";
import { maskPersonalData } from "../../safety/personal-data/find.ts";
import type { Heard } from "../../people/spoken-languages.ts";
import { actionOf, type CommandContext } from "../command.ts";
import { readTags } from "../typed-names.ts";
import { readCommand, readWritten } from "../written.ts";
import { decide } from "./when-asked.ts";

/** Takes words as {@link decide} says. @param text as it is read. @throws {Refusal} for a question that cannot be asked. */
export async function takeWords(
  context: CommandContext,
  request: Heard<Request>,
  text: string,
): Promise<Reply | undefined> {
  const answers: Answered = request.followUp ? { to: "nothing" } : await context.arena.lookAnswered(request);
  // Without words there are files, and whoever sends those to the bot alone asks what they show.
  const toBot = answers.to === "nothing" || request.private || request.named !== undefined;
  const says = text === "" && toBot ? "question" : readsAs(text);
  const decision = request.followUp ? "ask" : decide({ ...request, says, answers });
  if (decision === "ask" && answers.to === "battle" && answers.own && answers.votedOn)
    return offerSamePair(context, request, answers.battle);
  if (decision === "ask") {
    const { task, text: question } = readTags(text);
    return context.arena.ask(request, { text: question, ...(task && { task }) });
  }
  if (decision === "offer") return offer(context, request, answers);
  if (decision === "refuse") return refuse(context, request, answers);
  return undefined;
}

/** Once a message; in a battle once a turn, so that whoever goes on talking is not asked again and again. */
async function offer(context: CommandContext, request: Heard<Request>, answers: Answered): Promise<Reply | undefined> {
  const { asking } = sentences(request.language);
  if (answers.to !== "battle" || !answers.own) {
    const first = await isFirst(context, request, `offer ${request.address}`);
    return first ? offering(asking.maybeQuestion, asking.askThis, "this") : undefined;
  }
  if (!(await isFirst(context, request, `offer ${answers.battle} ${answers.turn}`))) return undefined;
  return offering(asking.maybeFollowUp, asking.askBoth, `both:${answers.battle}`);
}

/** Voting on the battle has begun, so that another question to its two is a battle of its own. */
async function offerSamePair(context: CommandContext, request: Heard<Request>, battle: string): Promise<Reply> {
  const refusal = await context.arena.findFollowUpRefusal(request, battle);
  if (refusal !== null) throw new NoMoreFollowUps(refusal);
  const { asking } = sentences(request.language);
  return offering(asking.maybeSamePair, asking.askPair, `both:${battle}`);
}

function offering(text: string, label: string, rest: string): Reply {
  return { ...textPost(text), buttons: [{ label, action: actionOf("battle", rest) }], quiet: true, private: false };
}

async function refuse(context: CommandContext, request: Heard<Request>, answers: Answered): Promise<Reply | undefined> {
  if (answers.to !== "battle" || !(await isFirst(context, request, `refusal ${answers.battle}`))) return undefined;
  return { ...textPost(sentences(request.language).refusals.followUpNotAsker), quiet: true, private: true };
}

/** Notes that a person has been told something. @returns whether it is the first time. */
async function isFirst({ store, pseudonyms, clock, random }: CommandContext, { person }: Request, what: string) {
  const told = pseudonyms.of(`told:${person} ${what}`);
  return (await store.notes.keepNote(told, random.id(), clock.now())) === null;
}

/**
 * Offers to ask a question again that has been edited since it was asked, once; and to ask what has only become a
 * question. One with files is left alone, for a press could not bring them again.
 */
export async function takeEdited(
  context: CommandContext,
  request: Heard<Request>,
  text: string,
): Promise<Reply | undefined> {
  const asked = questionIn(text);
  if (!asked || (request.files ?? []).length > 0) return undefined;
  const { text: question } = asked;
  const answers = await context.arena.lookAnswered(request);
  if (!asksAnew(context, request, question, answers.to === "asked" ? answers.question : "")) return undefined;
  if (answers.to !== "asked") {
    const asks = readCommand(text) ? "ask" : decide({ ...request, says: readsAs(question), answers });
    return asks === "ask" || asks === "offer" ? offer(context, request, answers) : undefined;
  }
  if (!answers.own) return undefined;
  const { asking } = sentences(request.language);
  const [first, more] = [answers.turn === 1, answers.takesMore];
  if (!(first || more) || !(await isFirst(context, request, `edit ${request.event}`))) return undefined;
  return offering(asking.edited, asking.askAgain, first ? "this" : `both:${answers.battle}`);
}

function asksAnew({ rules }: CommandContext, { language }: Request, now: string, before: string): boolean {
  try {
    const words = sentences(language);
    // What was asked has been masked.
    return maskPersonalData(cleanQuestion(now, rules.longestQuestion, words), words.personal.kinds) !== before;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** What a message asks, in its words or in those behind the command. @returns undefined for another command. */
function questionIn(text: string): ReturnType<typeof readTags> | undefined {
  const command = readCommand(text);
  if (!command) return readTags(text);
  const names = ["battle", ...typedFor(({ commands }) => [commands.battle.called])];
  return names.includes(command.word?.toLowerCase() ?? "") ? readTags(command.rest) : undefined;
}

/**
 * Asks, as offered, what the message says that the offer answers.
 * @param followUp the battle whose two models are asked; undefined: a battle of its own.
 * @returns what the asker is to decide before.
 * @throws {Refusal}
 */
export async function askOffered(
  context: CommandContext,
  press: Heard<Press>,
  followUp?: string,
): Promise<PrivateReply | undefined> {
  const { asking } = sentences(press.language);
  const written = await press.readAnswered?.();
  if (!written) throw new Refusal(asking.wordsGone);
  if (written.person !== press.person) throw new Refusal(asking.notYourWords);
  if (written.text === null) throw new Refusal(asking.wordsUntold);
  const { address, files = [] } = written;
  const { text = "", task } = questionIn(readWritten(written.text)) ?? {};
  // The same words once, however often it is pressed.
  const request = { ...press, text, address, files, event: `offered ${address} ${text}` };
  return context.arena.ask(request, { text, ...(task && { task }), ...(followUp !== undefined && { followUp }) });
}
