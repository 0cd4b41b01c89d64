/** 命令、设置和帮助。 */
import { placeholder } from "../../safety/self-naming/placeholder.ts";
import type { Sentences } from "../index.ts";

export const commands: Pick<Sentences, "commands" | "options" | "settings" | "help" | "models"> = {
  commands: {
    battle: { called: "对战", usage: "/battle 问题", description: "向两个匿名模型提问，并为回答投票" },
    leaderboard: { called: "排行榜", usage: "/leaderboard [任务]", description: "用图片展示排行榜" },
    profile: { called: "画像", usage: "/profile 模型 [模型]", description: "查看一个模型擅长什么，或比较两个模型" },
    settings: {
      called: "设置",
      usage:
        "/settings [reactions secret|open|off] [minutes 数字] [votes 数字|off] [paused on|off] [askers everyone|managers|身份组] [allow 频道|all] [forbid 频道] [budget 数字|off] [threads on|off] [reveal after-vote|at-close]",
      description: "本社区的投票规则（供管理者使用）",
    },
    models: { called: "模型", usage: "/models", description: "有哪些模型参加，以及如何抽取对手" },
    help: { called: "帮助", usage: "/help", description: "查看命令和投票规则" },
  },
  options: {
    question: { called: "问题", what: "要模型回答什么" },
    file: { called: "文件", what: "属于这个问题的图片或文本文件" },
    task: { called: "任务", what: "只看这类任务的对战" },
    model: { called: "模型", what: "查看哪个模型" },
    rival: { called: "对手", what: "与之比较的另一个模型" },
    reactions: { called: "表情", what: "对战消息上的表情回应起什么作用" },
    minutes: { called: "分钟", what: "首次投票多少分钟后结束对战" },
    votes: { called: "票数", what: "满多少票结束对战，或填 off" },
    paused: { called: "暂停", what: "是否谁都不能提问" },
    askers: { called: "提问者", what: "谁可以提问" },
    role: { called: "身份组", what: "只有这个身份组的成员可以提问" },
    allow: { called: "允许", what: "可以提问的频道" },
    forbid: { called: "禁止", what: "不能再提问的频道" },
    budget: { called: "每日场数", what: "每天最多开始多少场对战，或填 off" },
    threads: { called: "子区", what: "每场对战是否使用单独的子区" },
    reveal: { called: "公布", what: "投票者何时可以看到名称" },
    log: { called: "记录", what: "查看谁修改了什么" },
  },
  settings: {
    title: "**本社区的设置**",
    line: (name, value, what) => `- \`${name}\` **${value}**：${what}`,
    reactions:
      "对战消息上的表情回应起什么作用。secret：算投票，并在允许时立即移除，否则按 open 处理；open：算投票，大家都能看到；off：不起作用",
    minutes: "首次投票多少分钟后结束对战",
    votes: "满多少票结束对战（off：不因票数结束）",
    off: "off",
    usual: (value) => `${value}（默认）`,
    change: (usage) => `修改方法：\`${usage}\`。新的对战按新规则结束，进行中的对战按原来的；表情投票方式立即生效。`,
    changed: "**已修改。** 新的对战按这些规则结束，进行中的对战按原来的；表情投票方式立即生效。",
    notYours: "只有本社区的管理者可以修改设置。/settings 可以查看。",
    unknownName: (word, usage) => `没有“${word}”这项设置。写法是：${usage}`,
    badReactions: (word) => `“${word}”不是可用的表情投票方式。请选择 secret、open 或 off。`,
    badNumber: (name, least, most) =>
      `请在 ${name} 后面写一个 ${least.toLocaleString("zh")} 到 ${most.toLocaleString("zh")} 之间的整数。`,
  },
  help: {
    intro: "**Doubleblind** 把你的问题交给两个匿名模型，由大家为回答投票。直接写下问题，或使用命令：",
    voting:
      "**投票。** 选择 A、B、平局或都不好。查看模型名称之前可以随时更改；一旦查看，投票就会锁定。对战结束前谁也看不到别人怎么投，结束后投票才计入排行榜。",
    followUp: "**追问。** 在有人投票之前，提问者可以回复回答所在的消息，继续问同样的两个模型。之后一票适用于全部回答。",
    draw: "**密封抽签。** 每张选票都带有一个哈希值，对应哪个模型在哪一边；对战结束时公布被哈希的内容。这样任何人都能核对回答发出之后没有调换名称。但它不能证明抽签本身是随机的。",
    masking: `**隐去名称。** 如果模型说出自己、所属系列或开发者的名称，名称会被隐去（${placeholder}），该场对战不计入任何评分。`,
    rating:
      "**评分。** 投票用 Bradley–Terry 模型换算成评分：相差 400 分意味着胜负比为十比一，平局和都不好各算半胜。横线是 95% 区间；区间大幅重叠时，名次尚无定论。",
  },
  models: {
    title: "**参加对战的模型**",
    line: (name, organization) => (organization ? `${name}，${organization}` : name),
    paused: "已暂停",
    retired: "已退役",
    demoNotice: "演示模型",
    demoNote: "这些是 Doubleblind 自带的玩具模型，让你不用密钥就能试用。它们不会与真实模型出现在同一个排行榜上。",
    drawNote: "每一对启用中的模型被抽中的机会相同，分到 A 或 B 的机会也相同。",
  },
};
