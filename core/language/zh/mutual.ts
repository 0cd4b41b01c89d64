import type { Sentences } from "../en/index.ts";

/** 金额小时多写几位。 */
const dollars = (amount: number) => `$${amount.toFixed(amount > 0 && amount < 0.1 ? 4 : 2)}`;

/** 互评的句子。 */
export const mutual: Pick<Sentences, "mutual" | "jury"> = {
  mutual: {
    demoNotice: "演示模型",
    demoRemark: "这些是内置的演示模型，只是玩具，其名次与任何真实模型无关。",
    actions: { start: "开始", status: "进度", result: "结果", stop: "停止", resume: "继续", jury: "评审" },
    line: (rank, name, answer, lower, upper) =>
      `${rank === null ? "–" : `${rank}.`} ${name}：${answer === null ? "还没有回答被评判" : answer.toFixed(2)}${lower === null || upper === null ? "" : `（${lower} 至 ${upper}）`}`,
    sketch: (title) => `草图：${title}`,
    sketchRemark: "这只是草图，不宜引用为排名：每个模型至多出了一道题。",
    noIntervals: "没有区间：模型至少要答过四道题，并由三位评委评判。",
    apart: {
      none: (first, second) => `${first} 领先于 ${second}`,
      questions: (first, second, questions) =>
        `${first} 与 ${second}：约需再出 ${questions.toLocaleString("zh")} 道题才能分出高下`,
      judges: (first, second) => `${first} 与 ${second}：再多题目也分不出，要靠更多评委`,
      unforeseeable: (first, second) => `${first} 与 ${second}：相差太小或题目太少，还说不准要多少题才能分出`,
    },
    weighed: (order) => `按评委的可靠程度加权（am-ELO，arXiv 2505.03475）后，名次为：${order}`,
    weighedAlike: "按评委的可靠程度加权（am-ELO，arXiv 2505.03475）后，名次不变。",
    hardlyCounted: (judges) => `其中权重不到一半的评委：${judges}`,
    unknown: (usage) => `写法：${usage}`,
    notYours: "只有社区管理者可以这样做，而且不能在私聊里，因为这要花钱。/mutual status 和 /mutual result 人人可用。",
    notHere: "这里还没有设置保存互评的位置，请联系运行者。",
    badRounds: (most) => `题数须为 1 到 ${most} 的整数。`,
    busy: "已有一场互评正在进行。用 /mutual status 查看进度。",
    tooFew: "互评至少需要三个启用的模型，可由竞技场的运行者添加。",
    started: (subject, models, rounds) =>
      `已开始：${models} 个模型互相出题、答题、评判，共 ${rounds} 道${subject}题。结果会发在这里；用 /mutual status 查看进度。`,
    blocks: (judges) => `每道题由其中 ${judges} 个模型作答，并由它们和出题者评判；得分已按题目和同题的对手作了校正。`,
    stopped: "已停止。目前得到的回答保存在数据文件夹里。",
    idle: "目前没有互评在进行。/mutual result 可查看上一场。",
    noResult: "这个社区还没有完成过互评。",
    outage:
      "互评中断：某个模型的接口目前无法访问。已有的回答都已保存，日志里写明了需要修复什么。用 /mutual resume 继续，或在竞技场下次启动时自动继续。",
    ofEarlierVersion:
      "那次互评由较早的版本完成，当时向模型提问的措辞不同，所以无法在这里再次显示。结果在数据文件夹的 `mutual` 里。",
    beatenStandards: (rounds) =>
      `第 ${rounds} 轮中，多数评判认为有回答优于出题者自己的标准答案；experiment_summary.json 另有不计这些轮次的排名。`,
    tooLarge: (files) => `以下文件太大，无法发到聊天中，保存在数据文件夹里：${files}。`,
    misjudged: (share, lower, upper, cases) =>
      `回答已由机器检验（程序实际运行，最终答案与出题者的比较）。在 ${cases} 组一对一错的回答里，评判有 ${share}% 把错的排在对的前面（95% 区间 ${lower}–${upper}%）。`,
    notChecked: (rounds) =>
      `第 ${rounds} 轮的回答无法检验：出题者自己的答案没有通过它给出的用例，或无法运行、无法读懂。`,
    wrongFirst: (rounds) =>
      `第 ${rounds} 轮中，评判排在首位的回答经机器检验是错的，或与出题者的答案不同，尽管另有对的回答。`,
    budgetSpent: "提前结束：预算不够再调用一次。",
    progress: (done, planned, failures, tokens, cost, minutesLeft) =>
      `已完成 ${done}/${planned} 次调用，失败 ${failures} 次，${tokens.toLocaleString("zh")} 个词元，$${cost.toFixed(2)}${minutesLeft === 0 ? "" : `，约剩 ${minutesLeft} 分钟`}。`,
    costs: (setting, answering, judging) =>
      `费用：出题 ${dollars(setting)}，答题 ${dollars(answering)}，评判 ${dollars(judging)}`,
    plan: (cost, budget) => `预计花费约 ${dollars(cost)}，绝不会超过 ${dollars(budget)}。`,
    writer: (name, words) => `${name}（${words.toLocaleString("zh")} 字）`,
    writing: (writers, others) =>
      `正在写：${writers}${others === 0 ? "" : `，另有 ${others.toLocaleString("zh")} 个`}。`,
    toBank: "把这些题目推荐给题库",
    suggested: (count, beaten, alike) => {
      const waiting =
        count === 0
          ? "没有题库里还没有的题目，或等待审核的题目已经太多。"
          : `现在有 ${count} 道题等待审核，最能区分模型的排在最前：/bank`;
      const left = [
        ...(beaten > 0 ? [`${beaten} 道题的标准答案被多数评判认为不如别的回答`] : []),
        ...(alike > 0 ? [`${alike} 道题与另一道题或题库里的题几乎相同`] : []),
      ];
      return left.length === 0 ? waiting : `${waiting}\n未推荐：${left.join("；")}。`;
    },
    none: "–",
    subtitle: (subject, models, rounds) => `${subject}互评：${models} 个模型，${rounds} 道题`,
    interrupted: "尚未完成：仅含目前已评的题目。",
    score: {
      title: "得分",
      best: (name) => `${name} 答得最好`,
      noBest: "没有哪个模型明显答得最好",
      inWords: (name, answer, question) => `${name}：答题 ${answer}，出题 ${question}`,
      model: "模型",
      answer: (most) => `答题：平均分（0 到 ${most}）`,
      question: {
        ranks: "出题：评委意见的一致程度（肯德尔 W）",
        scores: "出题：所有回答的平均分（越低越难）",
      },
      footer: {
        ranks:
          "评委在不知道作者的情况下给回答排名。每张评票中最佳回答得满分，其后依次少一分；短线是按题目和评委计的 95% 区间。出题一列为评委的肯德尔和谐系数 W，0 为毫无一致，1 为完全一致。缺失的评票不计入。",
        scores:
          "评委在不知道作者的情况下，对照出题者的标准答案和评分要点，给每个回答打 0 到 100 分；短线是按题目和评委计的 95% 区间。缺失的评票不计入。",
      },
    },
    radar: {
      title: "按出题者的得分",
      figure: (answer) => `平均 ${answer}`,
      footer: (most) =>
        `每个模型在其他各模型所出题目上的平均分，最外圈为 ${most} 分。数字代表出题者，与其他图表相同。模型不回答自己出的题。`,
      part: (from, to, all) => `这里是 ${all} 个模型中的第 ${from} 至 ${to} 个；全部见 scores.json。`,
    },
    topk: {
      title: "评委的 Top-k 一致性",
      heading: "前 k 名",
      row: (k) => `k = ${k}`,
      column: "两位评委前 k 名的平均重合度",
      footer:
        "对每两位评委，数出各自前 k 名中相同的回答数，除以 k。先对评委对取平均，再对题目取平均（圆点为单道题，短线为按题目和评委计的 95% 区间）。评委不评自己的回答，因此两位答题者不可能完全一致。",
    },
    agreement: {
      title: "评委之间的一致性",
      scale: ["−1 相反", "0 无关", "1 相同"],
      status: (tau, alpha) => `平均肯德尔 τ ${tau}，克里彭多夫 α ${alpha}`,
      footer: "两位评委在共同评过的回答上的肯德尔 τ-b，对题目取平均。数字代表评委，与其他图表相同。",
    },
    interval: (value, lower, upper) => `${value}（95%：${lower} 至 ${upper}）`,
    board: {
      title: "众人排行榜与互评",
      finding: (apart, of) =>
        apart === 0
          ? `${of} 个模型中，没有一个在两份排名中的名次明显不同`
          : `${of} 个模型中，有 ${apart} 个在两份排名中的名次明显不同`,
      people: "众人投票：名次 · 评分",
      mutual: "互评：名次 · 平均分",
      tau: (value, models) => `两份排名的肯德尔 τ：${value}；共同的模型 ${models} 个`,
      tooFew: (least) => `这些模型中，在众人排行榜上有名次的不足 ${least} 个，因此不作比较。`,
      inWords: (name, people, other) => `${name}：众人投票第 ${people} 名，互评第 ${other} 名`,
      footer:
        "名次只在两边都有排名的模型之间计算。短线为 95% 区间仍允许的名次；若排行榜或互评没有给出区间，则不画。τ 为 1 表示次序相同，0 表示无关，−1 表示相反；其区间针对其他同类模型而言（Fieller、Hartley 与 Pearson，1957）。",
    },
  },
  jury: {
    title: "众人与评审团",
    finding: (apart, of) =>
      apart === 0 ? `${of} 个模型中，众人与评审团没有明显分歧` : `${of} 个模型中，众人与评审团对 ${apart} 个有明显分歧`,
    basis: (battles, votes, verdicts) =>
      `${battles.toLocaleString("zh")} 场已结束的对战：${votes.toLocaleString("zh")} 票，模型评审 ${verdicts.toLocaleString("zh")} 次`,
    empty: "还没有模型评审过有人投票的对战。社区管理者可以发起：/mutual jury",
    line: (name, human, jury) => `- ${name}：众人 ${human}，评审团 ${jury}`,
    interval: (value, lower, upper) => `${value}（${lower} 至 ${upper}）`,
    tooFew: "对战太少，还无法判断",
    jurorAndVoter: (value) => `评审与投票者意见相同：${value}`,
    twoVoters: (value) => `同一对战的两位投票者意见相同：${value}`,
    kappa: (value) => `评审与投票者的科恩 κ：${value}`,
    tau: (value) => `两份排名的肯德尔 τ：${value}`,
    topOverlap: (value) => `两份排名前三的重合度：${value}`,
    swayed: (share) => `随回答顺序而变、按平局计的评审：${share}`,
    human: "众人评出的分数",
    juryRating: "评审团评出的分数",
    footer:
      "由同样的对战得出的 Bradley–Terry 分数及 95% 区间。评审不知道作者，两种顺序各评一次，且从不评自己的回答；其意见在任何排行榜上都不算作投票。",
    begun: "评审开始。已评的结果见 /leaderboard jury。",
    atWork: (battles, of, ballots) =>
      `评审正在进行：已评 ${battles.toLocaleString("zh")}/${of.toLocaleString("zh")} 场对战，${ballots.toLocaleString("zh")} 张评票。`,
    last: "上一次评审：",
    unusable: (replies) => `评审有 ${replies.toLocaleString("zh")} 条回复无法使用：`,
    juror: (name, replies, without, ballots) =>
      `- ${name}：${replies.toLocaleString("zh")} 条回复；${ballots.toLocaleString("zh")} 张评票中有 ${without.toLocaleString("zh")} 张没有结论`,
    unusableAdvice:
      "没有结论的评票不计入任何结果，也不会再次询问。评审须以 JSON 回复：竞技场的运行者可以用 `npm run -s doctor` 检查模型，并在下次 /mutual jury 之前在 models.json 中停用它。",
    busy: "无法开始：评审正在进行，或这里还没有设置保存它的位置。",
    done: (battles, ballots, budgetSpent) =>
      `评审团评了 ${battles.toLocaleString("zh")} 场对战，共 ${ballots.toLocaleString("zh")} 张评票${budgetSpent ? "，随后预算用完" : ""}：/leaderboard jury`,
  },
};
