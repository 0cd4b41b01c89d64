/** What people read of what is held of them. */

export const privacy = {
  privacy: {
    title: "**What is held of you**",
    what: "Votes with their times, your questions with the answers to them, the questions you have added to the bank, and what you have chosen by /language and /profile or said of yourself by /profile set. You stand there under a pseudonym: a keyed hash of your account, whose key lies outside the database. The address needed to update a battle's post is encrypted, and forgotten when the battle has ended.",
    held: (votes: number, questions: number, bank: number) =>
      `Of you there ${votes === 1 ? "is 1 vote" : `are ${votes.toLocaleString("en")} votes`}, ${questions === 1 ? "1 question" : `${questions.toLocaleString("en")} questions`}${bank === 0 ? "" : ` and ${bank.toLocaleString("en")} in the bank`}.`,
    where:
      "Questions go to the endpoints of the two models that answer, and to nobody else. Nothing is published, and nothing is offered for training. Others see your profile only if you have said so.",
    rights:
      "You can take all of it along, and have it erased. Erasing deletes your questions and choices and cuts the link from your votes to you, so that no rating changes. Messages in the chat itself are yours to delete there.",
    exported: "All that is held of you, in the file beside this.",
    sure: "**Erase it all?** Your questions and choices are deleted, and nobody, you included, can tell any more which votes were yours. This cannot be undone.",
    erased: (votes: number, questions: number) =>
      `**Erased.** ${votes.toLocaleString("en")} ${votes === 1 ? "vote is" : "votes are"} nobody's any more, and the words of ${questions.toLocaleString("en")} ${questions === 1 ? "question" : "questions"} are gone.`,
    stillOpen: (open: number) =>
      open === 1
        ? "One battle you took part in is still open: what you did there stays until it has closed. Come back then."
        : `${open.toLocaleString("en")} battles you took part in are still open: what you did there stays until they have closed. Come back then.`,
    buttons: { export: "Take it along", erase: "Erase it", eraseNow: "Yes, erase everything" },
    erasedQuestion: "(erased)",
  },
};
