/** What comes in as an interaction: acknowledged within seconds, and then answered. */
import type { AutocompleteInteraction, ButtonInteraction, Interaction } from "discord.js";
import {
  type Clock,
  commandNames,
  type Core,
  createInTurn,
  decodeAction,
  joinAddress,
  type PlatformRecord,
  splitAddress,
  type Written,
} from "../../core/index.ts";
import { type Answerable, explain } from "./answering.ts";
import { runCommand, runForm } from "./commands.ts";
import { addressOf, readFiles, roleOfBot, senderOf, surroundingsOf } from "./decode.ts";
import { encodeFollowUpForm, readCustomId, readFollowUp } from "./encode.ts";
import { describeObstacle, missingHere } from "./permissions.ts";
import { readMentions } from "./inert.ts";
import { type MenuParts, runMenu } from "./message-menu.ts";
import { obstacleBehind } from "./obstacles.ts";
import { announcedAs, isReplyPlace, whereaboutsOf } from "./whereabouts.ts";
import { createWorkplaces, type InPlace, leavePlace, type Workplaces } from "./workplaces.ts";

/** What taking interactions needs. */
export type InteractionParts = MenuParts & {
  core: Pick<Core, "handle" | "press" | "suggest"> & { record: Pick<PlatformRecord, "findFollowUpRefusal"> };
};

type Here = InteractionParts & { workplaces: Workplaces; inTurn: ReturnType<typeof createInTurn> };

/** How many interactions are worked on at once: enough to keep the store busy, too few to delay the connection. */
const placesToWork = 16;
/** How long a form may wait for what decides whether it opens, in milliseconds. */
const longestForForm = 1_500;
const mostSuggestions = 25;
const longestSuggestion = 100;

/** @returns what takes every interaction; it never throws. */
export function createInteractions(parts: InteractionParts): (interaction: Interaction) => Promise<void> {
  const { clock } = parts;
  const workplaces = createWorkplaces(placesToWork, clock);
  const here: Here = { ...parts, workplaces, inTurn: createInTurn() };
  return async (interaction) => {
    try {
      await take(here, interaction);
    } catch (error) {
      parts.log.error({ platform: "discord", error }, "an interaction could not be answered");
    }
  };
}

async function take(here: Here, interaction: Interaction): Promise<void> {
  if (interaction.isChatInputCommand())
    return acknowledged(here, interaction, (inPlace) => runCommand(here, interaction, inPlace));
  if (interaction.isMessageContextMenuCommand())
    return acknowledged(here, interaction, (inPlace) => inPlace(() => runMenu(here, interaction)));
  if (interaction.isModalSubmit())
    return acknowledged(here, interaction, (inPlace) => inPlace(() => runForm(here, interaction)));
  if (interaction.isAutocomplete()) return complete(here, interaction);
  if (interaction.isButton()) return takePress(here, interaction);
}

/** Acknowledges, does the work, and tells its person whatever keeps it from being done. */
async function acknowledged(
  here: Here,
  interaction: Answerable,
  work: (inPlace: InPlace) => Promise<void>,
): Promise<void> {
  const { answering, platform, inTurn, log } = here;
  const acknowledging = acknowledge(here, interaction);
  // What could not be shown there may be possible again.
  if (missingHere(interaction).length === 0)
    platform.lookAgain({ place: whereaboutsOf(interaction).channel, allowed: true });
  // What somebody pressed last is what holds, however fast they pressed.
  const key = interaction.isButton() ? interaction.user.id : interaction.id;
  try {
    await inTurn(key, async () => {
      if (await acknowledging) await work(placeFor(here, interaction));
    });
  } catch (error) {
    const { language } = senderOf(interaction);
    const obstacle = obstacleBehind(error);
    const missing = missingHere(interaction);
    const sentence = obstacle ? describeObstacle(obstacle, language, missing) : explain(error, language, log);
    await answering.refuse(interaction, sentence);
  }
}

/** Where the work on an interaction is done: what is pressed on battles, and thereby votes, before everything else. */
function placeFor({ workplaces }: Here, interaction: Answerable): InPlace {
  if (interaction.isButton() && decodeAction(readCustomId(interaction.customId).action)) return workplaces.press;
  const by = { channel: whereaboutsOf(interaction).channel, person: interaction.user.id };
  return (work) => workplaces.command(by, work);
}

