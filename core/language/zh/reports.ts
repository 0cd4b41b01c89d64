/** 报告里的句子：由投票生成的网页和 PDF。 */
import type { Sentences } from "../en/index.ts";

const number = (value: number) => value.toLocaleString("zh");
const day = (at: Date) => new Intl.DateTimeFormat("zh", { dateStyle: "long", timeZone: "UTC" }).format(at);
const signed = (points: number) => (Math.round(points) < 0 ? `−${-Math.round(points)}` : `+${Math.round(points)}`);

/** 报告和周报的句子。 */
export const reports: Pick<Sentences, "reports" | "digest"> = {
  digest: {
    title: "最近七天",
    counted: (battles, votes, voters) =>
      `这里结束了 ${number(battles)} 场有人投票的对战，${number(voters)} 人投了 ${number(votes)} 票。`,
    quiet: "这里没有结束过有人投票的对战。",
    moved: (moves) => `与此前的对战相比，确有变化的是：${moves}。`,
    move: (name, points, lower, upper) => `${name} ${signed(points)} 分（95%：${signed(lower)} 至 ${signed(upper)}）`,
    more: (count) => `另有 ${number(count)} 个`,
    none: "与此前的对战相比，没有模型确有变化：所有差别都在偶然波动的范围内。",
    unknown: "这几天的票或此前的票提供的信息太少，还看不出有没有模型发生变化。",
    settled: (name) => `${name} 第一名已定。`,
    ahead: (name) => `${name} 暂时领先，第一名还没有定下。`,
    tooEarly: "现在说谁是第一还太早。",
    weekly: "每周一在这里发布。本社区的管理者可以用 `/settings weekly off` 停止发布。",
  },
  reports: {
    title: "Doubleblind：报告",
    made: (at) => `生成于 ${day(at)}（UTC）`,
    basis: (votes, voters, first, last) =>
      `${number(voters)} 人投了 ${number(votes)} 票，所涉对战于 ${day(first)}至 ${day(last)}间结束。`,
    private: "这里只有汇总数字：没有问题、回答，也没有个人或社区。未结束的对战和排行榜不计的对战都不在其中。",
    demo: "这些是内置的演示模型，数字不说明任何问题。",
    contents: "目录",
    inWords: "文字说明",
    noVotes: "还没有结束且有人投票的对战，所以这里暂时没有内容。",
    board: { title: "排行榜", further: (models) => `另有 ${number(models)} 个模型没有画出。` },
    change: {
      title: "有哪些变化",
      about: (since) =>
        `只用 ${day(since)}以来结束的对战算出的评分，与只用此前结束的对战算出的评分相比；两者都以两段时间都有名次的模型的平均值为基准。没有一场对战同时计入两边。`,
      real: (name, points, lower, upper) =>
        `${name} 确有变化：${signed(points)} 分（95%：${signed(lower)} 至 ${signed(upper)}）。`,
      none: "没有模型确有变化：所有差别都在偶然波动的范围内。",
      chance: (models) =>
        `比较了 ${number(models)} 个模型，单凭偶然也约有二十分之一会超出区间。所以“确有变化”用更严的规则判定：长期来看，其中至多 5% 出于偶然（Benjamini–Hochberg 方法）。`,
      unclaimed: (least) => `两段时间中有一段的票，信息量还不及 ${least} 位同样活跃的人，不足以判断变化是否真实。`,
      empty: (since) => `要看变化，至少得有两个模型在 ${day(since)}前后的票中都有名次。目前票数还不够。`,
      finding: (real, compared) =>
        real === 0 ? "没有模型确有变化" : `${number(compared)} 个模型中有 ${number(real)} 个确有变化`,
      subtitle: (since) => `评分变化（分）：${day(since)}以来与此前相比`,
      footer: "横线是各自的 95% 区间。实心：确有变化。空心：在偶然波动的范围内。",
      points: signed,
      range: (lower, upper) => `${signed(lower)} 至 ${signed(upper)}`,
      line: (name, before, after, points, range) =>
        `${name}：由 ${Math.round(before)} 到 ${Math.round(after)}，${signed(points)}${range === "" ? "" : `（${range}）`}`,
    },
    radars: { title: "排在前面的模型擅长什么", empty: "还没有模型有名次，所以没有可看的特长。" },
    duels: { title: "两两对阵" },
    overTime: { title: "走势" },
    asked: {
      title: "大家问了什么",
      about: (count) => `有人投票的对战共 ${number(count)} 场，按问题的类别和语言统计。`,
      repeated: (count, of) =>
        count === 0
          ? "没有问题是以相同或几乎相同的文字问过的。"
          : `${number(of)} 场中有 ${number(count)} 场的问题此前以相同或几乎相同的文字问过：它们只计入全部任务的排行榜。`,
      tasks: "问题类别",
      languages: "语言",
      others: "其他",
      battles: "场数",
      few: (least) => `不足 ${least} 场的语言合在一起。`,
    },
    agreement: {
      title: "大家有多一致",
      found: (alpha, lower, upper, count, votes) =>
        `Krippendorff α 为 ${alpha}（95%：${lower} 至 ${upper}），依据 ${number(count)} 场至少有两票的对战，共 ${number(votes)} 票。`,
      foundRoughly: (alpha, count, votes) =>
        `Krippendorff α 为 ${alpha}，只依据 ${number(count)} 场至少有两票的对战，共 ${number(votes)} 票：太少，给不出区间。`,
      meaning:
        "1 表示同一场对战的投票者总在四个选项中选同一个；0 表示他们的一致程度与各投各的对战无异；低于 0 表示还不如那样。区间把各场对战看作互相独立。",
      empty: "至少有两票的对战太少，或者所有票都相同，所以还无法衡量一致程度。",
    },
    jury: {
      title: "投票者与模型评审",
      empty: "还没有模型评判过有人投票的对战，所以没有评审可以比较。/mutual jury 可以开始一次。",
    },
    cost: { title: "质量与花费", empty: "还没有模型有名次，所以无法把质量与花费相比。" },
    times: {
      title: "模型回答得多快",
      about: "每个模型最近 1,000 个回答的中位数，完整的和到长度上限被截断的都算在内。",
      firstWord: "到第一个词",
      whole: "到全部答完",
      empty: "还不知道回答用了多久。",
      fastest: (name) => `${name} 开口最快`,
      footer: "中位数，单位是秒。一场对战的两个回答同时给出，所以回答得快并不能多得票。",
      line: (name, first, whole) => `${name}：到第一个词 ${first}，到全部答完 ${whole}`,
      left: (models) => `另有 ${number(models)} 个较慢的模型没有画出。`,
    },
    method: {
      title: "数字是怎么来的",
      sentences: [
        "两个看不到名字的模型回答同一个问题，谁是 A、谁是 B 由抽签决定。投票者在投票确定之后才看到名字，所有人在对战结束时看到；到那时票才计入。",
        "评分来自谁赢了谁（Bradley 和 Terry，1952）：高 400 分相当于十比一。1000 分是有名次的模型的平均值。平局和“都不好”各算半胜。票数少时，评分会靠近 1000。",
        "区间是 95% 的，并考虑了有人投得多、有的对战投的人多。投票人数太少时不给区间。名次是范围：投票没有排除的最好和最差名次。",
        "一个社区问的不是别人问的，投票的人也是自愿来的。排行榜说的是这些人更喜欢什么，不是哪个模型正确。",
        "花费和用时都是在这里、就这里的问题实测的。花费按实测值计，它自身的不确定性没有画出。",
      ],
      sources: "来源",
      more: "程序的 docs/rating.md 有全部公式，docs/trust.md 说明排行榜不可能知道什么。",
    },
    usage: (command, more) => `请这样写：${command}。还可以加上：${more}。`,
    written: (folder, sections) =>
      `${folder} 里是报告，共 ${number(sections)} 节：report.html 供浏览器查看，report.pdf 供打印。`,
  },
};
