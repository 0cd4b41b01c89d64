/** Commands, presses, forms and menus: what comes in as an interaction. */
import type {
  Attachment,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  Interaction,
  MessageContextMenuCommandInteraction,
  ModalMessageModalSubmitInteraction,
  ModalSubmitInteraction,
} from "discord.js";
import {
  type Clock,
  commandNames,
  type Core,
  createInTurn,
  type Log,
  Refusal,
  type Reply,
  type Request,
  sentences,
  splitAddress,
  writeTag,
} from "../../core/index.ts";
import { type Answerable, type Answering, explain, privateMessageOf, type PrivateStanding } from "./answering.ts";
import {
  addressOf,
  describeAttachment,
  mentionsIn,
  readCommand,
  readFiles,
  senderOf,
  surroundingsOf,
  whereaboutsOf,
} from "./decode.ts";
import { encodeReply, followUpId, readCustomId } from "./encode.ts";
import { encodeFollowUpForm, followUpField } from "./follow-up-form.ts";
import { readMentions } from "./inert.ts";
import { missingForBattle, namePermissions } from "./permissions.ts";
import { describeObstacle } from "./platform.ts";
import type { Questions } from "./questions.ts";
import { obstacleOf, type Requests } from "./requests.ts";
import { createWorkplaces } from "./workplaces.ts";

export type InteractionParts = {
  core: Pick<Core, "handle" | "press" | "suggest">;
  requests: Requests;
  answering: Answering;
  questions: Questions;
  clock: Clock;
  log: Log;
};

/** How many wishes are seen to at once: enough to keep the store busy, too few to keep the connection waiting. */
const placesToWork = 16;
const mostSuggestions = 25;
const longestSuggestion = 100;

