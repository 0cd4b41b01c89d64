/**
 * Core's posts as Discord's messages, always in components V2: at most 4,000 characters over all texts of a message,
 * and far fewer than its 40 components. Whatever is longer comes as a file as well, so nothing is lost.
 */
import { ComponentType, InteractionResponseType, MessageFlags, TextInputStyle } from "discord.js";
import {
  decodeAction,
  type Language,
  type Post,
  type PrivateReply,
  sentences,
  splitMarkdown,
} from "../../core/index.ts";
import { encodeParts, longestMessage, type Message, textOf, toButton, toMessage } from "./components.ts";
import { makeInert } from "./inert.ts";
import { encodeMarkdown } from "./markdown.ts";

export type { Message } from "./components.ts";

/** A message for one person. Its type keeps it from being sent, or edited into, where others would see it. */
export type PrivateMessage = Omit<Message, "private"> & { private: true };

/** The button that asks for a follow-up, and the form that it opens; the battle stands behind it. */
const followUpId = "follow-up";

/** Reads the button or form of a follow-up: its battle, or true for an old one that names none; undefined: it is another. */
export function readFollowUp(customId: string): string | true | undefined {
  if (customId === followUpId) return true;
  return customId.startsWith(`${followUpId} `) ? customId.slice(followUpId.length + 1) : undefined;
}

/** Who sees what a private reply is about: its person alone, or all. */
export type SeenBy = "alone" | "all";

/** Marks the buttons of replies that one person sees: the answer to a press takes their place. Older ones do not say the rest. */
const inReply = /^reply (?:(?<seenBy>alone|all) )?/u;

/** The action of a button, whether it stood in a private reply, and who sees what that is about, where it says so. */
export function readCustomId(customId: string): { action: string; inReply: boolean; seenBy: SeenBy | undefined } {
  const mark = inReply.exec(customId);
  const action = customId.slice(mark?.[0].length ?? 0);
  return { action, inReply: mark !== null, seenBy: mark?.groups?.["seenBy"] as SeenBy | undefined };
}

/** A post as one message. @param language of what Discord needs said beside it. */
export function encodePost(post: Post, language: Language): Message {
  const { chat } = sentences(language);
  const buttons = post.buttons.map(({ label, action }) => toButton(label, action));
  if (post.followUps) {
    const [battle] = post.buttons.flatMap(({ action }) => decodeAction(action)?.battle ?? []);
    buttons.push(toButton(chat.followUp, battle === undefined ? followUpId : `${followUpId} ${battle}`));
  }
  return encodeParts(post, buttons, language);
}

/** A reply, as one message or several; the answers to presses in a private one take its place. @param seenBy who sees what it is about. */
export function encodeReply<Given extends Post | PrivateReply>(
  reply: Given,
  language: Language,
  seenBy?: SeenBy,
): Encoded<Given>[] {
  const all = encodeMessages(reply, language, seenBy === undefined ? "" : `${seenBy} `);
  return (reply.private ? all.map((one) => ({ ...one, private: true })) : all) as Encoded<Given>[];
}

type Encoded<Given> = Given extends PrivateReply ? PrivateMessage : Message;

function encodeMessages(reply: Post | PrivateReply, language: Language, seenBy: string): Message[] {
  const texts = reply.answers ? [reply.text] : splitMarkdown(makeInert(reply.text), longestMessage - room(reply));
  const last = texts.pop() ?? "";
  const mark = reply.private ? `reply ${seenBy}` : "";
  const buttons = reply.buttons.map(({ label, action }) => toButton(label, `${mark}${action}`));
  return [
    ...texts.map((text) => toMessage([textOf(text)], [])),
    encodeParts({ ...reply, text: last }, buttons, language),
  ];
}

/** What else than its text a reply has to say. */
function room({ footer = "" }: Post | PrivateReply): number {
  return footer.length + 16;
}

/** A question, who asks it, and what is attached to it. */
export type QuestionParts = {
  asker: string;
  text: string;
  attached: readonly { name: string; url: string; picture: boolean }[];
  language: Language;
};

/** A question that is not a message of its own yet. */
export function encodeQuestion({ asker, text: question, attached, language }: QuestionParts): Message[] {
  const head = `-# ${sentences(language).chat.asks(`<@${asker}>`)}`;
  const pieces = splitMarkdown(encodeMarkdown(question, "drawn"), longestMessage - head.length);
  const names = attached.filter(({ picture }) => !picture).map(({ name }) => textOf(`-# ${makeInert(name)}`));
  const items = attached.filter(({ picture }) => picture).map(({ url }) => ({ media: { url } }));
  const gallery = items.length > 0 ? [{ type: ComponentType.MediaGallery as const, items }] : [];
  return pieces.map((piece, index) => {
    const beginning = index === 0 ? [textOf(head)] : [];
    const end = index === pieces.length - 1 ? [...names, ...gallery] : [];
    return toMessage([...beginning, textOf(piece), ...end], []);
  });
}

/** The same message, of which nobody is notified. */
export function withoutSound(message: Message): Message {
  return { ...message, body: { ...message.body, flags: message.body.flags | MessageFlags.SuppressNotifications } };
}

/** A sentence. */
export function encodeText(text: string): Message {
  return toMessage([textOf(text)], []);
}

/** A sentence for one person, whom it notifies: the only message that does so. */
export function encodeCall(person: string, sentence: string): Message {
  const message = encodeText(`<@${person}> ${makeInert(sentence)}`);
  return { ...message, body: { ...message.body, allowed_mentions: { parse: [], users: [person] } } };
}

/** The field of the form. */
export const followUpField = "question";
/** The most that Discord lets one field hold. */
const longestField = 4_000;

/** The form as the answer to a press of that button. */
export function encodeFollowUpForm(customId: string, language: Language) {
  const { chat } = sentences(language);
  return {
    type: InteractionResponseType.Modal,
    data: {
      custom_id: customId,
      title: chat.followUpTitle,
      components: [
        {
          type: ComponentType.Label,
          label: chat.followUpLabel,
          component: {
            type: ComponentType.TextInput,
            custom_id: followUpField,
            style: TextInputStyle.Paragraph,
            required: true,
            max_length: longestField,
          },
        },
      ],
    },
  };
}
