/** Somebody wants a message battled that another person wrote: it is asked only once its writer has said yes, by a button. */
import { cleanQuestion } from "../../arena/question.ts";
import { checkMayAsk } from "../../battle/asking-rules.ts";
import { type Button, type Press, type Reply, type Request, textPost } from "../../chat/post.ts";
import { LimitReached, Refusal } from "../../chat/refusal.ts";
import { sentences } from "../../language/index.ts";
import { type Heard, sharedLanguage } from "../../people/spoken-languages.ts";
import { actionOf, type CommandContext } from "../command.ts";
import { askOffered } from "./words.ts";

/** A request about what somebody else has written. */
export type OfAnother = Heard<Request> & { writer: string };

const second = 1_000;
const hour = 60 * 60 * second;
const day = 24 * hour;

/** For how long a yes is taken, in milliseconds. */
const takenFor = day;
/** How often one person may be asked, by all others together, and how often one may ask others. */
const mostAsked = { times: 3, within: day };
const mostAsking = { times: 5, within: hour };

/** What the buttons do. `allow` takes `never` back. */
const verbs = ["yes", "no", "never", "allow"] as const;
/** One of {@link verbs}. */
export type ConsentVerb = (typeof verbs)[number];

/** Reads what a button does; undefined where it is about something else. */
export function readConsentVerb(verb: string): ConsentVerb | undefined {
  return verbs.find((one) => one === verb);
}

/**
 * What to ask the writer, in answer to their message.
 * @throws {Refusal} where it could not be asked anyway, or where the writer is not to be asked, or not again.
 */
export async function askWriter(context: CommandContext, request: OfAnother, text: string): Promise<Reply> {
  const { store, pseudonyms, clock, rules } = context;
  const words = sentences(request.language);
  checkMayAsk(request, (await store.communities.decided(pseudonyms.of(request.community))).asking, pseudonyms, words);
  if (!request.files?.length) cleanQuestion(text, rules.longestQuestion, words);
  const { mayBeAsked } = await store.people.personSettings(pseudonyms.of(request.writer));
  if (!mayBeAsked) throw new Refusal(words.consent.notToBeAsked);
  await countAsking(context, request);
  const shared = sentences(sharedLanguage(request, request.language)).consent;
  const until = Math.ceil((clock.now().getTime() + takenFor) / second).toString(36);
  return {
    ...textPost(shared.mayIt),
    buttons: [
      { label: shared.buttons.yes, action: actionOf("battle", `yes:${until}`) },
      { label: shared.buttons.no, action: actionOf("battle", "no") },
      { label: shared.buttons.never, action: actionOf("battle", "never") },
    ],
    private: false,
  };
}

/** Once a message; and nobody asks, or is asked, again and again. @throws {Refusal} */
async function countAsking(context: CommandContext, { person, writer, address = "", language }: OfAnother) {
  const { store, pseudonyms } = context;
  const { consent } = sentences(language);
  const once = pseudonyms.of(`consent ${address}`);
  if ((await store.notes.findNote(once)) !== undefined) throw new Refusal(consent.askedBefore);
  if (!(await takePlace(context, `consent by ${person}`, mostAsking)))
    throw new LimitReached(consent.askingTooOften, mostAsking.within / second);
  if (!(await takePlace(context, `consent of ${writer}`, mostAsked)))
    throw new LimitReached(consent.askedTooOften, mostAsked.within / second);
  if (!(await note(context, `consent ${address}`))) throw new Refusal(consent.askedBefore);
}

/** Takes one of so many places that there are in each stretch of time. @returns false where none is left. */
async function takePlace(context: CommandContext, of: string, { times, within }: typeof mostAsked): Promise<boolean> {
  const stretch = Math.floor(context.clock.now().getTime() / within);
  for (let place = 0; place < times; place += 1) if (await note(context, `${of} ${stretch} ${place}`)) return true;
  return false;
}

/** @returns whether it is the first time. */
async function note({ store, pseudonyms, clock, random }: CommandContext, what: string): Promise<boolean> {
  return (await store.notes.keepNote(pseudonyms.of(what), random.id(), clock.now())) === null;
}

/** Takes what the writer says. @param until of a yes. @throws {Refusal} for anybody else, and for a question that cannot be asked. */
export async function takeConsent(
  context: CommandContext,
  press: Heard<Press>,
  verb: ConsentVerb,
  until: string,
): Promise<Reply> {
  const { consent, asking, bank } = sentences(press.language);
  if (verb === "allow") return chooseToBeAsked(context, press, true);
  const shared = sentences(sharedLanguage(press, press.language)).consent;
  const written = await press.readAnswered?.();
  if (!written) {
    await settle(context, press, shared.gone);
    throw new Refusal(asking.wordsGone);
  }
  if (written.person !== press.person) throw new Refusal(consent.onlyWriter);
  if (verb === "yes" && Number.parseInt(until, 36) * second < context.clock.now().getTime()) {
    await settle(context, press, shared.over);
    throw new Refusal(consent.tooLate);
  }
  const decision = verb === "yes" ? await askOffered(context, press) : undefined;
  if (decision) return decision;
  const reply = verb === "never" ? await chooseToBeAsked(context, press, false) : undefined;
  await settle(context, press, verb === "yes" ? shared.saidYes : shared.saidNo);
  return reply ?? { ...textPost(verb === "yes" ? bank.asked : consent.youSaidNo), private: true };
}

/** Puts what has become of it in the place of the buttons. Where that cannot be done, the buttons go on saying it. */
async function settle({ platforms }: CommandContext, press: Heard<Press>, text: string): Promise<void> {
  const platform = platforms.get(press.platform);
  if (press.post === undefined || !platform) return;
  await Promise.allSettled([platform.edit(press.post, textPost(text))]);
}

async function chooseToBeAsked(context: CommandContext, press: Heard<Press>, mayBeAsked: boolean): Promise<Reply> {
  const { store, pseudonyms } = context;
  const person = pseudonyms.of(press.person);
  await store.people.savePersonSettings(person, { ...(await store.people.personSettings(person)), mayBeAsked });
  const { consent } = sentences(press.language);
  if (mayBeAsked) return { ...textPost(consent.mayAgain), private: true };
  return { ...textPost(consent.neverAgain), buttons: [allowButton(press)], private: true };
}

/** Lets others ask again, for whoever has said never. */
export function allowButton({ language }: Pick<Press, "language">): Button {
  return { label: sentences(language).consent.buttons.allow, action: actionOf("battle", "allow") };
}
