/** 命令、题库和帮助，以及可以输入的词。 */
import type { CommandSentences, OptionSentences } from "../command-sentences.ts";
import type { Sentences } from "../en/index.ts";
import { placeholder } from "../placeholder.ts";
import { platformNames } from "../platforms.ts";
import { namesWith } from "./platforms.ts";

/** 各个命令的名称、写法和说明。`{languages}` 代表所有语言的代码。 */
const listed: CommandSentences = {
  battle: {
    called: "对战",
    usage: "/battle [#任务] [问题]",
    description: "向两个匿名模型提问，并为回答投票；不写问题就从题库里取一个",
  },
  leaderboard: {
    called: "排行榜",
    usage: `/leaderboard [任务] [语言] [here|me] [7d|30d] [${platformNames.join("|")}] [matrix|history|cost|jury] [算法：名称] [来源：名称] [人群] [unseen] [private] [页码]`,
    description: "用图片展示排行榜",
  },
  digest: { called: "周报", usage: "/digest", description: "本社区最近七天的情况" },
  profile: {
    called: "画像",
    usage: "/profile me | @某人 | set [个人情况] | 模型 [模型]",
    description: "查看自己的提问与偏好、一个模型擅长什么，或比较两个模型",
  },
  history: { called: "历史", usage: "/history", description: "你参与过的已结束对战，以及你怎么投的" },
  bank: {
    called: "题库",
    usage: "/bank [add [#任务] [#easy|#medium|#hard] 问题]",
    description: "给没想好问题的人准备的题库；你也可以添加",
  },
  language: { called: "语言", usage: "/language [{languages}|auto]", description: "选择用什么语言和你说话" },
  privacy: {
    called: "隐私",
    usage: "/privacy [export|erase|share:on|share:off]",
    description: "保存了哪些关于你的数据；可以导出、删除，或作为开放数据分享",
  },
  settings: {
    called: "设置",
    usage:
      "/settings [reactions out-of-sight|open|off] [minutes 数字] [votes 数字|off] [theme light|dark] [language {languages}|auto] [moderation off|standard|strict] [paused on|off] [askers everyone|managers|身份组] [allow 频道|here|all] [forbid 频道|here] [budget 数字|off] [threads on|off] [reveal after-vote|at-close] [weekly on|off]",
    description: "本社区的投票规则（供管理者使用）",
  },
  costs: {
    called: "费用",
    usage: "/costs [5/day] [30/month] [off] [社区]",
    description: "回答花了多少钱、可以花多少（供管理竞技场或本社区的人使用）",
  },
  status: {
    called: "状态",
    usage: "/status",
    description: "什么在运行、等待和出错（供竞技场的管理员使用）",
  },
  moderation: {
    called: "管理",
    usage: "/moderation [log] [aside|out @某人 [1d|7d|30d]]",
    description: "搁置的票、隐藏的对战、被暂停的人（供本社区的管理者使用）",
  },
  export: {
    called: "导出",
    usage: "/export [csv|jsonl]",
    description: "本社区的开放数据，只给你一个人的文件（供本社区的管理者使用）",
  },
  report: {
    called: "举报",
    usage: "/report",
    description: "回复某场对战使用：告诉本社区的管理者，它不该出现在这里",
  },
  models: { called: "模型", usage: "/models", description: "有哪些模型参加，以及如何抽取对手" },
  mutual: {
    called: "互评",
    usage: "/mutual [start math|programming|translation [题数]|status|result|stop|resume|jury]",
    description: "让模型互相出题、答题、评判（由社区管理者发起）",
  },
  help: { called: "帮助", usage: "/help", description: "查看命令和投票规则" },
};

