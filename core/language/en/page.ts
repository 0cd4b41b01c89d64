/** The words of the chat page. */

/** Sentences of the page. */
export const page = {
  /** The chat page itself. */
  page: {
    guest: (code: string) => `Guest ${code}`,
    errors: {
      noSession:
        "This page does not know you yet. Reload it; if that does not help, allow its cookie, because that is how we tell voters apart.",
      crossSite: "Another site may not write here. Open this page itself to ask or vote.",
      strangeHost:
        "This page does not answer at this address. Open it as localhost or 127.0.0.1; if you run it, you can set PUBLIC_URL to this address instead.",
      proxyWithoutCode:
        "This request came through a proxy, but this page is only for the machine it runs on. If you run it and want to open it to others, set PAGE_JOIN_CODE, and TRUST_PROXY for the proxy; docs/page-interface.md shows how.",
      proxyNotTrusted:
        "This request came through a proxy that names the real visitor, but this page trusts no proxy. If you run it, set TRUST_PROXY to the number of proxies in front of it, or to their addresses; docs/page-interface.md shows how.",
      proxySilent:
        "This request came through a proxy that does not name the real visitor. If you run this page, let the proxy send X-Forwarded-For, which TRUST_PROXY needs; docs/page-interface.md shows how.",
      notJsonType: "Send JSON, with the header Content-Type: application/json.",
      notJson: "That is not valid JSON.",
      notText: "Send an object whose “text” is a string.",
      notPress: "Send an object whose “post” and “action” are strings.",
      emptyText: "There is nothing in that message. Write a question and send it again.",
      notReaction: "Send an object with “post”, “choice” and “change” (added or removed).",
      tooLong: "That message is far too long. Please shorten it and send it again.",
      filesTooLarge:
        "These files are too large together. Send fewer or smaller ones: 5 MiB each, four pictures at most.",
      tooManyFiles: "Too many files at once. Send a question with fewer.",
      wrongCode: "That is not the code of this page. Ask whoever invited you, and type it as it is written there.",
      wrongToken:
        "This operator's link is not valid, or has been revoked. Whoever runs this arena can print a new one: npm run -s operator",
      tooManyTries: (seconds: number) =>
        `Too many wrong tries. Wait ${seconds === 1 ? "a second" : `${seconds} seconds`}, then try again.`,
      becomeOperator:
        "On this page only an operator may do that. To become one, open the link that the arena printed at its first start, or make a new link on its machine: npm run -s operator",
      notJoined: "This page asks for its code before it shows anything. Reload it and enter the code.",
      unknownPost: "That post is not here any more. Reload the page to see the current ones.",
      unknownAction: "That button is not one of this post's. Use the buttons shown below it.",
      tooManyReaders: "You have this page open in too many windows. Close some, then reload.",
      tooManyNewcomers: (minutes: number) =>
        `Too many new visitors have come from your network. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
      tooSlow: "That arrived too slowly, so it was not accepted. Check your connection, then send it again.",
      tooMuchAtOnce: "Too much is being sent here right now. Wait 10 seconds, then send it again.",
      brokenOff: "The connection broke off before everything had arrived. Send it again.",
      notFound: "There is nothing at this address.",
      onlyGet: "This address can only be read. Use GET.",
      broken: "Something went wrong on our side. Check whether it went through before you try again.",
    },
    /** Plain strings only: the browser gets them as JSON. `{name}` and the like are filled in there. */
    chat: {
      title: "Doubleblind",
      tagline: "Two hidden models answer. You judge without knowing who wrote what.",
      arena: "Doubleblind",
      youAre: "You are {name}",
      operator: "operator",
      you: "you",
      onlyYou: "Only you see this",
      welcomeTitle: "Ask once, get two answers",
      welcomeText:
        "Your question goes to two hidden language models. Read answer A and answer B side by side, vote for the better one, and only then find out who wrote them.",
      welcomeTry: "Try one of these",
      leaderboard: "Leaderboard",
      help: "Help",
      conversation: "Conversation",
      question: "Your question",
      placeholder: "Ask a question",
      send: "Send",
      sending: "Sending…",
      notSentYet: "Not sent yet. It goes out by itself once the connection is back.",
      takeBack: "Take it back",
      notSaved: "Not saved yet. It is sent by itself once the connection is back.",
      keys: "Enter sends, Shift+Enter starts a new line, / shows the commands",
      skip: "Skip to your question",
      switchLanguage: "中文",
      switchTo: "zh",
      commands: "Commands",
      commandsShown: "{count} suggestions. Choose with the arrow keys and Tab.",
      attach: "Attach pictures or text files",
      attached: "Attached: {name}",
      removeFile: "Do not send {name}",
      dropHere: "Drop files here to attach them",
      fileTooLarge: "{name} is too large: a file may have up to 5 MiB.",
      tooManyFiles: "A message takes at most {count} files.",
      react: "React",
      reactWith: "{choice}: vote by reaction",
      reactedWith: "{choice}: {count}",
      choiceA: "A is better",
      choiceB: "B is better",
      choiceTie: "Tie",
      choiceBothBad: "Both are bad",
      yourVote: "You voted: {choice}",
      enlarge: "Enlarge the picture",
      close: "Close",
      openOriginal: "Open the picture itself",
      describePicture: "What the picture shows",
      copyCode: "Copy the code",
      unread: "New since you last looked",
      newMessages: "New messages: {count}",
      joinTitle: "This page asks for a code",
      joinText: "Whoever runs this arena can tell you. It is asked once in this browser.",
      joinCode: "Code",
      join: "Join",
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
        "This hash locks in which model is on which side. What was hashed is published when the battle closes, so that anyone can check that no names were swapped.",
      /** Stands below a text of which a part was too long or too deeply nested to format. */
      asWritten:
        "Part of this is shown as it was written, because it is too long or too deeply nested to be formatted.",
      copy: "Copy",
      copied: "Copied",
      drawSeen: "Recomputed in your browser: it is the hash this ballot carried when you saw it open.",
      drawNotSeen:
        "Recomputed in your browser: it is the hash this ballot carried, as the arena tells it. This browser did not have the ballot open at the time and has no record of its own.",
      drawChanged:
        "Warning: checked in your browser, this record does NOT have the hash that this ballot carried. It has been changed since, whatever it says below.",
      drawNotChecked:
        "Your browser can recompute hashes only on pages opened over https or under localhost. The command below does it anywhere.",
      newPosts: "Newest below",
      announceMessage: "{name} asks: {text}",
      announceAnswers: "Both answers are here. You can vote.",
      announcePost: "{name}: {text}",
      connectionLost: "The connection is lost. Trying again…",
      connectionBack: "Connected again.",
      unreachable: "The arena does not answer. Check that it is still running, then try again.",
    },
  },
};
