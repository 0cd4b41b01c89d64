/** What people read in the report of a mutual evaluation: a page and a PDF for somebody who was not there. */

const number = (value: number) => value.toLocaleString("en");
const day = (at: Date) => new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" }).format(at);
const questions = (count: number) => (count === 1 ? "1 question" : `${number(count)} questions`);

/** Sentences of that report. */
export const evaluationReport = {
  evaluationReport: {
    title: (subject: string) => `Mutual evaluation in ${subject}`,
    begun: (at: Date, models: number, rounds: number) =>
      `Begun on ${day(at)} (UTC): ${models} models, ${questions(rounds)}.`,
    /** What stands as a title elsewhere, as a sentence. */
    sentence: (title: string) => `${title}.`,
    asWritten:
      "Models have set, answered and judged everything here. What they wrote is shown as they wrote it; no person has checked it.",
    method: {
      title: "How it was done",
      round:
        "In each round one model sets a question with its own answer to it, the standard answer, and the principle it tests; the models take turns.",
      answers: "All others answer the question as if a person had asked it.",
      blind:
        "Then all judge: the setter every answer, each answerer all but its own. A judge sees no names, and the answers in an order drawn for it alone.",
      ranks: (most: string) =>
        `A judge ranks the answers: the best gets ${most} points, the next one less, and equal ones share; the setter's own answer stands among them and gets none.`,
      scores:
        "A judge gives each answer points for each of the question's criteria, together 0 to 100, beside the setter's own answer.",
      score:
        "A model's score is the mean, over the questions it answered, of its mean points on the ballots there are. A missing ballot is left out and is no zero.",
    },
    who: {
      title: "Who took part, and what it cost",
      headings: { model: "Model", maker: "Made by" },
      calls: (calls: number, failures: number, tokens: number, cost: string) =>
        `${number(calls)} calls were made, of which ${number(failures)} failed, with ${number(tokens)} tokens, for $${cost} as far as prices are known.`,
      numbers: "The numbers are those of the models in every picture.",
    },
    ranking: {
      title: "Ranking, and what can be claimed",
      headings: {
        rank: "Place",
        model: "Model",
        range: "Possible",
        answer: "Points",
        interval: "95%",
        question: "Question",
      },
      unclaimed: "Too few questions or judges for intervals: nothing is claimed but the order so far.",
      apart: (apart: number, pairs: number) =>
        apart === 0
          ? `No two models are told apart: the 95% intervals of all ${number(pairs)} differences hold 0.`
          : `${number(apart)} of ${number(pairs)} pairs of models are told apart: the 95% interval of their difference does not hold 0.`,
      range: "Possible are the places that these differences leave to a model.",
    },
    setters: { title: "Points by setter" },
    judges: {
      title: "How far the judges agree",
      headings: { judge: "Judge", tau: "τ with the rest", weight: "Weight" },
      weights:
        "Weight is how much a judge counts, 1 in the mean, when judges are weighed by how reliable they are (am-ELO); in brackets are 95% intervals.",
      meaning:
        "τ is 1 where all judges order alike, and both are 0 where they agree no more than by chance. α is 1 where all give the same points, which judges who rank cannot quite do: each leaves out its own answer. Agreement is not truth: what all judges get wrong, they get wrong together.",
    },
    people: { title: "Beside people's votes" },
    bias: {
      title: "What may have swayed the judges",
      about:
        "Points that a judge gives beyond what the other judges give the same answer, with half of the 95% interval: for the last place shown against the first, for an answer twice as long, for one of the judge's own maker, and, on the judge's own question, for one just like its standard answer. – means that the ballots tell nothing.",
      clear: (what: string) => `All judges together are clearly swayed by: ${what}.`,
      none: "No such effect of all judges together is clear: every interval holds 0, or the ballots tell nothing.",
      features: {
        position: "Place",
        length: "Length",
        organization: "Own maker",
        standardAnswer: "Standard",
      },
      judge: "Judge",
      all: "All judges",
    },
    beaten: {
      title: "Standard answers that were beaten",
      none: "Of no question do most judges hold an answer to be better than the setter's own.",
      about:
        "Most judges but the setter hold an answer to be better than the setter's own. The setter may be wrong there.",
      line: (round: number, setter: string, answers: string) =>
        `Question ${round}, set by ${setter}: beaten by ${answers}.`,
      by: (name: string, better: number, judges: number) => `${name} (${better} of ${judges} judges)`,
      without: (order: string) => `The ranking without these questions: ${order}.`,
    },
    questions: {
      title: "Questions, answers and points",
      about:
        "report.html has every answer and the reasons for its points, folded under its question; report.pdf has the questions alone.",
      none: "No question has been judged to its end.",
      summary: (round: number, setter: string) => `${round}. Set by ${setter}`,
      beaten: "standard answer beaten",
      undecided: "undecided: its answers differ no further than the judges do",
      question: "Question",
      standardAnswer: "Standard answer",
      principle: "What it tests",
      criteria: "Criteria and their points",
      samples: "Samples",
      missing: (why: string) => `There is none: ${why}.`,
      points: (value: string) => `${value} points`,
      unjudged: "not judged",
      answer: "Answer",
      reason: (judge: string, points: string) => `${judge} gives ${points}`,
      cut: (left: number) => `… ${number(left)} more characters are in experiment_summary.json.`,
      withoutReasons: "The judges' reasons are too many for this page: they are in experiment_summary.json.",
    },
    missing: {
      title: "What was missing",
      none: "Nothing: every question, answer and ballot is there.",
      about: (asked: number, answers: number, ballots: number) =>
        `${asked === 1 ? "1 question" : `${number(asked)} questions`}, ${answers === 1 ? "1 answer" : `${number(answers)} answers`} and ${ballots === 1 ? "1 ballot" : `${number(ballots)} ballots`}. calls.jsonl has the replies.`,
      headings: { model: "Model", what: "Missing", question: "In question", why: "Why" },
      asked: "question",
      answer: "answer",
      ballot: "ballot",
      further: (count: number) => `${number(count)} more are not listed.`,
    },
    limits: {
      title: "Limits",
      sentences: [
        "Few questions give wide uncertainty. Intervals are over questions and judges: they say how far a score might be off with other questions and other judges of the same kind.",
        "Models judge one another. What all of them get wrong, or like for the wrong reason, cannot be seen here.",
        "Bias is seen only where it sets a judge apart from the others, and each feature is looked at by itself.",
        "A standard answer may be wrong, and so may most judges.",
      ],
    },
  },
};
