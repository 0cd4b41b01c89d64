/** What people read of the other readings of a board. */

const number = (value: number) => value.toLocaleString("en");

/** Sentences on readings. */
export const readings = {
  /** Of each: what each is called, what it answers and when to use it, and what it found. */
  readings: {
    ranks: {
      called: "Ranks at once",
      title: "Leaderboard, ranks at once",
      answers:
        "Ranges of ranks that hold for all models at once. Use it to quote the whole board rather than one line.",
      facts:
        "With 95% confidence, every model's rank lies in its range. On the plain board each range holds by itself, and may be narrower.",
    },
    style: {
      called: "Without style",
      title: "Leaderboard without style",
      answers:
        "How models rank with the effects of length, formatting and side removed. Use it when answers may win by their looks.",
      facts: (votes: number, ofVotes: number) =>
        votes === ofVotes
          ? `Based on all ${number(votes)} votes.`
          : `Based on ${number(votes)} of ${number(ofVotes)} votes.`,
    },
    weighted: {
      called: "Pairs evened out",
      title: "Leaderboard, pairs evened out",
      answers:
        "How models would rank if every pair had met equally often. Use it when some pairs have met far more often than others.",
      facts: (votes: number, ofVotes: number, effective: number) =>
        `The less likely a pair was to be drawn, the more its votes count. Based on ${number(votes)} of ${number(ofVotes)} votes, which tell as much as ${number(effective)} of equal weight.`,
    },
    ability: {
      called: "Voters weighed",
      title: "Leaderboard, voters weighed",
      answers:
        "How models rank when people who agree more with everybody count for more. Use it when some may vote at random.",
      helps: (percent: string) => `Weighing voters predicts votes that were set aside ${percent} better.`,
      helpsNot: "Weighing voters does not predict votes that were set aside any better: prefer the plain board.",
      facts: (votes: number) =>
        `How far each person agrees is estimated together with the ratings (am-ELO), cautiously for people with few votes. Tested on ${number(votes)} votes set aside. Without intervals: ranks are only an estimate.`,
    },
    sharpened: {
      called: "With the jury",
      title: "Leaderboard, with the jury",
      answers:
        "How models rank when a jury of models helps, as far as it judges like people. Use it when people have cast few votes.",
      facts: (judged: number, worth: number) =>
        judged === 0
          ? "The jury has judged no battle here yet, so people's votes alone decide."
          : worth === 0
            ? `The jury has judged ${number(judged)} battles; its verdicts add nothing here. People's votes alone decide.`
            : `The jury has judged ${number(judged)} battles; its verdicts help as much as about ${number(worth)} more votes by people. Where they differ, people's votes decide.`,
    },
    families: {
      called: "Families",
      title: "Leaderboard of families",
      answers:
        "How models rank when near-copies of one model count as one opponent. Use it when several variants of a model take part.",
      family: (name: string, models: string) => `${name} (${models})`,
      facts: (families: string, more: number) =>
        families === ""
          ? "No model here has near-copies, so this is the plain board's order."
          : `Families: ${families}${more > 0 ? `, and ${number(more)} more` : ""}. Clone-robust weights (Procaccia, Schiffer & Zhang 2025).`,
    },
    fit: {
      called: "Does it fit?",
      title: "Does one number per model explain the votes?",
      answers:
        "Whether a ranking can tell the whole story. Use it when a model wins and loses in ways that its rank does not explain.",
    },
  },
  /** Where one is chosen. */
  readingMenu: {
    which: "Other readings of the same votes. Each answers a question of its own:",
    line: (called: string, answers: string) => `**${called}**: ${answers}`,
    none: "Other readings exist only for the ranking by everybody's votes; this is the plain board.",
  },
  /** What the reading without a ranking says. */
  fit: {
    none: "There are too few votes to tell.",
    explains: (chance: string) =>
      `**Yes, as far as these votes tell.** If one number per model explained everything, votes would still fit this badly in ${chance} of cases.`,
    explainsNot: (chance: string) =>
      `**Not entirely.** If one number per model explained everything, votes would fit this badly in only ${chance} of cases.`,
    rarely: "under 0.1%",
    pairs: "Pairs that are furthest from it:",
    pair: (one: string, other: string, votes: number, observed: string, expected: string, errors: string) =>
      `${one} against ${other}: ${observed} of ${number(votes)} votes, expected ${expected} (${errors} standard errors apart)`,
    circles: "Circles:",
    circle: (one: string, other: string, third: string, chance: string) =>
      `${one} beats ${other}, which beats ${third}, which beats ${one} (by chance in ${chance} of cases)`,
    noCircles: "No circle (A beats B, B beats C, C beats A) goes beyond chance.",
    ties: {
      davidson: (nu: string) =>
        `Ties and both-bad votes: counted as results of their own (Davidson, ν = ${nu}), they predict votes set aside better than as half a win each.`,
      half: (nu: string) =>
        `Ties and both-bad votes: counted as half a win each, they predict votes set aside better than as results of their own (Davidson, ν = ${nu}).`,
      same: (nu: string) =>
        `Ties and both-bad votes: counted as half a win each or as results of their own (Davidson, ν = ${nu}), they predict votes set aside equally well.`,
    },
  },
};
