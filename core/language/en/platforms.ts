/** What each platform is called, and what only one platform says. */
import { type PlatformName, platformsWith, type PlatformWords } from "../platforms.ts";

const platformNames: Record<PlatformName, PlatformWords> = {
  discord: { called: "Discord", typed: ["discord"] },
  telegram: { called: "Telegram", typed: ["telegram"] },
  web: { called: "the web page", typed: ["web", "page"] },
};

/** The platforms whose reactions everybody sees, or nobody, as a list: "Discord and Telegram". */
export function namesWith(reactions: "public" | "hidden"): string {
  return new Intl.ListFormat("en").format(platformsWith(reactions).map((name) => platformNames[name].called));
}

/** Names of platforms, and sentences of single ones. */
export const platforms = {
  platformNames,
  chat: {
    followUp: "Ask a follow-up",
    followUpTitle: "Ask the same two models",
    followUpLabel: "Your follow-up",
    battleThis: "Battle this message",
    reportThis: "Report this battle",
    moderateThis: "Moderate this battle",
    asks: (person: string) => `${person} asks:`,
    askedFor: (person: string) => `${person} asked for this:`,
    draw: (hash: string) => `Sealed draw: \`${hash}\``,
    goesOn: (file: string) => `The rest is in the file ${file}, which has the whole text.`,
    answering: (link: string) => `Two hidden models are answering, both together: ${link}`,
    sameAbove: (link: string) => `That stands here already, posted less than a minute ago: ${link}`,
    postedTooOften: (seconds: number) =>
      `Commands have just filled this channel. Wait ${seconds === 1 ? "a second" : `${seconds} seconds`}, so that others can follow.`,
    postsTooOften: (seconds: number) =>
      `You have just posted several times in this channel. Wait ${seconds === 1 ? "a second" : `${seconds} seconds`}, so that others can follow.`,
    neverBots: "That message is a bot's, and nobody could say yes for it. Only messages of people can be battled.",
    cannotAskWriter:
      "That message is somebody else's. I am no member here, so I cannot ask them; they can battle it themselves, from its menu.",
    wantsBattle: (asker: string, writer: string) => `${writer}, ${asker} would like to battle your message.`,
    writerAsked: (link: string) =>
      `Its writer is asked here: ${link} Nothing is sent to any model before they say yes.`,
    privately: "The answer is for you alone, and I cannot write to you privately. Use the slash command instead.",
    shownAtPress:
      "I am no member of this server, so I can change this post only when somebody presses on it: once voting has closed, press any button, and it shows the names and the votes to all.",
    askSomething: "Write your question after my name, or use /help to see what I can do.",
    missingPermissions: (names: string) =>
      `I may not do that in this channel. Somebody who manages the server can allow me, in the channel's permissions: ${names}.`,
    obstacles: {
      gone: "The channel or message is gone, so there is nothing to write to.",
      locked: "This thread is locked, so I cannot write there. Somebody who manages threads can unlock it.",
      archived: "This thread is archived. Write a message in it to open it again, then ask once more.",
      full: "This channel has as many open threads as Discord allows. Somebody who manages threads can close some.",
      slow: "This channel is in slow mode, and I have written in it just now. Wait a little, then try again. Somebody who manages the server can allow me to Bypass Slowmode.",
      empty: "There is nothing in that which Discord shows. Write it in words and send it again.",
      kind: "A channel of this kind takes no messages of mine. Ask in a text channel or a thread.",
      blocked:
        "Discord, or this server's moderation, lets nothing of this through from me. Put it in other words; if that does not help, ask somebody who manages the server.",
      closed:
        "I cannot write to you privately: allow direct messages from this server's members, or use a slash command.",
    },
    reactHint: "A reaction is a vote too, but others may see it; votes by button are secret.",
    reactionsStay:
      "Reactions stay visible in this channel: I may not remove them here. Somebody who manages the server can allow me Manage Messages.",
    permissions: {
      ViewChannel: "View Channel",
      SendMessages: "Send Messages",
      SendMessagesInThreads: "Send Messages in Threads",
      CreatePublicThreads: "Create Public Threads",
      AttachFiles: "Attach Files",
      ReadMessageHistory: "Read Message History",
      AddReactions: "Add Reactions",
      ManageMessages: "Manage Messages",
    },
  },
  telegram: {
    description:
      "Ask anything: two hidden language models answer, and you vote for the better answer before you see their names. Votes become ratings with honest error bars.\n\nWrite your question here, or add me to a group and write /battle and your question.",
    shortDescription: "Ask; two hidden models answer; vote before you see their names.",
    welcome:
      "**Ask anything.** Two hidden models answer, and you vote before you see their names.\n\nIn a private chat, write your question. In a group, write `/battle` and your question, or my name and your question. To ask the same two again, reply to their answers with a question. /help says more.\n\nIn a group where I am an administrator, a reaction on a battle is a vote, too: the animal beside A or B is for that answer, 🤝 means a tie, 👎 that both are bad. Others may see reactions, even those that I remove at once; votes by button are secret. Reactions made in the name of a group or channel are not counted.",
    greeting:
      "**Hello.** Write `/battle` and a question: two hidden models answer, and everybody here can vote before the names are shown. Votes by button are secret. Those who administer this group decide with /settings who may ask, where and how much.",
    addToGroup: "Add me to a group",
    inline: {
      title: "Ask two hidden models",
      posted: "Two hidden models will answer here, both together, once the person who posted this presses “Ask”.",
      ask: "Ask",
      notYours: "Only the person who posted this question can press “Ask”.",
      decideInPrivate:
        "Your question seems to hold personal data, so nothing has been sent to the models. Open our private chat and decide there; if you find nothing in it, write the question there.",
      forgotten: "I no longer have this question. Write my name and the question once more, and post it again.",
      alone: "Read in full, change my vote",
      cut: "Both answers are cut off at the same length; “Read in full” below shows them whole.",
    },
    openPrivateChat: "Open the private chat",
    startFirst:
      "The answer is for you alone, and I may not write to you yet. Open the private chat with me and press Start.",
    wroteToYou: "I have written the answer to you in our private chat.",
    moment: "One moment, please.",
    later: (seconds: number) =>
      `Telegram lets me write here again in ${seconds === 1 ? "a second" : `${seconds} seconds`}.`,
    ballotGone:
      "The message for your battle was deleted before the answers were in it, so nobody can vote and nothing is rated. Ask again, and I post a new one.",
    couldNotAnswer: (group: string) =>
      `Somebody asked me something in the group “${group}”, and I could not answer there.`,
    writeAsYourself:
      "Here I see only a group or channel, not who is writing; questions, votes and settings belong to people. Write as yourself (anonymous administrators: turn off “Remain anonymous”).",
    onlyTextAndPictures:
      "I can read text, pictures and text documents, nothing else yet. Write your question, or send it as one of those.",
    answersBelow: "The answers stand below, each in a message of its own.",
    followUpHint: "Whoever asked can ask the same two again: reply to this message with a question.",
    reactHint: (a: string, b: string) =>
      `A reaction here is a vote, too: ${a} for A, ${b} for B, 🤝 for a tie, 👎 if both are bad. Others may see reactions; votes by button are secret.`,
    obstacles: {
      gone: "The message or topic is gone, so there is nothing to write to.",
      closed: "I may not write to you: open the private chat with me and press Start.",
      expelled: "I am not in that group any more. Add me to it again, then ask once more.",
      permission:
        "I may not write in that group. Somebody who administers it can allow members to send messages, or make me an administrator.",
      media:
        "I may not send pictures or files in that group. Somebody who administers it can allow members to send them, or make me an administrator.",
      topic: "That topic is closed, so I cannot write there. Somebody who administers the group can open it again.",
    },
  },
};
