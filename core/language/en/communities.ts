/** The settings of a community, and their menu. */
import { namesWith } from "./platforms.ts";
import { asSaid } from "../said.ts";

/** Sentences about settings. */
export const communities = {
  settings: {
    title: "**Settings of this community**",
    line: (name: string, value: string, what: string) => `- \`${name}\` **${value}**: ${what}`,
    reactions: `what a reaction on a battle's post does. out-of-sight: it is a vote, removed at once where the platform allows that, otherwise left as in open; open: it is a vote and stays visible; off: nothing. Out of sight is not secret: ${namesWith("public")} send each reaction, and who made it, to other people's apps before it can be removed; only ${namesWith("hidden")} sends it to nobody. Votes by button are secret; with reactions off, all votes are`,
    reactionsOff: "Turn reactions off",
    notSecret: `“secret” is now called **out-of-sight**, because it never was secret: a reaction is removed at once, but ${namesWith("public")} have already sent it to other people's apps.`,
    minutes: "how many minutes after its first vote a battle closes",
    votes: "at how many votes a battle closes (off: votes do not close it)",
    theme: "how the pictures look: light or dark",
    moderation:
      "what may be asked and answered. off: only sexual content about minors is refused; standard: sexual and graphic content, instructions for weapons or self-harm, and threats, too; strict: whatever is flagged. In Discord's age-restricted channels sexual and violent content passes",
    language: "the language of messages that everybody sees (auto: the language of whoever asks)",
    off: "off",
    usual: (value: string) => `${value} (default)`,
    change: (usage: string) =>
      `To change them: \`${usage}\`. Open battles still close by the old rules; what reactions do changes at once.`,
    changed: "**Changed.** Open battles still close by the old rules; what reactions do changes at once.",
    notYours: "Only those who run this community can change its settings. /settings shows them.",
    unknownName: (word: string, usage: string) => `There is no setting “${asSaid(word)}”. Write it like this: ${usage}`,
    badReactions: (word: string) => `“${asSaid(word)}” is not a reaction mode. Choose out-of-sight, open or off.`,
    badChoice: (name: string, word: string, all: string) =>
      `“${asSaid(word)}” is not a choice for ${name}. Choose one of: ${all}.`,
    badNumber: (name: string, least: number, most: number) =>
      `Write a whole number from ${least.toLocaleString("en")} to ${most.toLocaleString("en")} after ${name}.`,
  },
  lacks: {
    title: "**What I lack, channel by channel**",
    place: (name: string, missing: string, battles: boolean) =>
      battles ? `- ${name}: ${missing}` : `- ${name}, where there can be no battles: ${missing}`,
    more: (count: number) => `- and ${count.toLocaleString("en")} more`,
    how: "Whoever manages the server can allow me this in the permissions of each channel, or of my role.",
    nothing: "I lack nothing in the channels that I can see.",
    unknown: "Here I cannot tell what I am allowed to do.",
    seenEverywhere:
      "**Reactions stay visible here**, although they are to be out of sight: I lack the permission to remove them. `/settings check show` says more.",
    seen: (places: string) =>
      `**Reactions stay visible in ${places}**, although they are to be out of sight: I lack the permission to remove them there. \`/settings check show\` says more.`,
  },
  askingSettings: {
    on: "on",
    everywhere: "everywhere",
    unseenPlaces: "channels that I cannot see",
    places: (count: number) => (count === 1 ? "1 channel" : `${count.toLocaleString("en")} channels`),
    group: (identifier: string) => `role ${identifier}`,
    paused: "on: nobody can ask; open battles continue",
    askers: "who may ask: everyone, managers, or the members of a role",
    allow:
      "where questions are allowed: allow CHANNEL adds a channel, allow here this one; forbid removes one; allow all means everywhere",
    budget: "how many questions a day (UTC) may have, follow-ups included",
    threads: "on: each battle gets a thread of its own where the platform has threads",
    reveal: "when voters see the names: after-vote (once they lock their vote) or at-close",
    choose: (name: string, choices: string) => `Choose one of these for ${name}: ${choices}.`,
    mention: (name: string) => `After ${name}, mention a channel or a role, such as #channel or @role.`,
    nothingForbidden:
      "That would forbid nothing: as long as no channel is allowed by name, people may ask in all of them. Allow the right ones first, or stop all questions with /settings paused on.",
    log: "**Changes of the settings, newest first**",
    change: (at: string, name: string, before: string, after: string, by: string) =>
      `- ${at}: \`${name}\` ${before} → ${after} (${by})`,
    byYou: "by you",
    byOther: "by another manager",
    noChanges: "Nobody has changed these settings yet.",
    logHint: "`/settings log` shows who changed what, and `/settings check show` what I lack.",
  },
  menu: {
    choose: (name: string, what: string) => `**${name}**: ${what}`,
    back: "Back",
  },
};
