/** What people read on Telegram beside what every platform says. */

export const telegram = {
  telegram: {
    description:
      "Ask anything: two hidden language models answer, and you vote for the better answer before you see their names. Votes become ratings with honest error bars.\n\nWrite your question here, or add me to a group and write /battle and your question.",
    shortDescription: "Ask; two hidden models answer; vote before you see their names.",
    welcome:
      "**Ask anything.** Two hidden models answer, and you vote before you see their names.\n\nIn a private chat, write your question. In a group, write `/battle` and your question, name me in your message, or answer one of mine. /help says more.\n\nIn a group whose administrator I am, a 👍 on an answer votes for it, 🤝 on the battle means a tie, 👎 that both are bad. Others may see reactions, even those that I remove at once; votes by button are secret. Reactions made in the name of a group or channel are not counted.",
    addToGroup: "Add me to a group",
    openPrivateChat: "Open the private chat",
    startFirst:
      "The answer is for you alone, and I may not write to you yet. Open the private chat with me and press Start.",
    wroteToYou: "I have written the answer to you in our private chat.",
    writeAsYourself:
      "Here I see only a group or channel, not who is writing; questions, votes and settings belong to people. Write as yourself (anonymous administrators: turn off “Remain anonymous”).",
    onlyTextAndPictures:
      "I can read text, pictures and text documents, nothing else yet. Write your question, or send it as one of those.",
    answersBelow: "The answers stand below, each in a message of its own.",
    followUpHint: "Whoever asked can ask the same two again: answer this message.",
    reactHint:
      "A 👍 on an answer votes for it; here, 🤝 means a tie and 👎 that both are bad. Others may see reactions; votes by button are secret.",
    obstacles: {
      gone: "The message or topic is gone, so there is nothing to write to.",
      closed: "I may not write to you: open the private chat with me and press Start.",
      expelled: "I am not in that group any more. Add me to it again, then ask once more.",
      permission:
        "I may not write in that group. Somebody who administers it can allow members to send messages, or make me an administrator.",
      topic: "That topic is closed, so I cannot write there. Somebody who administers the group can open it again.",
    },
  },
};
