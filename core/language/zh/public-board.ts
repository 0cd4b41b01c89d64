/** 公开榜单：网上人人可见的页面。 */
import type { Sentences } from "../en/index.ts";

const number = (value: number) => value.toLocaleString("zh");
const date = new Intl.DateTimeFormat("zh-CN", { dateStyle: "long", timeZone: "UTC" });
const moment = new Intl.DateTimeFormat("zh-CN", {
  ...{ dateStyle: "long", timeStyle: "short", hourCycle: "h23", timeZone: "UTC" },
});
const places = (best: number, worst: number) => (best === worst ? `第 ${best} 名` : `第 ${best}–${worst} 名`);

/** 公开榜单的句子。 */
export const publicBoard: Pick<Sentences, "publicBoard"> = {
  publicBoard: {
    siteName: "Doubleblind",
    intro: "社区提出自己的问题，两个隐去名字的模型同时回答，大家盲投。结果就在这里。",
    thisLanguage: "中文",
    skip: "跳到排名",
    asOf: (at) => `截至 ${moment.format(at)}（UTC）`,
    day: (day) => date.format(day),
    renewed: "每天更新一次",
    earlier: (day) => `这是 ${day}的榜单，数字保持当天的原样。`,
    toNewest: "查看最新榜单",
    permalink: "数字不变的链接",
    empty: {
      title: "还没有榜单",
      text: (least) => `已结束的对战满 ${least} 人投票后，榜单会自动出现在这里。人数更少时，可能会认出某个人。`,
      join: "到社区的聊天里参与：提一个问题，读两个回答，投一票。",
    },
    missing: {
      title: "没有这个榜单",
      text: (least) => `这个地址没有发布过榜单。一项任务、一种语言或一段时间满 ${least} 人投票才有榜单。`,
    },
    filters: { task: "任务", language: "提问语言", period: "时间" },
    allTasks: "全部任务",
    allLanguages: "全部语言",
    periods: { all: "全部时间", "30d": "30 天", "7d": "7 天" },
    unknownLanguage: "语言未知",
    ranking: "排名",
    columns: {
      rank: "名次",
      model: "模型",
      rating: "评分",
      interval: "95% 区间",
      votes: "票数",
      wins: "胜率",
      bothBad: "都不好",
    },
    sortBy: (column) => `按${column}排序`,
    sortNote: (column) => `当前按${column}排序。`,
    meanNote: "竖线是 1000 分，即有名次的模型的平均水平。",
    winsNote: "胜率：该模型得票中获胜的比例，平局和“都不好”各算一半。胜率受对手强弱影响，评分不受。",
    duels: {
      title: "两两对战",
      note: "行中模型胜过列中模型的比例，平局和“都不好”各算一半。比例下方是票数。",
      more: (shown) => `表中只列前 ${shown} 个模型；每个模型的页面列出它的全部对手。`,
      against: (one, other) => `${one} 对 ${other}`,
    },
    model: {
      all: "返回榜单",
      byTask: "各项任务",
      task: "任务",
      against: "胜过谁，输给谁",
      rival: "对手",
      record: "胜 : 平 : 负",
      share: "胜率",
      answers: (count) => `最近 ${number(count)} 个回答`,
      length: "长度，字符（平均）",
      time: "回答用时（中位数）",
      cost: "每个回答的费用（平均）",
      bothBad: "认为两个回答都不好的票",
      noTasks: "还没有哪项任务有自己的榜单。",
      noRivals: "它还没有与谁对战过。",
      strength: "对平均水平的模型",
    },
    changes: {
      title: "变化",
      none: "目前没有。",
      begun: (ranked) => (ranked === 0 ? "榜单开始；还没有模型有名次。" : `榜单开始，${number(ranked)} 个模型有名次。`),
      entered: (name, best, worst) => `${name} 有了名次：${places(best, worst)}。`,
      left: (name) => `${name} 不再有名次。`,
      lead: (names, count) => (count === 1 ? `现在只有 ${names} 可能是第一名。` : `现在可能是第一名的有：${names}。`),
      more: (count) => `另外 ${number(count)} 个`,
      settled: (name) => `${name} 第一名已定。`,
      feedTitle: "榜单的变化",
      feed: "变化的订阅源（Atom）",
    },
    days: { title: "以前的榜单", all: (count) => `共 ${number(count)} 天，最新的在前` },
    method: {
      title: "榜单是怎么来的",
      asked:
        "有人在聊天里提问。随机抽出的两个模型同时回答，不显示名字。大家选出更好的回答，或选“平局”“都不好”。投票确定之后才公布名字。",
      rating:
        "评分表示一个模型有多常获胜，并考虑了它遇到的对手：高 400 分相当于十比一的胜率，1000 分是有名次的模型的平均水平。",
      interval:
        "区间表示评分有多可靠，已考虑有人投票多、有的对战投票多。“1–3”这样的名次表示：按现有的票，这几个名次都有可能。",
      few: "票数太少的模型没有名次。看起来是买来的或抄来的票可以被搁置；这里每一天的榜单都保持当天的数字。",
      counted: (least) =>
        `只计算已结束的对战。榜单每天做一次，只有总数：没有任何人的话、名字或单张票，没有社区的名字；不到 ${least} 人投票的榜单不显示。`,
    },
    share: {
      title: "链接与使用",
      json: "JSON 格式的数字",
      badge: "用于 README 或网站的徽章",
      picture: "榜单图片",
    },
    badge: {
      label: "这里最好的模型",
      value: (name, best, worst) => `${name}，${places(best, worst)}`,
      soFar: (name) => `${name}（目前）`,
      none: "还没有榜单",
    },
    card: (voters, day) => `${number(voters)} 人盲投，${day}`,
  },
};