/** @returns what takes every interaction; it never throws. */
export function createInteractions(parts: InteractionParts): (interaction: Interaction) => Promise<void> {
  const { core, requests, answering, questions, clock, log } = parts;

  const workplaces = createWorkplaces(placesToWork, clock);
  const inTurn = createInTurn();

  /** Acknowledges, does the work, and tells its person whatever keeps it from being done. */
  async function acknowledged(
    interaction: Answerable,
    inPlaceOf: PrivateStanding | undefined,
    work: () => Promise<void>,
  ): Promise<void> {
    const { language } = senderOf(interaction);
    const acknowledging = workplaces
      .urgent(() => answering.acknowledge(interaction, inPlaceOf))
      .then(
        () => true,
        (error: unknown) => {
          // Its person has been told by Discord that it failed: then nothing of it may happen.
          log.warn({ platform: "discord", error }, "an interaction could not be acknowledged");
          return false;
        },
      );
    // What somebody pressed last is what holds, however fast they pressed.
    const key = interaction.isButton() ? interaction.user.id : interaction.id;
    try {
      await inTurn(key, async () => {
        if (await acknowledging) await workplaces.inTurn(work);
      });
    } catch (error) {
      const obstacle = obstacleOf(error) ?? obstacleOf(error instanceof Refusal ? error.cause : undefined);
      const sentence = obstacle ? describeObstacle(obstacle, language) : explain(error, language, log);
      // What stands in a message that was to be replaced still holds.
      await (inPlaceOf ? answering.add : answering.say)(interaction, sentence);
    }
  }

  /** @throws {Refusal} naming what the bot lacks in the channel. */
  function checkPermissions(interaction: Answerable): void {
    const { foreign, inThread } = whereaboutsOf(interaction);
    if (foreign || interaction.guildId === null) return;
    const missing = missingForBattle(interaction.appPermissions, inThread);
    if (missing.length === 0) return;
    const { language } = senderOf(interaction);
    throw new Refusal(sentences(language).chat.missingPermissions(namePermissions(missing, language)));
  }

  /** Asks core, and shows what there is to show. */
  async function ask(
    interaction: Answerable,
    question: string,
    more: Partial<Request>,
    attachments: readonly Attachment[] = [],
  ): Promise<void> {
    checkPermissions(interaction);
    const sender = senderOf(interaction);
    const { foreign, channel } = whereaboutsOf(interaction);
    const asker = { person: interaction.user.id, token: interaction.token, at: clock.now() };
    const attached = attachments.map(describeAttachment);
    const expected = { id: interaction.id, channel, text: question, attached, asker, language: sender.language };
    const address = foreign ? undefined : questions.expect(expected);
    try {
      const text = `/battle ${question}`;
      const place = { ...surroundingsOf(interaction), ...(address !== undefined && { address }) };
      const files = readFiles(attachments);
      const reply = await core.handle({ ...sender, text, files, ...place, ...more });
      if (reply) return await show(interaction, reply);
    } finally {
      const posted = address === undefined ? undefined : questions.settle(address);
      if (posted !== undefined) await answering.say(interaction, linkTo(interaction, posted));
    }
  }

  function linkTo(interaction: Answerable, posted: string): string {
    const { language } = senderOf(interaction);
    const { place = "", message = "" } = splitAddress(posted) ?? {};
    const link = `https://discord.com/channels/${interaction.guildId ?? "@me"}/${place}/${message}`;
    return sentences(language).chat.answering(link);
  }

  /** Shows a reply: to its person alone, or to everybody with the bot's own voice. */
  async function show(interaction: Answerable, reply: Reply): Promise<void> {
    const { language } = senderOf(interaction);
    const { foreign, channel, inThread } = whereaboutsOf(interaction);
    const mayPost = !foreign && missingForBattle(interaction.appPermissions, inThread).length === 0;
    if (reply.private || foreign) return answering.answer(interaction, reply, language);
    if (interaction.guildId !== null && !mayPost) {
      await answering.answer(interaction, reply, language);
      const missing = missingForBattle(interaction.appPermissions, inThread);
      return answering.add(
        interaction,
        sentences(language).chat.missingPermissions(namePermissions(missing, language)),
      );
    }
    for (const [index, message] of encodeReply(reply, language).entries())
      await requests.post(channel, message, `${interaction.id}-${index}`);
    await answering.withdraw(interaction);
  }

  async function takeCommand(interaction: ChatInputCommandInteraction): Promise<void> {
    await acknowledged(interaction, undefined, async () => {
      const command = readCommand(interaction);
      const question = interaction.options.getString("question");
      const file = interaction.options.getAttachment("file");
      if (command?.name === "battle" && question !== null) {
        const task = interaction.options.getString("task");
        return ask(
          interaction,
          question,
          task === null ? {} : { text: `/battle ${writeTag(task)} ${question}` },
          file ? [file] : [],
        );
      }
      const text = command?.text ?? `/${interaction.commandName}`;
      const mentions = mentionsIn(text, interaction.client);
      const reply = await core.handle({ ...senderOf(interaction), text, mentions });
      if (reply) await show(interaction, reply);
    });
  }

  async function takeMenu(interaction: MessageContextMenuCommandInteraction): Promise<void> {
    await acknowledged(interaction, undefined, async () => {
      const { targetMessage: target, user } = interaction;
      const { chat } = sentences(senderOf(interaction).language);
      if (target.author.id !== user.id) throw new Refusal(chat.notYours);
      const question = readMentions(target.content, interaction.applicationId);
      const { foreign } = whereaboutsOf(interaction);
      // Its message is there already: the battle answers it.
      const attachments = [...target.attachments.values()];
      if (foreign) return ask(interaction, question, {}, attachments);
      checkPermissions(interaction);
      const reply = await core.handle({
        ...senderOf(interaction),
        text: `/battle ${question}`,
        address: addressOf(target),
        ...{ files: readFiles(attachments), ...surroundingsOf(interaction) },
      });
      if (reply) return show(interaction, reply);
      await answering.withdraw(interaction);
    });
  }

  async function takePress(interaction: ButtonInteraction): Promise<void> {
    const { language } = senderOf(interaction);
    if (interaction.customId === followUpId) {
      return answering.ask(interaction, encodeFollowUpForm(language));
    }
    const { action, inReply } = readCustomId(interaction.customId);
    const inPlaceOf = inReply ? privateMessageOf(interaction) : undefined;
    await acknowledged(interaction, inPlaceOf, async () => {
      const reply = await core.press({ ...senderOf(interaction), action });
      await answering.answer(interaction, reply, language);
    });
  }

  async function takeForm(interaction: ModalSubmitInteraction): Promise<void> {
    await acknowledged(interaction, undefined, async () => {
      const question = interaction.fields.getTextInputValue(followUpField);
      const { message } = interaction as ModalMessageModalSubmitInteraction;
      await ask(interaction, question, message ? { inReplyTo: addressOf(message) } : {});
    });
  }

  async function complete(interaction: AutocompleteInteraction): Promise<void> {
    const command = commandNames.find((one) => one === interaction.commandName);
    const { name, value } = interaction.options.getFocused(true);
    const { language } = senderOf(interaction);
    const found = command ? await core.suggest(command, name, value, language) : [];
    const fitting = found.filter((one) => one.value.length <= longestSuggestion).slice(0, mostSuggestions);
    const choices = fitting.map((one) => ({ name: one.label.slice(0, longestSuggestion), value: one.value }));
    await answering.offer(interaction, choices);
  }

  async function take(interaction: Interaction): Promise<void> {
    if (interaction.isChatInputCommand()) return takeCommand(interaction);
    if (interaction.isMessageContextMenuCommand()) return takeMenu(interaction);
    if (interaction.isAutocomplete()) return complete(interaction);
    if (interaction.isButton()) return takePress(interaction);
    if (interaction.isModalSubmit()) return takeForm(interaction);
  }

  return async (interaction) => {
    try {
      await take(interaction);
    } catch (error) {
      log.error({ platform: "discord", error }, "an interaction could not be answered");
    }
  };
}