/** 表单里的选项：名称和说明。 */
const options: OptionSentences = {
  question: { called: "问题", what: "要模型回答什么" },
  file: { called: "文件", what: "属于这个问题的图片或文本文件" },
  task: { called: "任务", what: "只看这类任务的对战" },
  model: { called: "模型", what: "查看哪个模型" },
  rival: { called: "对手", what: "与之比较的另一个模型" },
  questions: { called: "提问语言", what: "只看这种语言的提问" },
  scope: { called: "范围", what: "全部社区、只看本社区，或按你的投票" },
  period: { called: "时间", what: "只看最近几天" },
  platform: { called: "平台", what: "只看一个平台" },
  form: { called: "形式", what: "两两对阵、走势，或与模型评审对照" },
  reading: { called: "算法", what: "用另一种方法计算同样的投票" },
  source: { called: "来源", what: "来自别处的投票：单独看，或与本竞技场合计" },
  group: { called: "人群", what: "只看这样介绍自己的人的投票" },
  private: { called: "仅自己", what: "只给你一个人看" },
  unseen: { called: "未公开", what: `只计别人看不到的票（${namesWith("public")} 上的表情票不计）` },
  page: { called: "页码", what: "榜单较长时看第几页" },
  add: { called: "添加", what: "要加入题库的问题" },
  theme: { called: "样式", what: "图片用浅色还是深色" },
  moderation: { called: "审核", what: "哪些内容可以问、可以答" },
  language: { called: "语言", what: "用什么语言说话" },
  reactions: { called: "表情", what: "对战消息上的表情回应起什么作用" },
  minutes: { called: "分钟", what: "首次投票多少分钟后结束对战" },
  votes: { called: "票数", what: "满多少票结束对战，或填 off" },
  paused: { called: "暂停", what: "是否暂停所有人提问" },
  askers: { called: "提问者", what: "谁可以提问" },
  role: { called: "身份组", what: "只有这个身份组的成员可以提问" },
  allow: { called: "允许", what: "可以提问的频道" },
  forbid: { called: "禁止", what: "不能再提问的频道" },
  limit: { called: "上限", what: "本社区可以花多少美元：5/day（每天）、30/month（每月）或两者；或填 off" },
  budget: { called: "每日问题数", what: "每天最多提多少个问题（追问也算），或填 off" },
  threads: { called: "子区", what: "每场对战是否使用单独的子区" },
  reveal: { called: "公布", what: "投票者何时可以看到名称" },
  weekly: { called: "每周", what: "是否每周一在这里发布周报" },
  log: { called: "记录", what: "查看谁修改了什么" },
  check: { called: "检查", what: "逐个频道查看机器人缺少的权限" },
  do: { called: "处理", what: "搁置某人的票、暂停其参与，或查看做过什么" },
  person: { called: "人", what: "提到要处理的人" },
  days: { called: "天数", what: "多长时间；不填则直到撤销" },
  format: { called: "格式", what: "csv 给表格软件，jsonl 给程序" },
  action: { called: "操作", what: "开始、查看进度、查看结果或停止" },
  subject: { called: "科目", what: "题目的科目" },
  rounds: { called: "题数", what: "出多少道题；不填则每个模型各出一道" },
};

