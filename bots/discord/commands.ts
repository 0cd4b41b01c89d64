/** Slash commands, forms and menus: what they ask of core, and where the reply is shown. */
import type {
  Attachment,
  ChatInputCommandInteraction,
  ModalMessageModalSubmitInteraction,
  ModalSubmitInteraction,
} from "discord.js";
import {
  type Clock,
  commandsThatAre,
  type Core,
  forSenderAlone,
  joinAddress,
  type Language,
  type Log,
  Refusal,
  type Reply,
  type Request,
  sentences,
  taskNamed,
  tasks,
  writeTag,
} from "../../core/index.ts";
import type { Answerable, Answering } from "./answering.ts";
import { type Cooldowns, linkTo } from "./cooldowns.ts";
import {
  addressOf,
  describeAttachment,
  mentionsIn,
  readCommand,
  readFiles,
  senderOf,
  surroundingsOf,
} from "./decode.ts";
import { lengthOf, longestMessage } from "./components.ts";
import { encodeReply, encodeText, followUpField, readFollowUp, type Message } from "./encode.ts";
import { missingHere, namePermissions } from "./permissions.ts";
import type { DiscordPlatform } from "./platform.ts";
import type { Requests } from "./requests.ts";
import { isReplyPlace, whereaboutsOf } from "./whereabouts.ts";
import { type InPlace, leavePlace } from "./workplaces.ts";

/** What commands need. */
export type CommandParts = {
  core: Pick<Core, "handle">;
  requests: Requests;
  answering: Answering;
  /** Where questions become messages. */
  platform: Pick<DiscordPlatform, "expect" | "expectReply" | "lookAgain" | "pressed">;
  cooldowns: Cooldowns;
  clock: Clock;
  log: Log;
};

/** Commands that fill the channel in which they are given. */
const postingCommands = commandsThatAre("posts");

/** Does what a slash command says. @throws {Refusal} and what discord.js throws. */
export async function runCommand(
  parts: CommandParts,
  interaction: ChatInputCommandInteraction,
  inPlace: InPlace,
): Promise<void> {
  const command = readCommand(interaction);
  const question = interaction.options.getString("question");
  const file = interaction.options.getAttachment("file");
  if (command?.name === "battle") checkTask(interaction);
  if (command?.name === "battle" && question !== null) {
    const task = interaction.options.getString("task");
    const more = task === null ? {} : { text: `/battle ${writeTag(task)} ${question}` };
    return inPlace(() => ask(parts, interaction, { question, more, attachments: file ? [file] : [] }));
  }
  const text = command?.text ?? `/${interaction.commandName}`;
  const alone = interaction.options.getBoolean("private") || interaction.options.getString("scope") === "me";
  if (!command || !postingCommands.has(command.name) || senderOf(interaction).private || alone)
    return void (await inPlace(() => handle(parts, interaction, text)));
  const { language } = senderOf(interaction);
  const by = { channel: interaction.channelId, person: interaction.user.id, text, language };
  const above = await parts.cooldowns.post(by, () => inPlace(() => handle(parts, interaction, text)));
  if (above !== undefined)
    await parts.answering.say(interaction, sentences(language).chat.sameAbove(linkTo(interaction.guildId, above)));
}

/** @throws {Refusal} naming the tasks, for one that there is not: as a tag it would become a part of the question. */
function checkTask(interaction: ChatInputCommandInteraction): void {
  const task = interaction.options.getString("task");
  if (task === null || taskNamed(task)) return;
  const { refusals, tasks: names, boards } = sentences(senderOf(interaction).language);
  throw new Refusal(refusals.unknownTask(task.slice(0, 40), tasks.map((one) => names[one]).join(boards.listSeparator)));
}

/** Has core carry out a command, and shows the reply. @returns the address of what all can see. */
async function handle(
  parts: CommandParts,
  interaction: ChatInputCommandInteraction,
  text: string,
): Promise<string | undefined> {
  const mentions = mentionsIn(text, interaction.client);
  const reply = await parts.core.handle({ ...senderOf(interaction), text, mentions });
  return reply && show(parts, interaction, reply);
}

