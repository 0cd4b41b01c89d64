/** What people read in a report of an arena: a page and a PDF made from its votes. */

const number = (value: number) => value.toLocaleString("en");
const day = (at: Date) => new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" }).format(at);
const signed = (points: number) => (Math.round(points) < 0 ? `−${-Math.round(points)}` : `+${Math.round(points)}`);
const battles = (count: number) => (count === 1 ? "1 battle" : `${number(count)} battles`);
const votes = (count: number) => (count === 1 ? "1 vote" : `${number(count)} votes`);

/** Sentences of a report, and of the digest of a community's last week. */
export const reports = {
  digest: {
    title: "The last seven days",
    counted: (battleCount: number, voteCount: number, voters: number) =>
      `${battles(battleCount)} closed here with ${votes(voteCount)} by ${voters === 1 ? "1 person" : `${number(voters)} people`}.`,
    quiet: "No battle with votes closed here.",
    /** What has moved, against all that was voted before. */
    moved: (moves: string) => `Moved for real against the battles before: ${moves}.`,
    move: (name: string, points: number, lower: number, upper: number) =>
      `${name} by ${signed(points)} points (95%: ${signed(lower)} to ${signed(upper)})`,
    more: (count: number) => `${number(count)} more`,
    none: "No model has moved for real against the battles before: every change is within what chance alone does.",
    unknown: "The votes of these days, or those before, tell too little to say whether a model has moved.",
    settled: (name: string) => `${name} is first, and that is settled.`,
    ahead: (name: string) => `${name} is ahead; first place is not settled yet.`,
    tooEarly: "It is too early to say who is first.",
    weekly: "Posted here on Mondays. Those who run this community can end that with `/settings weekly off`.",
  },
  reports: {
    title: "Doubleblind: report",
    made: (at: Date) => `Made on ${day(at)} (UTC)`,
    basis: (voteCount: number, voters: number, first: Date, last: Date) =>
      `${votes(voteCount)} by ${voters === 1 ? "1 person" : `${number(voters)} people`} on battles that closed between ${day(first)} and ${day(last)}.`,
    private:
      "Only sums are shown: no question, no answer, no person, no community. Open battles, and those the board leaves out, are in none of them.",
    demo: "These are the built-in demo models: the figures measure nothing.",
    contents: "Contents",
    inWords: "The same in words",
    noVotes: "No battle with votes has closed yet, so there is nothing to show here.",
    board: { title: "The board", further: (models: number) => `${number(models)} more models are not shown.` },
    change: {
      title: "What has changed",
      about: (since: Date) =>
        `Each model's rating from votes on battles closed since ${day(since)} alone, against its rating from those closed before, both from the mean of the models ranked in both periods. No battle is in both.`,
      real: (name: string, points: number, lower: number, upper: number) =>
        `${name} has moved for real: ${signed(points)} points (95%: ${signed(lower)} to ${signed(upper)}).`,
      none: "No model has moved for real: every change is within what chance alone does.",
      chance: (models: number) =>
        `With ${number(models)} models compared, about one in twenty would leave its interval by chance. A move is called real by a stricter rule: at most 5% of the moves called real are chance, in the long run (Benjamini and Hochberg).`,
      unclaimed: (least: number) =>
        `In one of the two periods the votes tell no more than those of fewer than ${least} equally active people: too few to say whether a change is real.`,
      empty: (since: Date) =>
        `A change needs two models that are ranked both by the votes since ${day(since)} and by those before. There are not enough votes for that yet.`,
      finding: (real: number, compared: number) =>
        real === 0
          ? "No model has moved for real"
          : real === 1
            ? `1 of ${number(compared)} models has moved for real`
            : `${number(real)} of ${number(compared)} models have moved for real`,
      subtitle: (since: Date) => `Change of the rating, points: since ${day(since)} against before`,
      footer: "Lines are 95% intervals, each by itself. Filled: moved for real. Hollow: within what chance does.",
      points: signed,
      range: (lower: number, upper: number) => `${signed(lower)} to ${signed(upper)}`,
      line: (name: string, before: number, after: number, points: number, range: string) =>
        `${name}: from ${Math.round(before)} to ${Math.round(after)}, ${signed(points)}${range === "" ? "" : ` (${range})`}`,
    },
    radars: {
      title: "What the first models are good at",
      empty: "No model is ranked yet, so there is no profile to show.",
    },
    duels: { title: "Head to head" },
    overTime: { title: "Over time" },
    asked: {
      title: "What people asked",
      about: (count: number) => `${battles(count)} with votes, by the kind and the language of their questions.`,
      repeated: (count: number, of: number) =>
        count === 0
          ? "None of the questions had been asked before in the same words or nearly so."
          : `${battles(count)} of ${number(of)} had questions that had been asked before, in the same words or nearly so: they count on the board of all tasks only.`,
      tasks: "Kind of question",
      languages: "Language",
      others: "others",
      battles: "Battles",
      few: (least: number) => `Languages with fewer than ${least} battles are put together.`,
    },
    agreement: {
      title: "How far people agree",
      found: (alpha: string, lower: string, upper: string, count: number, voteCount: number) =>
        `Krippendorff's α is ${alpha} (95%: ${lower} to ${upper}), from ${votes(voteCount)} on ${battles(count)} with two votes or more.`,
      foundRoughly: (alpha: string, count: number, voteCount: number) =>
        `Krippendorff's α is ${alpha}, from ${votes(voteCount)} on only ${battles(count)} with two votes or more: too few for an interval.`,
      meaning:
        "1 means that all who vote on a battle always choose the same of the four choices; 0, that they agree no more often than people who vote on different battles; below 0, less often than that. The interval takes battles for independent of one another.",
      empty:
        "Too few battles have had two votes or more, or all votes were the same, so agreement cannot be measured yet.",
    },
    jury: {
      title: "People and model jurors",
      empty:
        "No model has judged battles that people voted on, so there is no jury to compare with. /mutual jury starts one.",
    },
    cost: {
      title: "Quality and cost",
      empty: "No model is ranked yet, so quality cannot be held against cost.",
    },
    times: {
      title: "How fast the models answer",
      about: "Medians over the newest 1,000 answers of each model, whole answers and those cut at their limit alike.",
      firstWord: "Until the first word",
      whole: "Until the whole answer",
      empty: "No times of answers are known yet.",
      fastest: (name: string) => `${name} is the first to begin`,
      footer:
        "Medians, in seconds. People see both answers of a battle together, so a fast model wins no votes by being fast.",
      line: (name: string, first: string, whole: string) => `${name}: first word ${first}, whole answer ${whole}`,
      left: (models: number) => `${number(models)} slower models are not shown.`,
    },
    method: {
      title: "How this is made",
      sentences: [
        "Two models that nobody can see answer the same question. Who is A and who is B is drawn by lot. Names are shown to a voter after the vote is final, and to all when the battle closes; only then do its votes count.",
        "A rating comes from who won against whom (Bradley and Terry, 1952): 400 points more are ten to one. 1000 is the mean of the ranked models. Ties and “both bad” count half a win each. Few votes are drawn towards 1000.",
        "Intervals are 95% and allow for people who vote often and for battles on which many vote. Where the votes are those of too few people, no interval is claimed. Ranks are ranges: the best and the worst place that the votes do not rule out.",
        "What one community asks is not what others ask, and those who vote choose to. The board says what these people prefer, not which model is right.",
        "Costs and times are measured here, on the questions asked here. Costs are taken as measured; their own uncertainty is not in the picture.",
      ],
      sources: "Sources",
      more: "docs/rating.md of the program has every formula, docs/trust.md what the board cannot know.",
    },
    usage: (command: string, more: string) => `Write it like this: ${command}. More of it, if you want: ${more}.`,
    written: (folder: string, sections: number) =>
      `${folder} holds the report, in ${number(sections)} sections: report.html for a browser, report.pdf for print.`,
  },
};