/** 命令的句子。 */
export const commands: Pick<Sentences, "commands" | "options" | "typed" | "bank" | "help" | "models"> = {
  commands: listed,
  options,
  typed: {
    board: {
      here: ["本社区", "这里"],
      everywhere: ["全部"],
      me: ["我", "我的"],
      week: ["7天", "7 天", "一周", "本周"],
      month: ["30天", "30 天", "一个月", "本月"],
      ever: ["全部时间"],
      matrix: ["对阵", "对阵表"],
      history: ["走势", "历史"],
      cost: ["性价比", "价格"],
      ranking: ["排名"],
      unseen: ["未公开", "未公开的票"],
      private: ["仅自己", "只给我看"],
      jury: ["评审", "评审团"],
    },
    readings: {
      ranks: ["名次", "同时名次", "名次同时成立"],
      style: ["不计风格", "风格"],
      weighted: ["均匀抽取"],
      ability: ["眼力", "加权", "投票者加权"],
      sharpened: ["参考评审", "参考评审团"],
      families: ["家族", "按家族"],
      fit: ["吻合", "是否吻合"],
    },
    plain: ["普通", "普通排行榜"],
    add: ["添加"],
    set: ["设置"],
    none: ["无", "清空"],
    myself: ["我", "我自己"],
    publicly: ["公开"],
    automatic: ["自动"],
  },
  bank: {
    offer: (task, difficulty) => `**题库里的一个问题**（${task}，${difficulty}）：`,
    ask: "就问这个",
    another: "换一个",
    asked: "已提问，两个回答会同时出现。",
    difficulties: { easy: "简单", medium: "中等", hard: "困难" },
    title: "**题库**",
    counts: (builtIn, own) =>
      `自带 ${builtIn.toLocaleString("zh")} 个问题，本社区添加了 ${own.toLocaleString("zh")} 个。发送 /battle 而不写问题，就会从中取一个。`,
    howTo: (usage) => `添加问题：\`${usage}\`。别人添加的问题要由本社区的管理者批准。`,
    pending: (count) => `${count.toLocaleString("zh")} 个问题等待批准。`,
    pendingLine: (task, difficulty, text) => `最早的一个（${task}，${difficulty}）：\n\n${text}`,
    approve: "批准",
    reject: "拒绝",
    approved: "已批准，从现在起会提供给大家。",
    rejected: "已拒绝，不会提供给任何人。",
    decidedAlready: "已经有人对这个问题作了决定。",
    added: (task, difficulty) => `已加入题库（${task}，${difficulty}），从现在起会提供给大家。`,
    suggested: (task, difficulty) => `谢谢。你的问题（${task}，${difficulty}）已保存，由本社区的管理者决定是否采用。`,
    twice: "本社区的题库里已经有这个问题。",
    full: "等待批准的问题已经很多。等管理者处理后再试。",
    tooLong: (length, longest) =>
      `题库里的问题最多 ${longest.toLocaleString("zh")} 个字符，这个有 ${length.toLocaleString("zh")} 个。`,
    unknown: (usage) => `写法是：${usage}`,
    notYours: "只有本社区的管理者可以决定采用哪些问题。",
    gone: "这个问题已经不在题库里。发送 /battle 可以换一个。",
    none: "题库里还没有这样的问题。直接提问，或用 /bank add 添加一个。",
  },
  help: {
    buttons: { question: "试一道题", board: "看排行榜", help: "怎么玩" },
    intro: "**Doubleblind** 把你的问题交给两个匿名模型，由大家为回答投票。直接写下问题，或使用命令：",
    voting: `**投票。** 选择 A、B、平局或都不好。查看模型名称之前可以随时更改；一旦查看，投票就会锁定。用按钮投的票在对战结束前是保密的，结束后才计入排行榜。表情也算投票，但在 ${namesWith("public")} 上不保密：即使立即移除，也已经发到其他人的应用里。社区管理者可以用 \`/settings reactions off\` 关闭表情投票。`,
    tasks: (all) =>
      `**任务。** 问题属于哪类任务由系统猜测。想自己指定，就写在最前面，例如 \`#编程\`。可选的任务有：${all}。`,
    profiles: "**画像。** /profile me 只给你自己看你的提问与偏好；你在那里同意之后，别人才能看到。",
    followUp:
      "**追问。** 在有人投票之前，提问者可以用一个问题回复回答所在的消息，继续问同样的两个模型；不是问题的回复算作闲聊，不会得到回答。之后一票适用于全部回答。",
    draw: "**密封抽签。** 每张选票都带有一个哈希值，对应哪个模型在哪一边；对战结束时公布被哈希的内容。这样任何人都能核对回答发出之后没有调换名称。但它不能证明抽签本身是随机的。",
    masking: `**隐去名称。** 如果模型说出自己、所属系列或开发者的名称，名称会被隐去（${placeholder}），该场对战不计入任何评分。`,
    rating:
      "**评分。** 投票用 Bradley–Terry 模型换算成评分：相差 400 分意味着胜负比为十比一，平局和都不好各算半胜。横线是 95% 区间，投票相当于至少五位同样活跃的人时才显示；区间大幅重叠时，名次尚无定论。票数太少的模型列在分界线下方，没有名次。",
  },
  models: {
    title: "**参加对战的模型**",
    line: (name, organization) => (organization ? `${name}，${organization}` : name),
    paused: "已暂停",
    retired: "已退役",
    demoNotice: "演示模型",
    demoNote: "这些是 Doubleblind 自带的玩具模型，让你不用密钥就能试用。它们不会与真实模型出现在同一个排行榜上。",
    withChance: (name, percent) => `${name}（下一场对战中出现的机会 ${percent}）`,
    withheld: (line, settings) => `${line}；其端点不接受：${settings}`,
    settings: {
      temperature: "温度",
      maxTokens: "完整的词元上限",
      system: "系统消息（改为放在问题前面）",
      seed: "随机种子",
      stream: "流式输出",
      format: "规定的回答格式",
    },
    evenNote: "每一对启用中的模型被抽中的机会相同，分到 A 或 B 的机会也相同。",
    drawNote: (floor, newcomerVotes, ceiling) =>
      `**怎样抽签。** 一对模型的投票预计越能让排行榜更可靠，就越可能被抽中。其中 ${floor} 的抽签平均分给每一对；不足 ${newcomerVotes} 票的新模型机会更大；只要有别的模型可换，没有哪个模型会明显超过 ${ceiling} 的对战。分到 A 或 B 的机会相同。每次抽签的概率都随对战保存；回答失败的模型由另一个模型替换，替换的概率与它和剩下那个模型平时配对的概率成正比；反复出错的模型会暂停参加一段时间。`,
  },
};
