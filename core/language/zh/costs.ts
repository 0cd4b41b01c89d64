/** 管理竞技场的人看到的费用信息。 */
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
    dollars,
    whose: {
      installation: (_name) => "整个竞技场（BUDGET）",
      endpoint: (name) => `端点 ${name}（models.json 中的 budget）`,
      community: (name) => `社区 ${name}（COMMUNITY_BUDGET）`,
      model: (name) => `模型 ${name}`,
    },
    budgetNearlySpent: (whose, period, spent, limit) =>
      `${whose}在 ${period} 的预算已用掉 80%：${dollars(limit)} 中用了 ${dollars(spent)}。详情见 /costs。`,
    budgetSpent: (whose, period, spent, limit, opens) =>
      `${whose}在 ${period} 的预算已经用完：${dollars(limit)} 中用了 ${dollars(spent)}，余额不够再回答一次。${moment(opens)} 之前，会占用这笔预算的问题都不再提问；投票照常进行。详情见 /costs。`,
  },
};
