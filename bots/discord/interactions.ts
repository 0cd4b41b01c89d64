/** What comes in as an interaction: acknowledged within seconds, and then answered. */
import type { AutocompleteInteraction, ButtonInteraction, Interaction } from "discord.js";
import { type Clock, commandNames, type Core, createInTurn, joinAddress, type Written } from "../../core/index.ts";
import { type Answerable, explain, privateMessageOf, type PrivateStanding } from "./answering.ts";
import { type CommandParts, runCommand, runForm, runMenu } from "./commands.ts";
import { roleOfBot, senderOf, surroundingsOf } from "./decode.ts";
import { encodeFollowUpForm, followUpId, readCustomId } from "./encode.ts";
import { readMentions } from "./inert.ts";
import { describeObstacle } from "./permissions.ts";
import { obstacleBehind } from "./requests.ts";

/** What taking interactions needs. */
export type InteractionParts = CommandParts & {
  core: Pick<Core, "handle" | "press" | "suggest">;
};

type Here = InteractionParts & { workplaces: Workplaces; inTurn: ReturnType<typeof createInTurn> };

/** How many interactions are worked on at once: enough to keep the store busy, too few to delay the connection. */
const placesToWork = 16;
const mostSuggestions = 25;
const longestSuggestion = 100;

/** @returns what takes every interaction; it never throws. */
export function createInteractions(parts: InteractionParts): (interaction: Interaction) => Promise<void> {
  const here: Here = { ...parts, workplaces: createWorkplaces(placesToWork, parts.clock), inTurn: createInTurn() };
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
    return acknowledged(here, interaction, undefined, () => runCommand(here, interaction));
  if (interaction.isMessageContextMenuCommand())
    return acknowledged(here, interaction, undefined, () => runMenu(here, interaction));
  if (interaction.isModalSubmit()) return acknowledged(here, interaction, undefined, () => runForm(here, interaction));
  if (interaction.isAutocomplete()) return complete(here, interaction);
  if (interaction.isButton()) return takePress(here, interaction);
}

/** Acknowledges, does the work, and tells its person whatever keeps it from being done. */
async function acknowledged(
  here: Here,
  interaction: Answerable,
  inPlaceOf: PrivateStanding | undefined,
  work: () => Promise<void>,
): Promise<void> {
  const { answering, workplaces, inTurn, log } = here;
  const acknowledging = acknowledge(here, interaction, inPlaceOf);
  // What somebody pressed last is what holds, however fast they pressed.
  const key = interaction.isButton() ? interaction.user.id : interaction.id;
  try {
    await inTurn(key, async () => {
      if (await acknowledging) await workplaces.inTurn(work);
    });
  } catch (error) {
    const { language } = senderOf(interaction);
    const obstacle = obstacleBehind(error);
    const sentence = obstacle ? describeObstacle(obstacle, language) : explain(error, language, log);
    // The message that was to be replaced still shows what is true.
    await (inPlaceOf ? answering.add : answering.say)(interaction, sentence);
  }
}

/** @returns whether that was possible. If not, Discord has told its person that it failed: nothing of it may happen. */
async function acknowledge(
  { answering, workplaces, log }: Here,
  interaction: Answerable,
  inPlaceOf: PrivateStanding | undefined,
): Promise<boolean> {
  try {
    await workplaces.urgent(() => answering.acknowledge(interaction, inPlaceOf));
    return true;
  } catch (error) {
    log.warn({ platform: "discord", error }, "an interaction could not be acknowledged");
    return false;
  }
}

async function takePress(here: Here, interaction: ButtonInteraction): Promise<void> {
  const { core, answering } = here;
  const { language } = senderOf(interaction);
  if (interaction.customId === followUpId) return answering.ask(interaction, encodeFollowUpForm(language));
  const { action, inReply } = readCustomId(interaction.customId);
  const inPlaceOf = inReply ? privateMessageOf(interaction) : undefined;
  await acknowledged(here, interaction, inPlaceOf, async () => {
    const readAnswered = () => readAnsweredBy(here, interaction);
    const reply = await core.press({ ...senderOf(interaction), ...surroundingsOf(interaction), action, readAnswered });
    await answering.answer(interaction, reply, language);
  });
}

/** The message that the button's message answers. */
async function readAnsweredBy({ requests }: Here, interaction: ButtonInteraction): Promise<Written | undefined> {
  const { reference, channelId } = interaction.message;
  const id = reference?.messageId;
  const found = id === undefined ? undefined : await requests.read(channelId, id);
  if (id === undefined || !found) return undefined;
  const text = readMentions(found.content, interaction.applicationId, roleOfBot(interaction));
  return { text, address: joinAddress(channelId, id), person: `discord:${found.author.id}` };
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

/** What must not wait, and what can: an acknowledgement is due within seconds, whatever else there is to do. */
export interface Workplaces {
  /** Does at once what must not wait. */
  urgent<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Does the rest, in the order in which it came: once a place is free and nothing urgent is under way. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Nothing waits longer than this for what is urgent, which may come without end. Milliseconds. */
const longestWait = 1_000;

/** @param places how much is worked on at once. */
export function createWorkplaces(places: number, clock: Clock): Workplaces {
  const here: Waiting = { free: places, urgent: 0, overdue: false, cancel: undefined, waiting: [] };
  return {
    async urgent(work) {
      here.urgent += 1;
      try {
        return await work();
      } finally {
        here.urgent -= 1;
        letIn(here, clock);
      }
    },
    async inTurn(work) {
      await new Promise<void>((resolve) => {
        here.waiting.push(resolve);
        letIn(here, clock);
      });
      try {
        return await work();
      } finally {
        here.free += 1;
        letIn(here, clock);
      }
    },
  };
}

type Waiting = {
  free: number;
  urgent: number;
  /** Whether what waits has waited long enough. */
  overdue: boolean;
  cancel: (() => void) | undefined;
  waiting: (() => void)[];
};

function letIn(here: Waiting, clock: Clock): void {
  while (here.free > 0 && (here.urgent === 0 || here.overdue)) {
    const next = here.waiting.shift();
    if (!next) break;
    here.free -= 1;
    next();
  }
  if (here.waiting.length === 0 || here.urgent === 0) {
    here.cancel?.();
    here.cancel = undefined;
    here.overdue = false;
  } else {
    here.cancel ??= clock.after(longestWait, () => {
      here.overdue = true;
      letIn(here, clock);
    });
  }
}