/** @returns whether that was possible. If not, Discord has told its person that it failed: nothing of it may happen. */
async function acknowledge({ answering, platform, workplaces, log }: Here, interaction: Answerable): Promise<boolean> {
  try {
    const as = announcedAs(interaction);
    await workplaces.urgent(() => answering.acknowledge(interaction, as));
    if (as === "beside" && interaction.isButton()) platform.pressed(interaction.message.id, interaction.token);
    return true;
  } catch (error) {
    log.warn({ platform: "discord", error }, "an interaction could not be acknowledged");
    return false;
  }
}

async function takePress(here: Here, interaction: ButtonInteraction): Promise<void> {
  const { core, answering } = here;
  const { language } = senderOf(interaction);
  if (readFollowUp(interaction.customId) !== undefined) return openForm(here, interaction);
  const { action } = readCustomId(interaction.customId);
  await acknowledged(here, interaction, (inPlace) =>
    inPlace(async () => {
      const sender = senderOf(interaction);
      const readAnswered = () => readAnsweredBy(here, interaction);
      const asks = decodeAction(action)?.kind === "again" || action.startsWith("battle:");
      const inReply = isReplyPlace(sender.place);
      if (asks && inReply) here.platform.expectReply(sender.place, interaction.user.id);
      const post = inReply || announcedAs(interaction) !== "alone" ? {} : { post: addressOf(interaction.message) };
      const reply = await core.press({ ...sender, ...surroundingsOf(interaction), action, readAnswered, ...post });
      if (!decodeAction(action)) await forgetWords(here, interaction);
      // What is left is Discord's way to answer, during which others may be worked on.
      leavePlace();
      await answering.answer(interaction, reply, language);
    }),
  );
}

/** Opens the form for a follow-up, unless nobody would take what is written into it. */
async function openForm({ core, answering, clock, log }: Here, interaction: ButtonInteraction): Promise<void> {
  const from = senderOf(interaction);
  const battle = readFollowUp(interaction.customId) ?? true;
  const find = () =>
    core.record.findFollowUpRefusal(from, battle === true ? { post: addressOf(interaction.message) } : battle);
  // An old button in the reply to a command does not say whose it is.
  const unknown = battle === true && whereaboutsOf(interaction).foreign;
  const refusal = unknown
    ? null
    : await inTime(clock, find()).catch((error: unknown) => {
        log.warn({ platform: "discord", error }, "a form is opened without knowing whether it will be taken");
        return null;
      });
  if (refusal !== null) return answering.tell(interaction, refusal);
  await answering.ask(interaction, encodeFollowUpForm(interaction.customId, from.language));
}

/** What is found out while there is time for it; null where it takes longer, for a form must open within seconds. */
async function inTime<Found>(clock: Clock, finding: Promise<Found>): Promise<Found | null> {
  const late = Promise.withResolvers<null>();
  const cancel = clock.after(longestForForm, () => late.resolve(null));
  try {
    return await Promise.race([finding, late.promise]);
  } finally {
    cancel();
  }
}

/** The address of the message that the button's message answers. */
function answeredBy({ message: { reference, channelId } }: ButtonInteraction): string | undefined {
  return reference?.messageId === undefined ? undefined : joinAddress(channelId, reference.messageId);
}

/** The message that the button's message answers. */
async function readAnsweredBy(
  { requests, keptWords }: Here,
  interaction: ButtonInteraction,
): Promise<Written | undefined> {
  const address = answeredBy(interaction);
  const { place = "", message = "" } = splitAddress(address ?? "") ?? {};
  const found = address === undefined ? undefined : await requests.read(place, message);
  if (address === undefined || !found) return undefined;
  const person = `discord:${found.author.id}`;
  const said = await keptWords.read(address, found);
  if (!said) return { text: null, address, person };
  const { content, attachments } = said;
  const text = readMentions(content, interaction.applicationId, roleOfBot(interaction));
  const files = readFiles(attachments.map(({ filename: name, size, url }) => ({ name, size, url })));
  return { text, address, person, files };
}

/** What was kept of others' words is of no use once the writer has answered. */
async function forgetWords({ keptWords }: Here, interaction: ButtonInteraction): Promise<void> {
  const address = answeredBy(interaction);
  if (address !== undefined) await keptWords.forget(address);
}

async function complete({ core, answering }: Here, interaction: AutocompleteInteraction): Promise<void> {
  const command = commandNames.find((one) => one === interaction.commandName);
  const { name, value } = interaction.options.getFocused(true);
  const { language } = senderOf(interaction);
  const found = command ? await core.suggest(command, name, value, language) : [];
  const fitting = found.filter((one) => one.value.length <= longestSuggestion).slice(0, mostSuggestions);
  const choices = fitting.map((one) => ({ name: one.label.slice(0, longestSuggestion), value: one.value }));
  await answering.offer(interaction, choices);
}
