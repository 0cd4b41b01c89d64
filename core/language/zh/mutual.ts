import type { Sentences } from "../index.ts";

export const mutual: Pick<Sentences, "mutual"> = {
  mutual: {
    subjects: { math: "数学", programming: "编程" },
    demoNotice: "演示模型",
    none: "–",
    subtitle: (subject, models, rounds) => `${subject}互评：${models} 个模型，${rounds} 道题`,
    interrupted: "尚未完成：仅含目前已评的题目。",
    score: {
      title: "得分",
      model: "模型",
      answer: (most) => `答题：平均分（0 到 ${most}）`,
      questionMath: "出题：评委意见的一致程度（肯德尔 W）",
      questionProgramming: "出题：所有回答的平均分（越低越难）",
      footer: {
        math: "评委在不知道作者的情况下给回答排名；N 个模型时，最佳回答得 N − 2 分，其后依次少一分。出题一列为评委的肯德尔和谐系数 W，0 为毫无一致，1 为完全一致。缺失的评票不计入。",
        programming:
          "评委在不知道作者的情况下，对照出题者的标准答案和评分要点，给每个回答打 0 到 100 分。缺失的评票不计入。",
      },
    },
    radar: {
      title: "按出题者的得分",
      figure: (answer) => `平均 ${answer}`,
      footer: "每个模型在其他各模型所出题目上的平均分。数字代表出题者；模型不回答自己出的题。",
    },
    topk: {
      title: "评委的 Top-k 一致性",
      heading: "前 k 名",
      row: (k) => `k = ${k}`,
      column: "两位评委前 k 名的平均重合度",
      footer:
        "对每两位评委，数出各自前 k 名中相同的回答数，除以 k；先对评委对取平均，再对题目取平均（圆点为单道题）。评委不评自己的回答，因此两位答题者不可能完全一致。",
    },
    agreement: {
      title: "评委之间的一致性",
      scale: ["−1 相反", "0 无关", "1 相同"],
      status: (tau, alpha) => `平均肯德尔 τ ${tau}，克里彭多夫 α ${alpha}`,
      footer: "两位评委在共同评过的回答上的肯德尔 τ-b，对题目取平均。上方的数字与左侧的评委编号相同。",
    },
  },
};
