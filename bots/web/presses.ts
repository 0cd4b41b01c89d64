/** What people press and how they react: handed to core, and answered to them alone. */
import {
  type BoundedMap,
  type Core,
  createBoundedMap,
  type Language,
  type Log,
  type Reply,
  sentences,
} from "../../core/index.ts";
import { decodePress, decodeReaction, type Visitor } from "./decode.ts";
import { choiceEmoji, encodePost, encodeReply, type PageContent, type PrivateReply } from "./encode.ts";
import type { Feed, FeedPost } from "./feed.ts";
import type { KeptFiles } from "./kept-files.ts";
import { explainNotDone, NotDone } from "./not-done.ts";
import type { OfferedActions } from "./offered-actions.ts";

export type PressesOptions = {
  core: Pick<Core, "press" | "react">;
  feed: Feed;
  kept: KeptFiles;
  offered: OfferedActions;
  log: Log;
};

/** A press on a button; `key` is its sender's own name for it. */
export type PagePress = { post: string; action: string; key: string | null };

/** A reaction put on a post or taken away. */
export type PageReaction = { post: string; choice: string; change: "added" | "removed" };

export interface Presses {
  /** A press that was sent before, by its key, is not carried out again. @throws {NotDone} */
  press(visitor: Visitor, press: PagePress): Promise<PrivateReply>;
  /** @returns what to tell the person; null when there is nothing to tell. @throws {NotDone} */
  react(visitor: Visitor, reaction: PageReaction): Promise<PrivateReply | null>;
}

/** How many answers to presses are remembered for those who did not get them. */
const mostRemembered = 500;

export function createPresses(options: PressesOptions): Presses {
  const { core, feed, kept, offered, log } = options;
  const remembered = createBoundedMap<string, Promise<PrivateReply>>(mostRemembered);

  async function encode(visitor: Visitor, reply: Reply): Promise<PrivateReply> {
    const { session } = visitor;
    const images = await Promise.all(reply.images.map((image) => kept.keep(image, session.pseudonym)));
    return encodeReply({ ...encodePost(reply, images), buttons: offered.offer(session, reply.buttons) });
  }

  async function pressNow(visitor: Visitor, { post, action }: PagePress): Promise<PrivateReply> {
    const { session, language } = visitor;
    const pressed = findPost(feed, visitor, post);
    const known = offersAction(pressed.content, action) ? action : offered.read(session, action);
    if (known === undefined) throw new NotDone(404, sentences(language).page.errors.unknownAction);
    return encode(visitor, await core.press(decodePress(visitor, known)));
  }

  async function reactNow(visitor: Visitor, reaction: PageReaction): Promise<PrivateReply | null> {
    const { session, language } = visitor;
    const { id, content } = findPost(feed, visitor, reaction.post);
    const choice = choices.find((one) => one === reaction.choice);
    if (!choice || !content.reactable) throw new NotDone(404, sentences(language).page.errors.unknownAction);
    // Nobody sees it before core has decided: then nothing has to be taken back from anybody's sight.
    let visible = true;
    const takeAway = async () => void (visible = false);
    const { change } = reaction;
    const reply = await core.react(decodeReaction(visitor, { post: id, choice, change, takeAway, unsent: true }));
    const before = content.reactions?.[session.pseudonym];
    if (change === "added" ? visible && before !== choice : before === choice) {
      await feed.edit(id, (now) => withReaction(now, session.pseudonym, change === "added" ? choice : undefined));
    }
    return reply ? encode(visitor, reply) : null;
  }

  return {
    async press(visitor, press) {
      const name = press.key === null ? undefined : `${visitor.session.person} ${press.key}`;
      const answer = (name !== undefined && remembered.get(name)) || pressNow(visitor, press);
      if (name !== undefined) remember(remembered, name, answer);
      return answer.catch(refuse(visitor.language, log));
    },
    react: (visitor, reaction) => reactNow(visitor, reaction).catch(refuse(visitor.language, log)),
  };
}

const choices = Object.keys(choiceEmoji) as (keyof typeof choiceEmoji)[];

/** @throws {NotDone} for a post that this person does not see. */
function findPost(feed: Feed, { session, language }: Visitor, post: string): FeedPost {
  const found = feed.find(post, session.pseudonym);
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

function offersAction({ buttons, pastActions }: PageContent, action: string): boolean {
  return buttons.some((button) => button.action === action) || pastActions.includes(action);
}

function withReaction(content: PageContent, person: string, choice: "a" | "b" | "tie" | "both-bad" | undefined) {
  const { [person]: _former, ...others } = content.reactions ?? {};
  return { ...content, reactions: choice === undefined ? others : { ...others, [person]: choice } };
}
