/** The words of the chat page. */

export const page = {
  /** The chat page itself. */
  page: {
    guest: (code: string) => `Guest ${code}`,
    errors: {
      noSession:
        "This page does not know you yet. Reload it; if that does not help, allow its cookie, because that is how we tell voters apart.",
      crossSite: "Another site may not write here. Open this page itself to ask or vote.",
      strangeHost: "This address is not one of the page's own. Open it under localhost or 127.0.0.1.",
      notJsonType: "Send JSON, with the header Content-Type: application/json.",
      notJson: "That is not valid JSON.",
      notText: "Send an object whose “text” is a string.",
      notPress: "Send an object whose “post” and “action” are strings.",
      emptyText: "There is nothing in that message. Write a question and send it again.",
      tooLong: "That message is far too long. Please shorten it and send it again.",
      unknownPost: "That post is not here any more. Reload the page to see what is.",
      unknownAction: "That button is not one of this post's. Use the buttons shown below it.",
      tooManyReaders: "Too many windows are open on this page. Close some, then reload.",
      notFound: "There is nothing at this address.",
      onlyGet: "This address can only be read. Use GET.",
      broken: "Something went wrong on our side. Look whether it went through before you try again.",
    },
    /** Plain strings only: the browser gets them as JSON. `{name}` and the like are filled in there. */
    chat: {
      title: "Doubleblind",
      tagline: "Two hidden models answer. You judge without knowing who wrote what.",
      arena: "Doubleblind",
      youAre: "You are {name}",
      you: "you",
      onlyYou: "Only you can see this",
      welcomeTitle: "Ask once, get two answers",
      welcomeText:
        "Your question goes to two hidden language models. Read answer A and answer B side by side, vote for the better one, and only then find out who wrote them.",
      welcomeTry: "Try one of these",
      examples: [
        "Explain why the sky is blue to a ten-year-old.",
        "Write a haiku about a missed train.",
        "What is 17% of 2,340, and how do you work it out in your head?",
      ],
      leaderboard: "Leaderboard",
      help: "Help",
      conversation: "Conversation",
      question: "Your question",
      placeholder: "Ask a question",
      send: "Send",
      sending: "Sending…",
      keys: "Enter sends, Shift+Enter starts a new line",
      answer: "Answer {side}",
      vote: "Your vote",
      choices: "What you can do",
      followUp: "Ask a follow-up",
      followUpTo: "Follow-up to: {question}",
      followUpQuestion: "Ask the same two models again",
      followUpCancel: "Cancel the follow-up",
      followUpMark: "follow-up",
      sealedDraw: "Sealed draw",
      sealedDrawWhat:
        "This hash seals which model stands on which side. What was hashed is told at the close, so that anyone can check that no name was swapped.",
      copy: "Copy",
      copied: "Copied",
      drawSeen: "Recomputed in your browser: it is the hash this ballot carried when you saw it open.",
      drawNotSeen:
        "Recomputed in your browser: it is the hash this ballot carried, as the arena tells it. This browser did not see the ballot open and has no note of its own.",
      drawChanged:
        "Warning: checked in your browser, this record does NOT have the hash that this ballot carried. It has been changed since, whatever is said below.",
      drawNotChecked:
        "Your browser can recompute hashes only on pages opened over https or under localhost. The command below does it anywhere.",
      newPosts: "New below",
      announceMessage: "{name} asks: {text}",
      announceAnswers: "Both answers are here. You can vote.",
      announcePost: "{name}: {text}",
      connectionLost: "The connection is lost. Trying again…",
      connectionBack: "Connected again.",
      unreachable: "The arena does not answer. Check that it is still running, then try again.",
    },
  },
};
