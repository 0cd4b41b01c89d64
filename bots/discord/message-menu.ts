/**
 * The menu of a message. *Battle this message*: one's own at once, another's once its writer has said yes to a button. The
 * others are about a battle's message.
 */
import type { MessageContextMenuCommandInteraction } from "discord.js";
import { joinAddress, type Language, Refusal, type Reply, sentences } from "../../core/index.ts";
import { ask, checkPermissions, type CommandParts, show } from "./commands.ts";
import { linkTo } from "./cooldowns.ts";
import { addressOf, readFiles, roleOfBot, senderOf, surroundingsOf } from "./decode.ts";
import { encodeReply, encodeText, type Message, readCustomId } from "./encode.ts";
import { readMentions } from "./inert.ts";
import type { KeptWords } from "./kept-words.ts";
import { battleMenus } from "./slash-commands.ts";
import { whereaboutsOf } from "./whereabouts.ts";

/** What the menu needs. */
export type MenuParts = CommandParts & { keptWords: KeptWords };

/** Does what an entry of a message's menu says. @throws {Refusal} and what discord.js throws. */
export async function runMenu(parts: MenuParts, interaction: MessageContextMenuCommandInteraction): Promise<void> {
  const command = battleMenus.get(interaction.commandName);
  if (command === undefined) return battleMessage(parts, interaction);
  const { targetMessage: target } = interaction;
  const reply = await parts.core.handle({
    ...senderOf(interaction),
    ...surroundingsOf(interaction),
    text: `/${command}`,
    inReplyTo: addressOf(target),
    answeredButtons: actionsUnder(target.components),
  });
  if (reply) await show(parts, interaction, reply);
}

type Component = { customId?: string | null; components?: readonly Component[] };

/** The actions of all buttons under a message. */
function actionsUnder(components: readonly unknown[]): string[] {
  return (components as readonly Component[]).flatMap(({ customId, components: inside = [] }) => [
    ...(customId ? [readCustomId(customId).action] : []),
    ...actionsUnder(inside),
  ]);
}

async function battleMessage(parts: MenuParts, interaction: MessageContextMenuCommandInteraction): Promise<void> {
  const { targetMessage: target, user } = interaction;
  const { foreign } = whereaboutsOf(interaction);
  const own = target.author.id === user.id;
  checkTarget(interaction, own);
  const question = readMentions(target.content, interaction.applicationId, roleOfBot(interaction));
  const attachments = [...target.attachments.values()];
  if (foreign) return ask(parts, interaction, { question, attachments });
  // Its message is there already: the battle answers it.
  checkPermissions(interaction);
  const reply = await parts.core.handle({
    ...senderOf(interaction),
    ...surroundingsOf(interaction),
    text: `/battle ${question}`,
    address: addressOf(target),
    writer: `discord:${target.author.id}`,
    files: readFiles(attachments),
  });
  if (reply && !own) await askWriter(parts, interaction, reply);
  else if (reply) await show(parts, interaction, reply);
  else await parts.answering.withdraw(interaction);
}

/** @throws {Refusal} where nobody can say yes, or be asked. */
function checkTarget(interaction: MessageContextMenuCommandInteraction, own: boolean): void {
  const { author, webhookId, system } = interaction.targetMessage;
  const { chat } = sentences(senderOf(interaction).language);
  if (author.bot || webhookId !== null || system) throw new Refusal(chat.neverBots);
  if (!own && whereaboutsOf(interaction).foreign) throw new Refusal(chat.cannotAskWriter);
}

/** Asks in answer to the message, where its writer sees it. */
async function askWriter(
  { requests, answering, keptWords }: MenuParts,
  interaction: MessageContextMenuCommandInteraction,
  reply: Reply,
): Promise<void> {
  const { targetMessage: target, channelId, user } = interaction;
  const { language } = senderOf(interaction);
  await keptWords.keep(target);
  const asking = encodeAsking(reply, { asker: user.id, writer: target.author.id, language });
  const id = await requests.post(channelId, asking, interaction.id, target.id);
  const link = linkTo(interaction.guildId, joinAddress(channelId, id));
  await answering.say(interaction, sentences(language).chat.writerAsked(link));
}

/** What is asked, below who asks whom: only the writer is notified. */
function encodeAsking(reply: Reply, who: { asker: string; writer: string; language: Language }): Message {
  const { asker, writer, language } = who;
  const head = encodeText(sentences(language).chat.wantsBattle(`<@${asker}>`, `<@${writer}>`));
  const [first = encodeText("")] = encodeReply(reply, language) as Message[];
  const components = [...head.body.components, ...first.body.components];
  return { ...first, body: { ...first.body, components, allowed_mentions: { parse: [], users: [writer] } } };
}
