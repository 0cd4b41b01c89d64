/** What people read about what they may say of themselves. */

export const people = {
  people: {
    traits: { age: "age", gender: "gender", occupation: "occupation", interests: "interests" },
    values: {
      ...{
        "18-24": "18-24",
        "25-34": "25-34",
        "35-44": "35-44",
        "45-54": "45-54",
        "55-64": "55-64",
        "65-plus": "65 plus",
      },
      ...{ women: "women", men: "men", "non-binary": "non-binary" },
      ...{ students: "students", teaching: "teaching", research: "research", software: "software" },
      ...{ engineering: "engineering", design: "design", business: "business", "health-care": "health care" },
      ...{ "public-service": "public service", crafts: "crafts", retired: "retired", "other-work": "other work" },
      ...{ science: "science", technology: "technology", arts: "arts", music: "music", games: "games" },
      ...{ sports: "sports", books: "books", travel: "travel", cooking: "cooking", news: "news" },
    },
    nothing: "You have said nothing about yourself, and need not.",
    said: (list: string) => `You have said of yourself: ${list}.`,
    line: (trait: string, values: string) => `${trait}: ${values}`,
    forgotten: "Done. What you had said of yourself is forgotten.",
    what: (least: number) =>
      `It serves one purpose: boards that show whether tastes differ, only for groups of at least ${least} people and never for one community. /privacy shows, exports and erases it.`,
    howTo:
      "To say something: `/profile set 25-34 software games` (age, gender, occupation, interests, as many as you like). `/profile set none` forgets all of it.",
    choices: (trait: string, all: string) => `- ${trait}: ${all}`,
    unknown: (word: string) => `“${word}” is none of the choices. /profile set lists them.`,
    twice: (trait: string) => `Say one thing about ${trait}, not two.`,
  },
};
