/** What people read about mutual evaluations. */

export const mutual = {
  mutual: {
    subjects: { math: "mathematics", programming: "programming" },
    demoNotice: "Demo models",
    none: "–",
    /** Under every chart. */
    subtitle: (subject: string, models: number, rounds: number) =>
      `Mutual evaluation in ${subject}: ${models} models, ${rounds === 1 ? "1 question" : `${rounds} questions`}`,
    interrupted: "Not finished: only the questions judged so far.",
    score: {
      title: "Scores",
      model: "Model",
      answer: (most: string) => `Answer: mean points, 0 to ${most}`,
      questionMath: "Question: agreement of its judges (W), 0 to 1",
      questionProgramming: "Question: mean score of all answers (lower is harder)",
      footer: {
        math: "Each judge ranks the answers blind; with N models the best gets N − 2 points, the next one less. Question: Kendall's W of the judges, 0 none to 1 full agreement. Missing ballots are left out.",
        programming:
          "Each judge scores the answers blind from 0 to 100 against the setter's solution and criteria. Missing ballots are left out.",
      },
    },
    radar: {
      title: "Points by setter",
      figure: (answer: string) => `mean ${answer}`,
      footer:
        "A model's mean points on each other model's questions. Numbers name the setters; no model answers its own.",
    },
    topk: {
      title: "Top-k consistency of the judges",
      heading: "Best k",
      row: (k: number) => `k = ${k}`,
      column: "Mean overlap of two judges' best k",
      footer:
        "For each pair of judges, how many of their k best answers are the same, divided by k; the mean over pairs, then over questions (dots: single questions). A judge never ranks its own answer, so two answerers cannot agree on everything.",
    },
    agreement: {
      title: "Agreement of the judges",
      scale: ["−1 opposite", "0 unrelated", "1 alike"] as [string, string, string],
      status: (tau: string, alpha: string) => `Mean Kendall's τ ${tau}, Krippendorff's α ${alpha}`,
      footer:
        "Kendall's τ-b of two judges over the answers both judged, the mean over questions. Numbers name the judges as on the left.",
    },
  },
};
