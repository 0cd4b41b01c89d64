/** 各个平台的名称，以及只在某个平台上出现的句子。 */
import type { Sentences } from "../en/index.ts";
import { type PlatformName, platformsWith, type PlatformWords } from "../platforms.ts";

const platformNames: Record<PlatformName, PlatformWords> = {
  discord: { called: "Discord", typed: ["discord"] },
  telegram: { called: "Telegram", typed: ["telegram"] },
  web: { called: "网页", typed: ["网页"] },
};

/** 表情公开或不公开的平台，例如“Discord 和 Telegram”。 */
export function namesWith(reactions: "public" | "hidden"): string {
  return platformsWith(reactions)
    .map((name) => platformNames[name].called)
    .join(" 和 ");
}

/** 平台名称，以及单个平台的句子。 */
export const platforms: Pick<Sentences, "platformNames" | "chat" | "telegram"> = {
  platformNames,
  chat: {
    followUp: "追问",
    followUpTitle: "继续问同样的两个模型",
    followUpLabel: "你的追问",
    battleThis: "用这条消息对战",
    reportThis: "举报这场对战",
    moderateThis: "管理这场对战",
    asks: (person) => `${person} 提问：`,
    askedFor: (person) => `${person} 想看：`,
    draw: (hash) => `密封抽签：\`${hash}\``,
    goesOn: (file) => `后面的内容见文件 ${file}，其中有完整的回答。`,
    answering: (link) => `两个匿名模型正在回答，两个回答会同时出现：${link}`,
    sameAbove: (link: string) => `这里刚刚已经发过同样的内容（不到一分钟前）：${link}`,
    postedTooOften: (seconds: number) => `这个频道刚刚已经发了很多内容。请等 ${seconds} 秒，免得刷屏。`,
    postsTooOften: (seconds: number) => `你刚在这个频道连续发了几条。请等 ${seconds} 秒，免得刷屏。`,
    neverBots: "这是机器人的消息，没有人能替它同意。只有真人的消息可以对战。",
    cannotAskWriter: "这是别人的消息。我不是这里的成员，无法征求对方同意；对方可以自己从消息菜单里送去对战。",
    wantsBattle: (asker, writer) => `${writer}，${asker} 想用你的消息对战。`,
    writerAsked: (link) => `正在这里征求作者同意：${link} 对方同意之前不会发给任何模型。`,
    privately: "回答只给你一个人看，但我无法给你发私信。请改用斜杠命令。",
    shownAtPress:
      "我不是这个服务器的成员，只有当有人按按钮时才能更新这条消息：投票结束后，按任意按钮，名称和票数就会向所有人公布。",
    askSomething: "请在提到我之后写下问题，或用 /help 查看我能做什么。",
    missingPermissions: (names) => `我在这个频道里没有权限。请服务器管理者在频道权限中允许我：${names}。`,
    obstacles: {
      gone: "频道或消息已经不在了，无处可写。",
      locked: "这个子区已锁定，我无法写入。请有权管理子区的人解锁。",
      archived: "这个子区已归档。请先在其中发一条消息重新打开，再提问一次。",
      full: "这个频道打开的子区已达 Discord 的上限。请有权管理子区的人关闭一些。",
      slow: "这个频道开了慢速模式，我刚在这里发过消息。请稍等再试。服务器管理者可以允许我绕过慢速模式。",
      empty: "这里面没有 Discord 能显示的内容。请用文字写下来再发一次。",
      kind: "这种频道不能收我的消息。请在文字频道或子区里提问。",
      blocked: "Discord 或本服务器的审核规则拦下了我要发的内容。请换个说法；若仍不行，请联系服务器管理者。",
      closed: "我无法给你发私信：请允许来自此服务器成员的私信，或使用斜杠命令。",
    },
    reactHint: "表情也算投票，但可能被别人看到；按钮是保密的。",
    reactionsStay: "这个频道里的表情会一直可见：我在这里没有移除它们的权限。服务器管理者可以允许我“管理消息”。",
    permissions: {
      ViewChannel: "查看频道",
      SendMessages: "发送消息",
      SendMessagesInThreads: "在子区内发送消息",
      CreatePublicThreads: "创建公开子区",
      AttachFiles: "附加文件",
      ReadMessageHistory: "读取消息历史记录",
      AddReactions: "添加反应",
      ManageMessages: "管理消息",
    },
  },
  telegram: {
    description:
      "随便问：两个匿名的语言模型分别作答，你在看到名字之前投票选出更好的回答。投票汇成评分，并如实给出误差范围。\n\n直接在这里写下问题；或把我加进群组，发送 /battle 和你的问题。",
    shortDescription: "提问，两个匿名模型作答，先投票再看名字。",
    welcome:
      "**随便问。**两个匿名模型作答，你先投票，再看名字。\n\n私聊时直接写问题；在群组里，发送 `/battle` 和问题，或先写我的名字再写问题；想继续问同样的两个模型，就用一个问题回复它们的回答。更多说明见 /help。\n\n在我担任管理员的群组里，给对战消息点表情也算投票：点 A 或 B 旁边的动物就是投那个回答，🤝 表示平局，👎 表示都不好。表情即使被我立即移除，也可能被别人看到；按钮是保密的。以群组或频道名义作出的表情回应不计票。",
    greeting:
      "**大家好。**发送 `/battle` 和问题，两个匿名模型就会作答；公布名字之前，这里人人都能投票，用按钮投的票是保密的。谁能提问、在哪里提问、每天多少次，由群组管理员用 /settings 决定。",
    addToGroup: "把我加进群组",
    inline: {
      title: "问两个匿名模型",
      posted: "发出这个问题的人按下“提问”后，两个匿名模型会在这里同时给出回答。",
      ask: "提问",
      notYours: "只有发出这个问题的人才能按“提问”。",
      decideInPrivate:
        "你的问题里似乎有个人信息，因此还没有发给模型。请打开和我的私聊，在那里决定；如果那里什么都没有，就在那里写下这个问题。",
      forgotten: "我这里已经没有这个问题了。请再写一次我的名字和问题，重新发出。",
      alone: "查看全文，更改投票",
      cut: "两个回答在同样的长度处截断，按下面的“查看全文”可以看到完整的回答。",
    },
    openPrivateChat: "打开私聊",
    startFirst: "回答只给你一个人看，但我还不能给你发消息。请打开与我的私聊并按“开始”。",
    wroteToYou: "我已在私聊里把回答发给你。",
    moment: "请稍候。",
    later: (seconds: number) => `Telegram 要求我等 ${seconds} 秒后才能在这里继续发言。`,
    ballotGone: "你的对战消息在回答出来之前被删除了，因此无法投票，也不计入评分。请再问一次，我会重新发布。",
    couldNotAnswer: (group: string) => `有人在群组“${group}”里向我提问，但我无法在那里回答。`,
    writeAsYourself:
      "我在这里只看到群组或频道，看不到是谁在写；提问、投票和设置都属于个人。请以自己的身份发送（匿名管理员请关闭“保持匿名”）。",
    onlyTextAndPictures: "我目前只能读文字、图片和文本文件。请写下问题，或以这些形式发送。",
    answersBelow: "两个回答在下面，各占一条消息。",
    followUpHint: "提问者可以用一个问题回复这条消息，继续问同样的两个模型。",
    reactHint: (a: string, b: string) =>
      `在这条消息上点表情也算投票：${a} 投 A，${b} 投 B，🤝 表示平局，👎 表示都不好。表情可能被别人看到，按钮是保密的。`,
    obstacles: {
      gone: "消息或话题已经不在了，无处可写。",
      closed: "我不能给你发消息：请打开与我的私聊并按“开始”。",
      expelled: "我已不在那个群组里。请重新把我加进去，再提问一次。",
      permission: "我在那个群组里不能发言。请群组管理员允许成员发送消息，或让我担任管理员。",
      media: "我在那个群组里不能发送图片或文件。请群组管理员允许成员发送，或让我担任管理员。",
      topic: "那个话题已关闭，我无法写入。请群组管理员重新打开它。",
    },
  },
};
