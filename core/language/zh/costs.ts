/** 管理竞技场的人看到的费用信息。 */
import { asSaid } from "../said.ts";
import type { Sentences } from "../en/index.ts";

const number = (value: number) => value.toLocaleString("zh");
/** 美元：精确到分；不足一美元时保留两位有效数字。 */
const dollars = (value: number) =>
  `$${value === 0 || value >= 1 ? value.toLocaleString("zh", { minimumFractionDigits: 2, maximumFractionDigits: 2 }) : value.toLocaleString("zh", { maximumSignificantDigits: 2 })}`;
const moment = (at: Date) =>
  `${new Intl.DateTimeFormat("zh-CN", { day: "numeric", month: "long", timeZone: "UTC" }).format(at)} 00:00（UTC）`;

/** 有关费用的句子。 */
export const costs: Pick<Sentences, "costs"> = {
  costs: {
    number,
    whose: {
      installation: (_name) => "整个竞技场（BUDGET）",
      endpoint: (name) => `端点 ${name}（models.json 中的 budget）`,
      community: (name) => `社区 ${name}（COMMUNITY_BUDGET）`,
      model: (name) => `模型 ${name}`,
    },
    notYours: "只有管理这个竞技场的人能看到费用；本社区的管理者能看到本社区的部分。",
    title: (at) =>
      `**${new Intl.DateTimeFormat("zh-CN", { month: "long", year: "numeric", timeZone: "UTC" }).format(at)}的费用**，按 models.json 中的价格计算，日期按 UTC。`,
    ofCommunity: "**本社区的回答花了多少钱**，按模型的价格计算，日期按 UTC。",
    limited: (community) =>
      `**已修改。** ${community === null ? "本社区" : `社区 \`${community}\` `}的回答可以花多少钱，以及已经花了多少，日期按 UTC。`,
    badLimit: (usage) => `这不是可用的上限。请写每天、每月的美元金额，或两者都写；off 表示按通常的上限：${usage}`,
    onlyLess: (most) =>
      `只有管理这个竞技场的人可以让本社区花得比 ${most}（美元）更多。请写不超过它的金额，或用 off 取消在这里调低的上限。`,
    notOfOthers: "只有管理这个竞技场的人可以设定其他社区的上限。去掉社区名，就可以调低本社区的上限。",
    unknownCommunity: (name) =>
      `本月没有名为 \`${asSaid(name)}\` 的社区花过钱，或者不止一个。/costs 会列出花费最多的社区及其名称。`,
    spent: (period, spent, limit) =>
      `- ${period === "day" ? "今天" : "本月"}：${dollars(spent)}${limit === null ? "，没有上限" : `，上限 ${dollars(limit)}`}`,
    projection: (spent) => `照最近七天的用法，本月总共大约会花 ${dollars(spent)}。`,
    by: {
      installation: "**总计**",
      model: "**按模型**",
      endpoint: "**按端点**",
      community: "**按社区**（以化名表示）",
      day: "**按日期**",
    },
    here: (name) => `\`${name}\`（本社区）`,
    line: (name, spent, calls, tokens) =>
      `- ${name}：${dollars(spent)}，调用 ${number(calls)} 次，${number(tokens)} 个词元`,
    others: (spent) => `- 其余：${dollars(spent)}`,
    people: (people, most) =>
      `**每人的词元用量**（本月，不指明是谁）：共 ${number(people)} 人；用得最多的几位：${most}`,
    reserved: (calls, most) =>
      `正在进行的 ${number(calls)} 次调用预留了 ${dollars(most)}。进程被强行终止而留下的预留，一小时后按已花费计。`,
    unknown: (calls) => `有 ${number(calls)} 次调用中途断开，或端点没有报告词元数，按最多可能的费用计算。`,
    unpriced: (models, input, output) =>
      `models.json 里没有价格，按每百万词元输入 $${input}、输出 $${output} 计算的模型：${models}。`,
    budgetNearlySpent: (whose, period, spent, limit) =>
      `${whose}在 ${period} 的预算已用掉 80%：${dollars(limit)} 中用了 ${dollars(spent)}。详情见 /costs。`,
    budgetSpent: (whose, period, spent, limit, opens) =>
      `${whose}在 ${period} 的预算已经用完：${dollars(limit)} 中用了 ${dollars(spent)}，余额不够再回答一次。${moment(opens)} 之前，会占用这笔预算的问题都不再提问；投票照常进行。详情见 /costs。`,
  },
};
