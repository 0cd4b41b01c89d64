/** What people read on chat platforms beside what every platform says. */

export const chat = {
  chat: {
    followUp: "Ask a follow-up",
    followUpTitle: "Ask the same two models",
    followUpLabel: "Your follow-up",
    battleThis: "Battle this message",
    asks: (person: string) => `${person} asks:`,
    draw: (hash: string) => `Sealed draw: \`${hash}\``,
    goesOn: (file: string) => `It goes on in the file ${file}, which has all of it.`,
    answering: (link: string) => `Two hidden models are answering, both together: ${link}`,
    notYours: "Only messages of your own can be sent to the arena.",
    privately: "The answer is for you alone, and I cannot write to you privately. Use the slash command instead.",
    askSomething: "Write your question behind my name, or use /help to see what I can do.",
    missingPermissions: (names: string) =>
      `I may not do that in this channel. Somebody who manages the server can allow me, in the channel's permissions: ${names}.`,
    obstacles: {
      gone: "The channel or message is gone, so there is nothing to write to.",
      locked: "This thread is locked, so I cannot write there. Somebody who manages threads can unlock it.",
      archived: "This thread is archived. Write a message in it to open it again, then ask once more.",
      full: "This channel has as many open threads as Discord allows. Somebody who manages threads can close some.",
      closed:
        "I cannot write to you privately: allow direct messages from this server's members, or use a slash command.",
    },
    reactHint: "A reaction is a vote too, but others may see it; votes by button are secret.",
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
};
