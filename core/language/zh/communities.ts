/** 社区设置及其按钮菜单，以及开放数据的导出。 */
import type { Sentences } from "../en/index.ts";
import { namesWith } from "./platforms.ts";
import { asSaid } from "../said.ts";

const number = (value: number) => value.toLocaleString("zh");

/** 给社区管理者的句子。 */
export const communities: Pick<Sentences, "settings" | "lacks" | "askingSettings" | "menu" | "exports"> = {
  settings: {
    title: "**本社区的设置**",
    line: (name, value, what) => `- \`${name}\` **${value}**：${what}`,
    reactions: `对战消息上的表情回应起什么作用。out-of-sight（隐去）：算投票，并在允许时立即移除，否则按 open 处理；open：算投票，大家都能看到；off：不起作用。隐去并不等于保密：每个表情以及是谁点的，${namesWith("public")} 都会在它被移除之前发到其他人的应用里；只有${namesWith("hidden")}不会发给别人。用按钮投的票是保密的；设为 off 后，所有投票都保密`,
    reactionsOff: "关闭表情投票",
    notSecret: `“secret”现在改称 **out-of-sight**（隐去），因为它其实并不保密：表情虽会立即移除，但在那之前 ${namesWith("public")} 已经把它发到其他人的应用里。`,
    minutes: "首次投票多少分钟后结束对战",
    votes: "满多少票结束对战（off：不因票数结束）",
    theme: "图片的样式：light 为浅色，dark 为深色",
    moderation:
      "哪些内容可以问、可以答。off（关闭）：只拒绝涉及未成年人的色情内容；standard（标准）：还拒绝色情和血腥内容、武器或自残的方法，以及威胁；strict（严格）：凡被标记的都拒绝。在 Discord 的年龄限制频道里，色情和暴力内容可以通过",
    language: "公开消息使用的语言（auto：跟随提问的人）",
    off: "off",
    usual: (value) => `${value}（默认）`,
    change: (usage) => `修改方法：\`${usage}\`。新的对战按新规则结束，进行中的对战按原来的；表情投票方式立即生效。`,
    changed: "**已修改。** 新的对战按这些规则结束，进行中的对战按原来的；表情投票方式立即生效。",
    notYours: "只有本社区的管理者可以修改设置。/settings 可以查看。",
    unknownName: (word, usage) => `没有“${asSaid(word)}”这项设置。写法是：${usage}`,
    badReactions: (word) => `“${asSaid(word)}”不是可用的表情投票方式。请选择 out-of-sight、open 或 off。`,
    badChoice: (name, word, all) => `“${asSaid(word)}”不能用于 ${name}。可选：${all}。`,
    badNumber: (name, least, most) =>
      `请在 ${name} 后面写一个 ${least.toLocaleString("zh")} 到 ${most.toLocaleString("zh")} 之间的整数。`,
  },
  lacks: {
    title: "**我在各频道里缺少的权限**",
    place: (name, missing, battles) => (battles ? `- ${name}：${missing}` : `- ${name}（无法进行对战）：${missing}`),
    more: (count) => `- 以及另外 ${count} 个`,
    how: "服务器管理者可以在各频道的权限里，或在我的身份组里允许。",
    nothing: "在我能看到的频道里，什么权限都不缺。",
    unknown: "在这里我无法得知自己有哪些权限。",
    seenEverywhere: "**这里的表情会一直可见**，虽然设置是要移除：我没有移除它们的权限。详见 `/settings check show`。",
    seen: (places) =>
      `**${places} 里的表情会一直可见**，虽然设置是要移除：我没有在那里移除它们的权限。详见 \`/settings check show\`。`,
  },
  askingSettings: {
    on: "on",
    everywhere: "所有频道",
    unseenPlaces: "我看不到的频道",
    places: (count) => `${count.toLocaleString("zh")} 个频道`,
    group: (identifier) => `身份组 ${identifier}`,
    paused: "on：谁都不能提问；进行中的对战照常进行",
    askers: "谁可以提问：everyone（所有人）、managers（管理者），或某个身份组的成员",
    allow: "可以在哪里提问：allow 频道 添加，allow here 添加当前频道，forbid 移除，allow all 表示所有频道",
    budget: "每天（UTC）最多提多少个问题，追问也算",
    threads: "on：在支持子区的平台上，每场对战使用单独的子区",
    reveal: "投票者何时看到名称：after-vote（锁定投票之后）或 at-close（对战结束时）",
    weekly: "on：每周一 09:00（UTC）起，在开启它的地方发布前一周的周报；没有投票的一周不发",
    weeklyHere: "on，发布在这里",
    weeklyElsewhere: "on，发布在别处",
    weeklyNowhere: "以后我无法自己在这里发消息。请在我已加入、看得到的频道里写这条命令。",
    choose: (name, choices) => `请为 ${name} 选择其中之一：${choices}。`,
    mention: (name) => `请在 ${name} 后面提及你要的对象，例如 #频道 或 @身份组。`,
    nothingForbidden:
      "这样不会有任何限制：没有指定频道时，所有频道都可以提问。请先用 allow 添加允许的频道，或用 /settings paused on 暂停提问。",
    log: "**设置的修改记录，最新的在前**",
    change: (at, name, before, after, by) => `- ${at}：\`${name}\` ${before} → ${after}（${by}）`,
    byYou: "由你修改",
    byOther: "由另一位管理者修改",
    noChanges: "还没有人修改过这些设置。",
    logHint: "`/settings log` 可以查看谁修改了什么，`/settings check show` 可以查看我缺少哪些权限。",
  },
  menu: {
    choose: (name, what) => `**${name}**：${what}`,
    back: "返回",
  },
  exports: {
    notYours: "只有本社区的管理者可以导出它的投票。",
    notAlone: "私聊里不能导出：在这里提的问题从不公布。社区的管理者请在社区里发送 /export。",
    notOfOpenPage:
      "这个页面对陌生人开放，他们的投票有单独的排行榜。由运行竞技场的人在机器上用 `npm run -s export` 加 `--open-page` 导出。",
    unknown: (usage) => `没有这种格式。请这样写：${usage}`,
    busy: "正在进行另一次导出。请一分钟后再试。",
    tooOften: (most, hours) => `每个社区每天可以导出 ${most} 次，本社区已经用完。请过 ${number(hours)} 小时再试。`,
    tooLarge: (most, megabytes) =>
      `本社区的数据太多，聊天里放不下：对战和票合计最多 ${number(most)}，文件最大 ${megabytes} MiB。运行竞技场的人可以在机器上用 \`npm run -s export\` 导出所有社区的数据。`,
    nothing: (leftOut) =>
      leftOut === 0
        ? "还没有可以导出的内容：本社区还没有结束的对战。"
        : `没有可以导出的内容：本社区已结束的 ${number(leftOut)} 场对战不属于开放数据，例如被隐藏的，或还没有计入的。等其他对战结束后再用 /export。`,
    made: (kept, votes, leftOut) =>
      `**本社区的开放数据。** ${number(kept)} 场对战、${number(votes)} 张票，不含问题和回答，打包为 zip；其中的 README.md 说明每一列的含义${leftOut === 0 ? "" : `，以及为什么有 ${number(leftOut)} 场没有收录`}。`,
    own: (votes, voters, least) =>
      votes === 0
        ? `投票只计数：本社区有 ${number(least)} 位投票者同意（/privacy share:on）之后，才逐张列出。`
        : `其中 ${number(votes)} 张票来自同意公开的 ${number(voters)} 人（/privacy share:on），以编造的名字逐张列出；其他的只计数。`,
    demo: "这些是内置的演示模型：数据不能衡量任何东西。",
    beforePublishing:
      "只有你能看到这条消息。公布文件之前，请选择成员能够预期的许可证：目前没有设置，因此保留所有权利。已经公布的无法收回。",
  },
};
