/** What people read about mutual evaluations. */

/** Small amounts need more digits. */
const dollars = (amount: number) => `$${amount.toFixed(amount > 0 && amount < 0.1 ? 4 : 2)}`;

/** Sentences about mutual evaluations. */
export const mutual = {
  mutual: {
    demoNotice: "Demo models",
    demoRemark: "These are built-in demo models, only toys: their order says nothing about any real model.",
    actions: { start: "start", status: "status", result: "result", stop: "stop", resume: "resume", jury: "jury" },
    line: (rank: number | null, name: string, answer: number | null, lower: string | null, upper: string | null) =>
      `${rank === null ? "–" : `${rank}.`} ${name}: ${answer === null ? "no answer judged" : answer.toFixed(2)}${lower === null || upper === null ? "" : ` (${lower} to ${upper})`}`,
    sketch: (title: string) => `A sketch: ${title}`,
    sketchRemark: "This is a sketch, not a ranking to quote: no model has set more than one question.",
    noIntervals: "Without intervals: it takes four questions that a model answered, and three judges of its answers.",
    /** What is missing until two models are told apart, the better one first. */
    apart: {
      none: (first: string, second: string) => `${first} is ahead of ${second}`,
      questions: (first: string, second: string, questions: number) =>
        `${first} or ${second}: about ${questions === 1 ? "1 more question" : `${questions.toLocaleString("en")} more questions`} would tell`,
      judges: (first: string, second: string) =>
        `${first} or ${second}: more judges would tell, more questions would not`,
      unforeseeable: (first: string, second: string) =>
        `${first} or ${second}: too close, or too few questions, to say how many more would tell`,
    },
    weighed: (order: string) =>
      `With judges weighed by how reliable they are (am-ELO, arXiv 2505.03475), the order is: ${order}`,
    weighedAlike: "With judges weighed by how reliable they are (am-ELO, arXiv 2505.03475), the order stays the same.",
    hardlyCounted: (judges: string) => `Judges that count less than half in it: ${judges}`,
    unknown: (usage: string) => `Write it like this: ${usage}`,
    notYours:
      "Only those who run this community can do that, and not in a private chat, because it costs money. /mutual status and /mutual result are for everybody.",
    notHere: "This arena is not set up to keep mutual evaluations. Whoever runs it can change that.",
    badRounds: (most: number) => `The number of questions must be a whole number from 1 to ${most}.`,
    busy: "A mutual evaluation is already running. /mutual status shows its progress.",
    tooFew: "A mutual evaluation needs at least three active models. Whoever runs this arena can add some.",
    started: (subject: string, models: number, rounds: number) =>
      `Started: ${models} models set, answer and judge ${rounds === 1 ? "1 question" : `${rounds} questions`} in ${subject}. The result will be posted here; /mutual status shows the progress.`,
    blocks: (judges: number) =>
      `Each question is answered by ${judges} of the models and judged by these and its setter; points are adjusted for the question and for whom they were won against.`,
    stopped: "Stopped. The answers so far are kept in the data folder.",
    idle: "No mutual evaluation is running. /mutual result shows the last one.",
    noResult: "No mutual evaluation of this community is finished yet.",
    outage:
      "The mutual evaluation is interrupted: a model's endpoint does not work right now. All answers so far are kept; the log says what to fix. It continues with /mutual resume, or when this arena starts again.",
    ofEarlierVersion:
      "That evaluation was made by an earlier version, which asked the models in other words, so it cannot be shown again here. Its results are in the folder `mutual` of the arena's data.",
    beatenStandards: (rounds: string) =>
      `Most judges hold an answer to be better than the setter's own in round ${rounds}: experiment_summary.json also has the ranking without.`,
    tooLarge: (files: string) => `Too large for this chat, and kept in the arena's data folder: ${files}.`,
    misjudged: (share: string, lower: string, upper: string, cases: number) =>
      `A machine checked the answers (programs by running them, final answers against the setter's). Judges set a wrong one above a right one in ${share}% of ${cases} pairs (95% interval ${lower}–${upper}%).`,
    notChecked: (rounds: string) =>
      `The answers in round ${rounds} could not be checked: the setter's own does not pass its own cases, or cannot be run or read.`,
    wrongFirst: (rounds: string) =>
      `In round ${rounds} judges put an answer first that a machine found wrong, or other than the setter's, although another is right.`,
    budgetSpent: "It ended early: the budget is too small for another call.",
    progress: (done: number, planned: number, failures: number, tokens: number, cost: number, minutesLeft: number) =>
      `${done} of ${planned} calls, ${failures} failed, ${tokens.toLocaleString("en")} tokens, $${cost.toFixed(2)}${minutesLeft === 0 ? "" : `, about ${minutesLeft === 1 ? "1 minute" : `${minutesLeft} minutes`} left`}.`,
    /** By what models do. In US dollars. */
    costs: (setting: number, answering: number, judging: number) =>
      `Cost: setting ${dollars(setting)}, answering ${dollars(answering)}, judging ${dollars(judging)}`,
    plan: (cost: number, budget: number) =>
      `It is likely to cost about ${dollars(cost)}, and never costs more than ${dollars(budget)}.`,
    writer: (name: string, words: number) =>
      `${name} (${words === 1 ? "1 word" : `${words.toLocaleString("en")} words`})`,
    writing: (writers: string, others: number) =>
      `Writing now: ${writers}${others === 0 ? "" : ` and ${others.toLocaleString("en")} more`}.`,
    toBank: "Offer its questions to the bank",
    suggested: (count: number, beaten: number, alike: number) => {
      const waiting =
        count === 0
          ? "None of its questions is new to the bank, or too many wait for approval already."
          : `${count === 1 ? "1 question waits" : `${count} questions wait`} for approval now, the one that tells models apart best first: /bank`;
      const left = [
        ...(beaten > 0 ? [`${beaten} whose standard answer most judges hold to be beaten`] : []),
        ...(alike > 0 ? [`${alike} nearly the same as another one, or as one in the bank`] : []),
      ];
      return left.length === 0 ? waiting : `${waiting}\nLeft out: ${left.join("; ")}.`;
    },
    none: "–",
    /** Under every chart. */
    subtitle: (subject: string, models: number, rounds: number) =>
      `Mutual evaluation in ${subject}: ${models} models, ${rounds === 1 ? "1 question" : `${rounds} questions`}`,
    interrupted: "Not finished: only the questions judged so far.",
    score: {
      title: "Scores",
      best: (name: string) => `${name} answers best`,
      noBest: "No model clearly answers best",
      inWords: (name: string, answer: string, question: string) => `${name}: answer ${answer}, question ${question}`,
      model: "Model",
      answer: (most: string) => `Answer: mean points, 0 to ${most}`,
      question: {
        ranks: "Question: agreement of its judges (W), 0 to 1",
        scores: "Question: mean score of all answers (lower is harder)",
      },
      footer: {
        ranks:
          "Each judge ranks the answers blind; the best of a ballot gets the most points on the scale, the next one less; lines are 95% intervals over questions and judges. Question: Kendall's W of the judges, 0 none to 1 full agreement. Missing ballots are left out.",
        scores:
          "Each judge scores the answers blind from 0 to 100 against the setter's solution and the criteria; lines are 95% intervals over questions and judges. Missing ballots are left out.",
      },
    },
    radar: {
      title: "Points by setter",
      figure: (answer: string) => `mean ${answer}`,
      footer: (most: string) =>
        `A model's mean points on each other model's questions; the rim is ${most} points. Numbers name the setters, the same as in the other charts; no model answers its own.`,
      part: (from: number, to: number, all: number) =>
        `These are models ${from} to ${to} of ${all}; scores.json has all of them.`,
    },
    topk: {
      title: "Top-k consistency of the judges",
      heading: "Best k",
      row: (k: number) => `k = ${k}`,
      column: "Mean overlap of two judges' best k",
      footer:
        "For each pair of judges, how many of their k best answers are the same, divided by k; the mean over pairs, then over questions (dots: single questions; lines: 95% intervals over questions and judges). A judge never ranks its own answer, so two answerers cannot agree on everything.",
    },
    agreement: {
      title: "Agreement of the judges",
      scale: ["−1 opposite", "0 unrelated", "1 alike"] as [string, string, string],
      status: (tau: string, alpha: string) => `Mean Kendall's τ ${tau}, Krippendorff's α ${alpha}`,
      footer:
        "Kendall's τ-b of two judges over the answers both judged, the mean over questions. Numbers name the judges, the same as in the other charts.",
    },
    /** With its 95% interval. */
    interval: (value: string, lower: string, upper: string) => `${value} (95%: ${lower} to ${upper})`,
    /** The experiment beside a board of people's votes. */
    board: {
      title: "People's board and mutual evaluation",
      finding: (apart: number, of: number) =>
        apart === 0
          ? `People and models place none of ${of} models clearly differently`
          : `People and models place ${apart} of ${of} models clearly differently`,
      people: "By people's votes: place · rating",
      mutual: "By mutual evaluation: place · mean points",
      tau: (value: string, models: number) => `Kendall's τ of the two orders: ${value}; ${models} models in common`,
      tooFew: (least: number) =>
        `Fewer than ${least} of these models have a place on the board of people's votes, so the two are not compared.`,
      inWords: (name: string, people: string, mutual: string) =>
        `${name}: place by people ${people}, by mutual evaluation ${mutual}`,
      footer:
        "Places among the models that both rank. Lines are the places that 95% intervals leave possible; none is drawn where the board or the experiment claims no interval. τ is 1 for the same order, 0 for none, −1 for the reverse; its interval is that of other models of this kind (Fieller, Hartley and Pearson, 1957).",
    },
  },
  jury: {
    title: "People and jury",
    /** Models whose intervals lie apart. */
    finding: (apart: number, of: number) =>
      apart === 0
        ? `People and jury clearly differ on none of ${of} models`
        : `People and jury clearly differ on ${apart} of ${of} models`,
    basis: (battles: number, votes: number, verdicts: number) =>
      `${battles.toLocaleString("en")} closed battles: ${votes.toLocaleString("en")} votes, ${verdicts.toLocaleString("en")} verdicts of model jurors`,
    empty:
      "No model has judged a battle yet that people voted on. Those who run this community can have closed battles judged: /mutual jury",
    line: (name: string, human: string, jury: string) => `- ${name}: people ${human}, jury ${jury}`,
    interval: (value: string, lower: string, upper: string) => `${value} (${lower} to ${upper})`,
    tooFew: "too few battles to say",
    jurorAndVoter: (value: string) => `A juror agrees with a voter: ${value}`,
    twoVoters: (value: string) => `Two voters of the same battle agree: ${value}`,
    kappa: (value: string) => `Cohen's κ of jurors and voters: ${value}`,
    tau: (value: string) => `Kendall's τ of the two rankings: ${value}`,
    topOverlap: (value: string) => `Overlap of their best three: ${value}`,
    swayed: (share: string) => `Verdicts that changed with the order of the answers, counted as ties: ${share}`,
    human: "Rating by people",
    juryRating: "Rating by the jury",
    footer:
      "Bradley–Terry ratings from the same battles with 95% intervals. Jurors judge blind, in both orders, and never their own answers. Their verdicts do not count as votes on any board.",
    begun: "The jury has started. /leaderboard jury shows what it has judged.",
    atWork: (battles: number, of: number, ballots: number) =>
      `The jury is at work: ${battles.toLocaleString("en")} of ${of === 1 ? "1 battle" : `${of.toLocaleString("en")} battles`}, ${ballots.toLocaleString("en")} ballots.`,
    /** What follows is about one that is over. */
    last: "The last jury:",
    unusable: (replies: number) =>
      `${replies === 1 ? "1 reply of a juror" : `${replies.toLocaleString("en")} replies of jurors`} could not be used:`,
    juror: (name: string, replies: number, without: number, ballots: number) =>
      `- ${name}: ${replies === 1 ? "1 reply" : `${replies.toLocaleString("en")} replies`}; ${without.toLocaleString("en")} of its ${ballots.toLocaleString("en")} ballots hold no verdict`,
    unusableAdvice:
      "Ballots without a verdict count nowhere and are not asked for again. A juror must reply in JSON: whoever runs this arena can test its models with `npm run -s doctor`, and pause one in models.json before the next /mutual jury.",
    busy: "The jury cannot start: it is running already, or this arena is not set up for it.",
    done: (battles: number, ballots: number, budgetSpent: number) =>
      `The jury has judged ${battles === 1 ? "1 battle" : `${battles.toLocaleString("en")} battles`} with ${ballots.toLocaleString("en")} ballots${budgetSpent ? ", and then the budget was spent" : ""}: /leaderboard jury`,
  },
};
