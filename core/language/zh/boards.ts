/** 排行榜。 */
import type { Sentences } from "../en/index.ts";
import { asSaid } from "../said.ts";

const number = (value: number) => value.toLocaleString("zh");
/** 负号与加号同宽。 */
const signed = (value: number, sign: number) => `${sign * value}`.replace("-", "−");

/** 排行榜的句子。 */
export const boards: Pick<Sentences, "boards"> = {
  boards: {
    title: (task) => (task ? `排行榜：${task}` : "排行榜"),
    everywhere: "全部社区",
    here: "本社区",
    questionsIn: (language) => `${language}提问`,
    days: (first, last) =>
      new Intl.DateTimeFormat("zh-CN", { dateStyle: "long", timeZone: "UTC" }).formatRange(first, last),
    shortDay: (day) =>
      new Intl.DateTimeFormat("zh-CN", { day: "numeric", month: "short", timeZone: "UTC" }).format(day),
    page: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
    separator: " · ",
    votes: (votes) => (votes === 0 ? "还没有投票" : `${number(votes)} 票`),
    order: {
      settled: "全部名次已定",
      allClear: "每个模型都与下一名拉开了差距",
      firstSettled: (name) => `${name} 第一名已定`,
      firstClear: (name) => `${name} 明显领先`,
      openBehind: "，其余的先后还分不出来",
      someBehind: "，其余的有一部分还分不出先后",
      allBehind: "，其余的每个模型都与下一名拉开了差距",
      top: (count) => `前 ${count} 名与其余的拉开了差距，彼此的先后还分不出来`,
      lastClear: (name) => `${name} 明显垫底，前面的先后还分不出来`,
      open: "还没有哪个模型明显领先",
      help: {
        votes: (count, first) => `大约再有 ${count} 票，就能定下${first ? "全部名次" : "第一名"}。`,
        voters: (count, first) =>
          `大约再有 ${count} 位投票者，就能定下${first ? "全部名次" : "第一名"}；原来的人再多投也不够。`,
        links: (one, other) => `最有帮助的是让 ${one} 与 ${other} 多对战几场。`,
      },
    },
    orderSoFar: "目前的先后；投票的人还太少，不能确定",
    tooEarly: "现在排名还太早",
    ranksFrom: (battles, voters, width) =>
      `一个模型要有 ${battles} 场对战、${voters} 人投票，而且评分误差在 ±${width / 2} 分以内，才有名次。`,
    nobodyComparable: "每个模型都只赢过、只输过，或从未与其他模型对战过。再多几场对战和投票就能排了。",
    people: (voters, effective) =>
      `已有 ${number(voters)} 人投票，但有的人投得多得多，总体只相当于大约 ${number(effective)} 位同样活跃的人。`,
    rests: (voters, effective) =>
      `名次依据 ${number(voters)} 人的投票${effective < voters ? `，相当于大约 ${number(effective)} 位同样活跃的人` : ""}。`,
    unclaimed: (voters, effective, least) => {
      const spread =
        effective < voters ? `，但有的人投得多得多，总体只相当于大约 ${number(effective)} 位同样活跃的人` : "";
      return `已有 ${number(voters)} 人投票${spread}。满 ${least} 位才能判断名次有多可靠；在此之前，这只是目前的先后。`;
    },
    unranked: {
      provisional: "暂无名次：票数太少",
      reading: "这种算法下没有名次：票数还不够",
      incomparable: "还不能比较：只赢过、只输过，或从未与其他模型对战过",
      retired: "已退役",
      new: "还没有投票",
    },
    unrankedNote: "≈：票数太少，不排名次，也不影响有名次的模型。",
    unrankedAlone: "≈：票数太少，不排名次。",
    intervalNote: "横线是 95% 区间，名次范围对每个模型各自成立。底色相同、中间没有细线的模型难分先后。",
    settledNote: "“已定”比名次更严格：无论查看多少次都可靠。",
    togetherNote: "横线是 95% 区间，各自成立。底色相同的模型难分先后。",
    linesNote: "横线是 95% 区间，已考虑有人投票多、有的对战投票多。",
    pointNote: "只有圆点、没有横线：投票的人还太少，无法判断评分有多可靠。",
    sideA: (points, lower, upper) => {
      const [side, sign] = points >= 0 ? ["A", 1] : ["B", -1];
      const [from, to] = [
        signed((points >= 0 ? lower : upper) ?? 0, sign),
        signed((points >= 0 ? upper : lower) ?? 0, sign),
      ];
      const doubt = lower === null || upper === null ? "目前如此，人数太少，说不准" : `95%：${from} 至 ${to}`;
      return `排在 ${side} 的位置相当于多 ${Math.abs(points)} 分（${doubt}）。谁排在 A 由随机抽签决定。`;
    },
    sensitivity: (votes, rival) => `去掉 ${number(votes)} 票甚至更少，${rival}就会追平第一名。`,
    aside: (votes) => `另有 ${votes.toLocaleString("zh")} 票被搁置，未计入。`,
    busiest: (votes, first) =>
      first === null
        ? `即使不算最活跃的投票者（${number(votes)} 票），第一名也不变。`
        : `如果不算最活跃的投票者（${number(votes)} 票），第一名会是${first}。`,
    oneDecides: (votes, rival) =>
      `仅社区管理者可见：本社区排行榜的第一名取决于一个人。如果不算此人的 ${number(votes)} 票，${rival}就会追平或领先。`,
    newer: (count) => `另有 ${number(count)} 票尚未计入`,
    period: { "30d": "最近 30 天", "7d": "最近 7 天" },
    platform: (name) => `来自 ${name}`,
    group: (name) => `自述为“${name}”的人`,
    unseen: "只计别人看不到的票",
    source: (name) => `来自别处的投票：${name}`,
    ofSource: (count, name) => `其中 ${number(count)} 票来自${name === null ? "其他来源" : ` ${name}`}`,
    besideSources: "全部，与本竞技场的投票合计",
    besideSource: (name) => `${name}，与本竞技场的投票合计`,
    noSuchSource: (name, known) =>
      known === ""
        ? "这个竞技场没有来自别处的投票。运行者可以导入（npm run -s import）。"
        : `${name === null ? "这个来源已经不在了。" : `没有来源“${asSaid(name)}”。`}现有：${known}。`,
    sourceAlone: "来自别处的投票不属于任何社区、平台或人群，请去掉这些词。",
    groupAlone: "某类人群的排行榜只按全部社区、平台和投票合计显示，以免有人因此被认出来。",
    tooFewPeople: (least) => `至少 ${least} 位投票者这样介绍自己之后，才会显示这个排行榜，以免有人因此被认出来。`,
    mine: {
      title: "你的排行榜",
      about: (own) => `依据你的 ${number(own)} 票，并参考其他人的投票`,
      empty: "你在已结束的对战中还没有符合条件的投票。投个票，等对战结束后再来看。",
      footer: (unjudged) =>
        `小字表示你的评分比其他人高或低多少。${unjudged === 0 ? "" : `另有 ${number(unjudged)} 个模型，等你投过票就会列出。`}`,
      taste: (points, measured) =>
        `票少时评分变动不大。口味差异（${points} 分）${measured ? "由预先留出的投票测得" : "是假定值，等投票足够多时再测量"}。`,
      difference: (points) => (points > 0 ? `你：+${points}` : points < 0 ? `你：−${-points}` : "你：±0"),
      votes: (own) => `你的 ${number(own)} 票`,
    },
    matrix: {
      title: "两两对阵",
      footer: "行中的模型战胜列中模型的比例；平局和都不好各算一半。比例下面是票数。",
      line: (one, other, percent, votes) => `${one}对${other}：${votes} 票中 ${percent}`,
      winner: (name) => `${name} 对其他每个模型都是胜多负少`,
      noWinner: "没有哪个模型对其他每个模型都胜多负少",
      none: "还没有两个模型对战过。",
      more: (count) => `另有 ${number(count)} 个模型没有画出：图中只有排在前面的。`,
    },
    overTime: {
      title: "评分走势",
      footer: "每个点是截至当天结束（UTC）全部投票得出的评分。圆圈：新模型加入，不影响其他模型的评分。",
      line: (name, from, to) => `${name}：从 ${from} 到 ${to}`,
      oneDay: "目前的投票都在同一天；从第二天起才画走势。",
      axis: "评分",
    },
    cost: {
      title: "质量与花费",
      axis: "每个回答的花费（美元，按本竞技场实测）",
      free: "免费",
      dollars: (amount) => `$${amount.toLocaleString("zh", { maximumSignificantDigits: 2 })}`,
      level: (name, best, share) =>
        `${name} 的花费${share < 0.995 ? `只有 ${best} 的 ${Math.max(1, Math.round(share * 100))}%` : `略低于 ${best}`}，投票分不出两者高下`,
      levelFree: (name, best) => `${name} 免费，投票分不出它与 ${best} 的高下`,
      nothingCheaper: (name) => `比 ${name} 便宜的模型，评分都明显更低`,
      bestAndCheapest: (name) => `${name} 评分最高，也没有更便宜的`,
      noneKnown: "有名次的模型都没有已知的花费，无从比较。",
      unknown: (names) => `花费未知而没有画出：${names}。`,
      footer:
        "折线：按目前评分的前沿，同价或更便宜的模型中没有评分更高的。空心：有同价或更便宜的模型评分明显更高（95%）。竖条是评分的 95% 区间。花费：该模型最近 1,000 个回答的平均值，不分问题类别。",
      unclaimedFooter:
        "折线：按目前评分的前沿，同价或更便宜的模型中没有评分更高的。投票人数太少，还说不出有多可靠。花费：该模型最近 1,000 个回答的平均值，不分问题类别。",
      line: (name, cost, rating, range, place) =>
        `${name}：${cost}，${rating}${range === "" ? "" : `（${range}）`}，${place}`,
      /** 模型所在的位置。 */
      places: { on: "在前沿上", mayBe: "可能在前沿上", off: "不在前沿上" },
      columns: { model: "模型", rating: "评分", answer: "回答", input: "输入", output: "输出" },
      tableNote: "回答：平均每个回答的花费（美元，实测）。输入、输出：每百万词元的价格（美元）。",
    },
    headings: { rank: "名次", model: "模型", rating: "评分" },
    votesHeading: "票数",
    row: (rank, name, rating, detail, count) =>
      `${rank === "–" ? rank : `${rank}.`} ${name}：${rating}${detail === "" ? "" : `（${detail}）`}，${count}`,
    range: (lower, upper) => `${signed(lower, 1)} 至 ${signed(upper, 1)}`,
    approximately: (rating) => `≈${rating}`,
    unrated: (names) => `还没有投票：${names}`,
    more: (count) => `图中还有 ${count} 行`,
    count: number,
    percent: (share) => `${Math.round(share * 100)}%`,
    moved: (name, from, to) => `这些票使 **${name}** 在排行榜上的名次由 ${from} 变为 ${to}。`,
    listSeparator: "、",
    emptyTask: (task) => `“${task}”还没有投票。相关对战结束后，投票才会计入。`,
    emptyBoard: "还没有结束的对战。提个问题、投个票，对战结束后排行榜就会有内容。",
    emptySelection: "还没有符合条件的投票。对战结束后投票才会计入。",
    likedAnswers: (model) => `**${model} 在这里受欢迎的回答**`,
    likedBy: (chosen, votes) => `${votes} 人投票，${chosen} 人选它：`,
    noLikedAnswers: "这里已经没有这样的回答了。",
    buttons: {
      likedAnswers: "受欢迎的回答",
      previous: "上一页",
      next: "下一页",
      here: "只看本社区",
      everywhere: "全部社区",
      byTask: "按任务",
      periods: { all: "全部时间", "30d": "30 天", "7d": "7 天" },
      me: "按我的投票",
      otherForms: "其他视图",
      forms: { board: "排名", matrix: "两两对阵", history: "走势", cost: "质量与花费" },
      otherReadings: "其他算法",
      plain: "普通排行榜",
      seen: { unseen: "只计未公开的票", all: "全部投票" },
      allTasks: "全部任务",
    },
    whichTask: "看哪类任务？",
    whichForm: "看哪种视图？",
  },
};
