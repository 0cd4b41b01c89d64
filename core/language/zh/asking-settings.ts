/** 谁能提问、在哪里提问、能提多少。 */
import type { Sentences } from "../en/index.ts";

export const askingSettings: Pick<Sentences, "askingSettings"> = {
  askingSettings: {
    on: "on",
    everywhere: "所有频道",
    places: (count) => `${count.toLocaleString("zh")} 个频道`,
    group: (identifier) => `身份组 ${identifier}`,
    paused: "on：谁都不能提问；进行中的对战照常进行",
    askers: "谁可以提问：everyone（所有人）、managers（管理者），或某个身份组的成员",
    allow: "可以在哪里提问：allow 频道 添加，forbid 频道 移除，allow all 表示所有频道",
    budget: "每天（UTC）最多开始多少场对战",
    threads: "on：在支持子区的平台上，每场对战使用单独的子区",
    reveal: "投票者何时看到名称：after-vote（锁定投票之后）或 at-close（对战结束时）",
    choose: (name, choices) => `请为 ${name} 选择其中之一：${choices}。`,
    mention: (name) => `请在 ${name} 后面提及你要的对象，例如 #频道 或 @身份组。`,
    log: "**设置的修改记录，最新的在前**",
    change: (at, name, before, after, by) => `- ${at}：\`${name}\` ${before} → ${after}（${by}）`,
    byYou: "由你修改",
    byOther: "由另一位管理者修改",
    noChanges: "还没有人修改过这些设置。",
    logHint: "`/settings log` 可以查看谁修改了什么。",
  },
};
