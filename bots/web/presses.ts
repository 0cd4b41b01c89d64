/** What people press and how they react: handed to core, and answered to them alone. */
import { timingSafeEqual } from "node:crypto";
import {
  type BoundedMap,
  type Button,
  type Core,
  createBoundedMap,
  type Language,
  type Log,
  type Reply,
  sentences,
} from "../../core/index.ts";
import { decodePress, decodeReaction, type PagePress, type PageReaction } from "./decode.ts";
import { choiceEmoji } from "./reactions.ts";
import { encodePost, encodeReply, type PageContent, type PrivateReply } from "./encode.ts";
import { type Feed, type FeedPost, seekPost } from "./feed.ts";
import type { KeptFiles } from "./kept-files.ts";
import { explainNotDone, NotDone } from "./refusals.ts";
import type { PageSigner, Session } from "./sessions.ts";
import type { Visitor } from "./visitors.ts";

/** What presses and reactions need. */
export type PressesOptions = {
  core: Pick<Core, "press" | "react">;
  feed: Feed;
  kept: KeptFiles;
  signer: Pick<PageSigner, "sign">;
  log: Log;
};

/** Carries out presses and reactions. */
export interface Presses {
  /** A press that was sent before, by its key, is not carried out again. @throws {NotDone} */
  press(visitor: Visitor, press: PagePress): Promise<PrivateReply>;
  /** @returns what to tell the person; null when there is nothing to tell. @throws {NotDone} */
  react(visitor: Visitor, reaction: PageReaction): Promise<PrivateReply | null>;
}

/** How many answers to presses are remembered for those who did not get them. */
const mostRemembered = 500;

/** Answers to presses are remembered in memory only. */
export function createPresses(options: PressesOptions): Presses {
  const { log } = options;
  const remembered = createBoundedMap<string, Promise<PrivateReply>>(mostRemembered);
  return {
    async press(visitor, press) {
      const name = press.key === null ? undefined : `${visitor.session.person} ${press.key}`;
      const answer = (name !== undefined && remembered.get(name)) || pressNow(options, visitor, press);
      if (name !== undefined) remember(remembered, name, answer);
      return answer.catch(refuse(visitor.language, log));
    },
    react: (visitor, reaction) => reactNow(options, visitor, reaction).catch(refuse(visitor.language, log)),
  };
}

async function pressNow(options: PressesOptions, visitor: Visitor, { post, action }: PagePress): Promise<PrivateReply> {
  const { core, feed, signer } = options;
  const { session, language } = visitor;
  const pressed = await findPost(feed, visitor, post);
  const known = offersAction(pressed.content, action) ? action : readOffered(signer, session, action);
  if (known === undefined) throw new NotDone(404, sentences(language).page.errors.unknownAction);
  return encode(options, session, await core.press(decodePress(visitor, known)));
}

async function reactNow(
  options: PressesOptions,
  visitor: Visitor,
  reaction: PageReaction,
): Promise<PrivateReply | null> {
  const { core, feed } = options;
  const { session, language } = visitor;
  const { id, content } = await findPost(feed, visitor, reaction.post);
  const choice = choices.find((one) => one === reaction.choice);
  if (!choice || !content.reactable) throw new NotDone(404, sentences(language).page.errors.unknownAction);
  // It is shown only once core has decided, so that nothing has to be taken back.
  let visible = true;
  const takeAway = async () => void (visible = false);
  const { change } = reaction;
  const reply = await core.react(decodeReaction(visitor, { post: id, choice, change, takeAway, unsent: true }));
  const before = content.reactions?.[session.pseudonym];
  if (change === "added" ? visible && before !== choice : before === choice) {
    await feed.edit(id, (now) => withReaction(now, session.pseudonym, change === "added" ? choice : undefined));
  }
  return reply ? encode(options, session, reply) : null;
}

async function encode({ kept, signer }: PressesOptions, session: Session, reply: Reply): Promise<PrivateReply> {
  const images = await Promise.all(reply.images.map((image) => kept.keep(image, session.pseudonym)));
  const shown = { ...encodePost(reply, images), buttons: offer(signer, session, reply.buttons) };
  return encodeReply(shown, reply.countsAt ?? null);
}

const choices = Object.keys(choiceEmoji) as (keyof typeof choiceEmoji)[];

/** @throws {NotDone} for a post that this person does not see. */
async function findPost(feed: Feed, { session, language }: Visitor, post: string): Promise<FeedPost> {
  const found = await seekPost(feed, post, session.pseudonym);
  if (!found) throw new NotDone(404, sentences(language).page.errors.unknownPost);
  return found;
}

function refuse(language: Language, log: Log): (error: unknown) => never {
  return (error) => {
    throw explainNotDone(error, language, log);
  };
}

function remember(all: BoundedMap<string, Promise<PrivateReply>>, name: string, answer: Promise<PrivateReply>): void {
  void all.set(name, answer);
  // What failed may be tried again.
  answer.catch(() => all.delete(name));
}

function offersAction({ buttons, pastActions, why }: PageContent, action: string): boolean {
  return action === why || buttons.some((button) => button.action === action) || pastActions.includes(action);
}

function withReaction(content: PageContent, person: string, choice: "a" | "b" | "tie" | "both-bad" | undefined) {
  const { [person]: _former, ...others } = content.reactions ?? {};
  return { ...content, reactions: choice === undefined ? others : { ...others, [person]: choice } };
}

/** A private reply is kept nowhere, so the actions of its buttons carry proof that they were offered to this person. */
function offer(signer: PressesOptions["signer"], session: Session, buttons: readonly Button[]): Button[] {
  return buttons.map(({ label, action }) => ({ label, action: `${proofOf(signer, session, action)}.${action}` }));
}

/** @returns the action core gave, or undefined when it was never offered to this person. */
function readOffered(signer: PressesOptions["signer"], session: Session, offered: string): string | undefined {
  const [, proof, action] = /^([\w-]{43})\.(.+)$/s.exec(offered) ?? [];
  if (!proof || !action) return undefined;
  return timingSafeEqual(Buffer.from(proofOf(signer, session, action)), Buffer.from(proof)) ? action : undefined;
}

function proofOf(signer: PressesOptions["signer"], { person }: Session, action: string): string {
  return signer.sign("action", `${person}\n${action}`);
}
