/** The settings of a community and their menu, and the export of its open data. */
import { namesWith } from "./platforms.ts";
import { asSaid } from "../said.ts";

const number = (value: number) => value.toLocaleString("en");
const battles = (count: number) => (count === 1 ? "1 battle" : `${number(count)} battles`);

/** Sentences for those who run a community. */
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
    weekly:
      "on: every Monday from 09:00 UTC a digest of the week before is posted in the place where this was switched on; weeks without votes are passed over",
    weeklyHere: "on, in this place",
    weeklyElsewhere: "on, in another place",
    weeklyNowhere: "I cannot post here by myself later. Write this in a channel that I can see, where I am a member.",
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
  /** The export of one community, in the chat. */
  exports: {
    notYours: "Only those who run this community can export its votes.",
    notAlone:
      "Nothing can be exported in a private chat: what is asked there is never published. Whoever runs a community writes /export there.",
    notOfOpenPage:
      "This page is open to strangers, whose votes have a board of their own. Whoever runs the arena exports them on its machine: `npm run -s export` with `--open-page`.",
    unknown: (usage: string) => `I do not know that format. Write it like this: ${usage}`,
    busy: "Another export is being made just now. Try again in a minute.",
    tooOften: (most: number, hours: number) =>
      `A community can have ${most} exports a day, and this one has had them. Try again in ${hours === 1 ? "an hour" : `${number(hours)} hours`}.`,
    tooLarge: (most: number, megabytes: number) =>
      `This community has more data than a chat can take: at most ${number(most)} battles and votes together, in a file of ${megabytes} MiB. Whoever runs the arena exports the data of all its communities on its machine: \`npm run -s export\`.`,
    nothing: (leftOut: number) =>
      leftOut === 0
        ? "There is nothing to export yet: no battle of this community has closed."
        : `There is nothing to export: ${battles(leftOut)} of this community that ${leftOut === 1 ? "has closed is" : "have closed are"} left out of open data, such as those that are hidden or not counted yet. /export shows more once others have closed.`,
    made: (kept: number, votes: number, leftOut: number) =>
      `**The open data of this community.** ${battles(kept)} and ${votes === 1 ? "1 vote" : `${number(votes)} votes`}, without questions and answers, as a zip; README.md in it says what each column is${leftOut === 0 ? "" : `, and why ${battles(leftOut)} ${leftOut === 1 ? "is" : "are"} left out`}.`,
    own: (votes: number, voters: number, least: number) =>
      votes === 0
        ? `Votes are only counted: they stand one by one once ${number(least)} voters of this community have said yes (/privacy share:on).`
        : `${votes === 1 ? "1 vote stands" : `${number(votes)} votes stand`} one by one, under made-up names, from ${voters === 1 ? "1 person" : `${number(voters)} people`} who said yes (/privacy share:on); the others are only counted.`,
    demo: "These are the built-in demo models: this is no measurement of anything.",
    beforePublishing:
      "Only you see this message. Before you publish the file, choose a licence that your members can expect: none is set, so all rights are reserved. What has been published cannot be called back.",
  },
};
