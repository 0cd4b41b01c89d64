import type { Sentences } from "../en/index.ts";

const number = (value: number) => value.toLocaleString("zh");
const day = (at: Date) => new Intl.DateTimeFormat("zh", { dateStyle: "medium", timeZone: "UTC" }).format(at);

/** 互评报告的句子。 */
export const evaluationReport: Pick<Sentences, "evaluationReport"> = {
  evaluationReport: {
    title: (subject) => `${subject}互评`,
    begun: (at, models, rounds) => `${day(at)}（UTC）开始：${models} 个模型，${number(rounds)} 道题。`,
    sentence: (title) => `${title}。`,
    asWritten: "这里的题目、回答和评判都出自模型，原样展示，没有人工核对。",
    method: {
      title: "做法",
      round: "每一轮由一个模型出题，附上自己的答案（标准答案）和所考查的原理；各模型轮流出题。",
      answers: "其他模型回答这道题，就像是有人来问一样。",
      blind:
        "然后所有模型评判：出题者评所有回答，答题者评自己以外的回答。评委看不到名字，各自看到的回答顺序是单独抽取的。",
      ranks: (most) =>
        `评委给回答排名：最佳的得 ${most} 分，其后依次少一分，并列者平分；出题者自己的答案也在其中，但不得分。`,
      scores: "评委对照出题者自己的答案，按题目的各项评分要点给每个回答打分，合计 0 到 100 分。",
      score: "模型的得分，是它在所答各题上、按现有评票所得平均分的平均。缺失的评票不计入，也不算零分。",
    },
    who: {
      title: "参加者与费用",
      headings: { model: "模型", maker: "开发者" },
      calls: (calls, failures, tokens, cost) =>
        `共调用 ${number(calls)} 次，其中失败 ${number(failures)} 次，${number(tokens)} 个词元；按已知价格计 $${cost}。`,
      numbers: "每张图中模型的编号都与此相同。",
    },
    ranking: {
      title: "排名，以及能得出的结论",
      headings: {
        rank: "名次",
        model: "模型",
        range: "可能名次",
        answer: "得分",
        interval: "95% 区间",
        question: "出题",
      },
      unclaimed: "题目或评委太少，无法给出区间：除目前的次序外，不作任何结论。",
      apart: (apart, pairs) =>
        apart === 0
          ? `没有两个模型能区分开：全部 ${number(pairs)} 对之差的 95% 区间都包含 0。`
          : `${number(pairs)} 对模型中，有 ${number(apart)} 对能区分开：两者之差的 95% 区间不包含 0。`,
      range: "可能名次，是这些差距仍允许的名次。",
    },
    setters: { title: "按出题者的得分" },
    judges: {
      title: "评委之间有多一致",
      headings: { judge: "评委", tau: "与其余评委的 τ", weight: "权重" },
      weights: "权重是按可靠程度给评委加权（am-ELO）时每位评委所占的分量，平均为 1；括号内为 95% 区间。",
      meaning:
        "所有评委次序相同时 τ 为 1，与偶然一致无异时两者为 0。所有评委给分相同时 α 为 1；排名时做不到完全相同，因为每位评委都不排自己的回答。一致不等于正确：评委都错的地方，会一起错。",
    },
    people: { title: "与众人投票相比" },
    bias: {
      title: "可能影响评委的因素",
      about:
        "评委比其他评委多给同一回答的分数，附 95% 区间的一半：排在最后一位与第一位相比，长度加倍，出自评委自己的开发者，以及在评委自己出的题上与其标准答案完全相同。“–”表示评票不足以判断。",
      clear: (what) => `所有评委合计，明显受到影响的因素：${what}。`,
      none: "所有评委合计，没有明显的影响：每个区间都包含 0，或评票不足以判断。",
      features: { position: "位置", length: "长度", organization: "同一开发者", standardAnswer: "自己的答案" },
      judge: "评委",
      all: "所有评委",
    },
    beaten: {
      title: "被超过的标准答案",
      none: "没有哪道题，多数评委认为有回答优于出题者自己的答案。",
      about: "除出题者外，多数评委认为有回答优于出题者自己的答案；出题者可能有误。",
      line: (round, setter, answers) => `第 ${round} 题，${setter} 出题：被 ${answers} 超过。`,
      by: (name, better, judges) => `${name}（${judges} 位评委中的 ${better} 位）`,
      without: (order) => `不计这些题的排名：${order}。`,
    },
    questions: {
      title: "题目、回答与得分",
      about: "report.html 中，每道题下面折叠着全部回答及得分的理由；report.pdf 只有题目。",
      none: "还没有评完的题目。",
      summary: (round, setter) => `${round}. ${setter} 出题`,
      beaten: "标准答案被超过",
      undecided: "未分高下：回答之间的差别不超过评委之间的差别",
      question: "题目",
      standardAnswer: "标准答案",
      principle: "考查内容",
      criteria: "评分要点及各项分数",
      samples: "样例",
      missing: (why) => `没有题目：${why}。`,
      points: (value) => `${value} 分`,
      unjudged: "未评",
      answer: "回答",
      reason: (judge, points) => `${judge} 给 ${points}`,
      cut: (left) => `…… 其余 ${number(left)} 个字符见 experiment_summary.json。`,
      withoutReasons: "评委的理由太多，这里放不下，见 experiment_summary.json。",
    },
    missing: {
      title: "缺失的部分",
      none: "没有：题目、回答和评票都齐全。",
      about: (asked, answers, ballots) =>
        `题目 ${number(asked)} 道，回答 ${number(answers)} 个，评票 ${number(ballots)} 张。原始回复见 calls.jsonl。`,
      headings: { model: "模型", what: "缺失", question: "题号", why: "原因" },
      asked: "题目",
      answer: "回答",
      ballot: "评票",
      further: (count) => `另有 ${number(count)} 项未列出。`,
    },
    limits: {
      title: "局限",
      sentences: [
        "题目少，不确定性就大。区间是按题目和评委计的：换成同类的其他题目和评委，得分可能相差这么多。",
        "模型互相评判。所有模型都弄错的，或因错误的理由都喜欢的，在这里看不出来。",
        "只有使某位评委与众不同的偏差才看得出来，而且每种因素是单独考察的。",
        "标准答案可能有误，多数评委也可能有误。",
      ],
    },
  },
};
