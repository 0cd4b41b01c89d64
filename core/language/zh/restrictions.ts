/** 社区管理者看到的处理记录。 */
import type { Sentences } from "../en/index.ts";
import { asSaid } from "../said.ts";

/** 管理的句子。 */
export const restrictions: Pick<Sentences, "restrictions"> = {
  restrictions: {
    title: "**本社区当前生效的处理**",
    nothing: "目前没有任何处理：所有票都计入，每个人都可以参与。",
    more: "还有更早的；撤销较新的之后会列出来。",
    howTo: (usage) =>
      `\`${usage}\`：\`aside\` 把你提到的人的票全部搁置，\`out\` 让对方不能提问和投票。要处理某场对战，请用 /moderation 回复它的消息，在 Discord 上也可以用消息菜单。\`/moderation log\` 可以查看做过什么、由谁所做。`,
    handles: "这里只用由化名得出的短名称呼人，无法得知是哪个账号。",
    notYours: "只有本社区的管理者可以查看和使用。",
    line: (number, what, why, when, who) => `- **${number}** ${what}：${why}（${when} UTC，${who}）`,
    what: {
      "votes-aside": (person, votes) =>
        `已搁置投票者 \`${person}\` 的 ${votes.toLocaleString("zh")} 票，之后的票也一样`,
      "left-out": (battle, votes) => `对战 \`${battle}\` 及其 ${votes.toLocaleString("zh")} 票不计入`,
      hidden: (battle) => `对战 \`${battle}\` 已隐藏`,
      "shut-out": (person, until) =>
        `\`${person}\` 已被暂停参与，${until === null ? "直到撤销" : `到 ${until}（UTC）为止`}`,
    },
    why: {
      "by-hand": "由人决定",
      reports: "有多人举报",
      "campaign-for": (model, votes, favour) =>
        `${model} 的 ${votes.toLocaleString("zh")} 票中有 ${favour.toLocaleString("zh")} 票投给它，结合全部投票来看，像是有组织地支持它`,
      "campaign-against": (model, votes, favour) =>
        `${model} 的 ${votes.toLocaleString("zh")} 票中有 ${favour.toLocaleString("zh")} 票反对它，结合全部投票来看，像是有组织地打压它`,
      "one-side": (votes, matching) =>
        `选了一边的 ${votes.toLocaleString("zh")} 票中有 ${matching.toLocaleString("zh")} 票选的是同一边`,
      haste: (votes, matching) =>
        `${votes.toLocaleString("zh")} 票中有 ${matching.toLocaleString("zh")} 票投得太快，来不及读完回答`,
      copies: (votes, matching) =>
        `${votes.toLocaleString("zh")} 票中有 ${matching.toLocaleString("zh")} 票与另一个人先前投的相同`,
    },
    byYou: "由你处理",
    byOther: "由另一位管理者处理",
    byArena: "由竞技场处理",
    moved: (all) => `  当时排行榜的变化：${all}`,
    move: (model, before, after) => `${model} ${before ?? "未排名"} → ${after ?? "未排名"}`,
    lifted: (when, who) => `  已撤销：${when} UTC，${who}`,
    logTitle: "**处理记录，最新的在前**",
    logEmpty: "还没有任何处理。",
    battle: (battle) => `**对战 \`${battle}\`。** 要怎么处理？`,
    done: "**已完成。** 可以在下面撤销。",
    already: "已经是这样了。",
    undone: "**已撤销，永久有效：** 竞技场不会再自行作同样的处理。",
    gone: "这项处理已经撤销。",
    unknown: (word, usage) => `这里不能写“${asSaid(word)}”。写法是：${usage}`,
    nobody: "请提到要处理的人，例如 /moderation out @某人 7d。",
    reportSure: (people) =>
      `**举报这场对战？** 本社区的管理者会知道有人举报，但不知道是谁。${people === null ? "" : `满 ${people} 人举报后，问题和回答会被隐藏，直到有人查看。`}`,
    reported: {
      reported: "**已举报。** 本社区的管理者可以查看。",
      hidden: "**已举报并隐藏**，等待本社区的管理者查看。",
      again: "你已经举报过这场对战。本社区的管理者可以查看。",
    },
    buttons: {
      list: "当前生效的处理",
      log: "记录",
      lift: { "votes-aside": "恢复投票", "left-out": "重新计入", hidden: "恢复显示", "shut-out": "恢复参与" },
      leaveOut: "不计入",
      hide: "隐藏",
      shutOut: (days) => (days === null ? "永久暂停提问者参与" : `暂停提问者参与 ${days} 天`),
    },
  },
};
