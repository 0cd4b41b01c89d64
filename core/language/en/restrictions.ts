/** What those who run a community read of what is done about people and battles there. */
import { asSaid } from "../said.ts";

const many = (count: number, one: string, more: string) =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString("en")} ${more}`;

/** Sentences of moderation. */
export const restrictions = {
  restrictions: {
    title: "**What is in force here**",
    nothing: "Nothing is in force here: all votes count, and everybody may take part.",
    more: "There are older ones as well; they are listed here once newer ones are lifted.",
    howTo: (usage: string) =>
      `\`${usage}\`: \`aside\` sets aside all votes of somebody you mention here, \`out\` keeps them from asking and voting. For a battle: answer its message with /moderation, or use the menu of the message on Discord. \`/moderation log\` shows what was done, and by whom.`,
    handles:
      "People are known here by a short name only, made from their pseudonym: whose account it is cannot be told.",
    notYours: "Only those who run this community can see and use this.",
    line: (number: number, what: string, why: string, when: string, who: string) =>
      `- **${number}** ${what}: ${why} (${when} UTC, ${who})`,
    what: {
      "votes-aside": (person: string, votes: number) =>
        `${many(votes, "vote", "votes")} of voter \`${person}\` set aside, and all that follow`,
      "left-out": (battle: string, votes: number) =>
        `battle \`${battle}\` out of the count with ${many(votes, "vote", "votes")}`,
      hidden: (battle: string) => `battle \`${battle}\` hidden`,
      "shut-out": (person: string, until: string | null) =>
        `\`${person}\` shut out ${until === null ? "until that is lifted" : `until ${until} UTC`}`,
    },
    why: {
      "by-hand": "by hand",
      reports: "several people reported it",
      "campaign-for": (model: string, votes: number, favour: number) =>
        `${favour.toLocaleString("en")} of ${many(votes, "vote", "votes")} on ${model} prefer it, and with all their votes that looks like a campaign for it`,
      "campaign-against": (model: string, votes: number, favour: number) =>
        `${favour.toLocaleString("en")} of ${many(votes, "vote", "votes")} on ${model} are against it, and with all their votes that looks like a campaign against it`,
      "one-side": (votes: number, matching: number) =>
        `${matching.toLocaleString("en")} of ${many(votes, "vote", "votes")} that chose a side chose the same one`,
      haste: (votes: number, matching: number) =>
        `${matching.toLocaleString("en")} of ${many(votes, "vote", "votes")} were cast before anybody can have read the answers`,
      copies: (votes: number, matching: number) =>
        `${matching.toLocaleString("en")} of ${many(votes, "vote", "votes")} are the same as somebody else's before`,
    },
    byYou: "by you",
    byOther: "by another manager",
    byArena: "by the arena",
    moved: (all: string) => `  On the board then: ${all}`,
    move: (model: string, before: number | null, after: number | null) =>
      `${model} ${before ?? "unranked"} → ${after ?? "unranked"}`,
    lifted: (when: string, who: string) => `  Lifted: ${when} UTC, ${who}`,
    logTitle: "**What was done here, newest first**",
    logEmpty: "Nothing has been done here yet.",
    battle: (battle: string) => `**Battle \`${battle}\`.** What is to be done?`,
    done: "**Done.** It can be undone below.",
    already: "That is so already.",
    undone: "**Lifted, for good:** the arena does not do the same by itself again.",
    gone: "That has been lifted already.",
    unknown: (word: string, usage: string) => `“${asSaid(word)}” does not belong here. Write it like this: ${usage}`,
    nobody: "Mention the person, as in /moderation out @somebody 7d.",
    reportSure: (people: number | null) =>
      `**Report this battle?** Those who run this community see that somebody has, not who.${people === null ? "" : ` When ${people} people have, its question and answers are hidden until somebody has looked.`}`,
    reported: {
      reported: "**Reported.** Those who run this community can look at it.",
      hidden: "**Reported, and hidden** until those who run this community have looked at it.",
      again: "You have reported this battle before. Those who run this community can look at it.",
    },
    buttons: {
      list: "What is in force",
      log: "Log",
      lift: {
        "votes-aside": "Restore votes",
        "left-out": "Count it again",
        hidden: "Show it",
        "shut-out": "Let in again",
      },
      leaveOut: "Take it out of the count",
      hide: "Hide it",
      shutOut: (days: number | null) =>
        days === null ? "Shut its asker out for good" : `Shut its asker out for ${many(days, "day", "days")}`,
    },
  },
};