/** Asks the follow-up that was written into a form. @throws {Refusal} and what discord.js throws. */
export async function runForm(parts: CommandParts, interaction: ModalSubmitInteraction): Promise<void> {
  const question = interaction.fields.getTextInputValue(followUpField);
  const { message } = interaction as ModalMessageModalSubmitInteraction;
  const followUp = readFollowUp(interaction.customId) ?? true;
  await ask(parts, interaction, { question, more: message ? { inReplyTo: addressOf(message), followUp } : {} });
}

type Asked = { question: string; more?: Partial<Request>; attachments?: readonly Attachment[] };

/** Asks core, and shows what there is to show. */
export async function ask(parts: CommandParts, interaction: Answerable, asked: Asked): Promise<void> {
  const sender = senderOf(interaction);
  const inReply = isReplyPlace(sender.place);
  if (!inReply) checkPermissions(interaction);
  const { core, platform, answering, clock } = parts;
  const { question, more = {}, attachments = [] } = asked;
  const { channel } = whereaboutsOf(interaction);
  const { id, token } = interaction;
  const asker = { person: interaction.user.id, token, at: clock.now() };
  if (inReply) platform.expectReply(sender.place, asker.person);
  const attached = attachments.map(describeAttachment);
  const { language } = sender;
  const expected = inReply ? undefined : platform.expect({ id, channel, text: question, attached, asker, language });
  try {
    const files = readFiles(attachments);
    const place = { ...surroundingsOf(interaction), ...(expected && { address: expected.address }) };
    const reply = await core.handle({ ...sender, text: `/battle ${question}`, files, ...place, ...more });
    if (reply) await show(parts, interaction, reply);
  } finally {
    const posted = expected?.settle();
    if (posted !== undefined) await answering.say(interaction, sayAnswering(interaction, posted));
  }
}

function sayAnswering(interaction: Answerable, posted: string): string {
  return sentences(senderOf(interaction).language).chat.answering(linkTo(interaction.guildId, posted));
}

/** What the bot lacks where the interaction took place, in words; undefined: nothing. */
function describeMissing(interaction: Answerable): string | undefined {
  const missing = missingHere(interaction);
  if (missing.length === 0) return undefined;
  const { language } = senderOf(interaction);
  return sentences(language).chat.missingPermissions(namePermissions(missing, language));
}

/** @throws {Refusal} naming what the bot lacks in the channel. */
export function checkPermissions(interaction: Answerable): void {
  const missing = describeMissing(interaction);
  if (missing !== undefined) throw new Refusal(missing);
}

/** A reply for all, below who asked for it. */
function encodeFor(asker: string, reply: Reply, language: Language): Message[] {
  const head = encodeText(`-# ${asker}`);
  const [first, ...more] = encodeReply(reply, language) as Message[];
  if (!first || lengthOf(first) + lengthOf(head) > longestMessage) return [head, ...(first ? [first] : []), ...more];
  const components = [...head.body.components, ...first.body.components];
  return [{ ...first, body: { ...first.body, components } }, ...more];
}

/** Shows a reply: to its person alone, or to everybody with the bot's own voice. @returns the address of what all can see. */
export async function show(
  { answering, requests }: CommandParts,
  interaction: Answerable,
  reply: Reply,
): Promise<string | undefined> {
  const { language, place } = senderOf(interaction);
  const { channel } = whereaboutsOf(interaction);
  const shown = forSenderAlone(reply) ?? reply;
  if (shown.private || isReplyPlace(place)) {
    await answering.answer(interaction, shown, language);
    return undefined;
  }
  const missing = describeMissing(interaction);
  if (missing !== undefined) {
    await answering.answer(interaction, reply, language);
    await answering.add(interaction, missing);
    return undefined;
  }
  leavePlace();
  const posted: string[] = [];
  const asker = sentences(language).chat.askedFor(`<@${interaction.user.id}>`);
  for (const [index, message] of encodeFor(asker, shown, language).entries())
    posted.push(await requests.post(channel, message, `${interaction.id}-${index}`));
  await answering.withdraw(interaction);
  return posted[0] === undefined ? undefined : joinAddress(channel, posted[0]);
}
