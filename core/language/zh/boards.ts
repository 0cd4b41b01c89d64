/** 排行榜与画像。 */
import type { Sentences } from "../index.ts";

export const boards: Pick<Sentences, "boards" | "profile"> = {
  boards: {
    heading: (title, subtitle) => `${title}（${subtitle}）`,
    title: (task) => (task ? `排行榜：${task}` : "排行榜"),
    votes: (votes) => (votes === 0 ? "还没有投票" : `${votes.toLocaleString("zh")} 票`),
    intervalNote: "横线是 95% 区间。对战结束后投票才计入。",
    provisionalNote: "暂定：有的模型只赢过、只输过，或从未与其他模型相遇，因此评分偏向 1000。",
    headings: { rank: "名次", model: "模型", rating: "评分", votes: "票数", bothBad: "都不好" },
    row: (rank, name, rating, lower, upper, votes) => `${rank}. ${name}：${rating}（${lower} 至 ${upper}），${votes}`,
    unrated: (names) => `还没有投票：${names}`,
    count: (count) => count.toLocaleString("zh"),
    percent: (share) => `${Math.round(share * 100)}%`,
    listSeparator: "、",
    emptyTask: (task) => `“${task}”还没有投票。相关对战结束后，投票才会计入。`,
    emptyBoard: "还没有结束的对战。提个问题、投个票，对战结束后排行榜就会有内容。",
  },
  profile: {
    title: (names) => `模型画像：${names}`,
    versus: (one, other) => `${one} 与 ${other}`,
    subtitle: "各任务赢得的投票比例（平局和都不好各算一半）",
    footer: "50% 表示胜负相当。空心标记：还没有投票。",
    headToHead: (first, second, won, lost, tied, bothBad) =>
      `两者交锋：${first} 胜 ${won}，${second} 胜 ${lost}，平 ${tied}，都不好 ${bothBad}。`,
    axis: (task, percent, votes) => `${task} ${percent}（${votes}）`,
    noVotes: (task) => `${task} 没有投票`,
    series: (name, axes) => `${name}：${axes}。`,
    rivals: "实力最接近的对手",
    rival: (name, won, lost, tied, bothBad) => `对 ${name}：${won} 胜 ${lost} 负 ${tied} 平，${bothBad} 次都不好`,
  },
};
