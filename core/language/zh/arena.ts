/** 对战与提问：拒绝、消息和答复。 */
import { placeholder } from "../placeholder.ts";
import { platformNames } from "../platforms.ts";
import { asSaid } from "../said.ts";
import type { Sentences } from "../en/index.ts";

const hour = 3_600_000;

/** 用文字表示一段时间（毫秒）。 */
function about(time: number): string {
  if (time < 1.5 * hour) return `大约 ${Math.max(1, Math.ceil(time / 60_000))} 分钟`;
  return time < 36 * hour ? `大约 ${Math.ceil(time / hour)} 小时` : `大约 ${Math.ceil(time / hour / 24)} 天`;
}

/** 对战与提问的句子。 */
export const arena: Pick<Sentences, "refusals" | "battle" | "consent" | "draw" | "tasks" | "asking"> = {
  refusals: {
    emptyQuestion: "这条消息里没有可以回答的内容。请用文字写下问题，再发一次。",
    longQuestion: (length, longest) =>
      `这个问题有 ${length.toLocaleString("zh")} 个字符，最多可以有 ${longest.toLocaleString("zh")} 个。请缩短后再发。`,
    tooManyQuestions: (limit) => `你已有 ${limit} 个问题正在等待回答。请等其中一个答完再提问。`,
    tooFast: (seconds) => `操作太快了。请等 ${seconds} 秒再继续。`,
    tooBusy: (seconds) => `这里现在太忙，暂时处理不过来。请过 ${seconds} 秒再试。`,
    unknownBattle: "这张选票不属于这里的任何对战。请用对战中回答下方的按钮投票。",
    notOpenYet: "回答还没到齐。两个回答都发出后就可以投票。",
    battleFailed: "这场对战没有得到回答，无法投票。请重新提问。",
    battleClosed: (names) => `这场对战的投票已经结束。${names}`,
    voteLocked: (choice) => `你已经看过模型名称，投票已锁定，仍为：${choice}。`,
    voteFirst: "请先投票：确定投票后才能看到模型名称。",
    notAsker: "只有提问者可以提前结束这场对战。",
    askerSawNames: "你已经看过模型名称，不能再提前结束这场对战。它会自动结束。",
    shutOut: (until) =>
      `本社区的管理者已暂停你的参与${until === null ? "" : `，到 ${until}（UTC）为止`}：你可以继续浏览，但不能在这里提问或投票。如果觉得有误，请联系他们。`,
    ownBattle: "不能举报自己的对战，也不能举报只有你能看到的对战。",
    noBattleHere: "请对某场对战的消息使用：用这个命令回复那条消息，或打开那条消息的菜单。",
    nothingToWithdraw: "你在这里没有可以撤回的投票。",
    drawStillSealed: "这场对战结束之前，抽签结果一直密封。",
    followUpNotAsker: "只有提问者可以在那场对战里追问。想自己提问，请发送 /battle 和你的问题。",
    followUpAfterVote: "这场对战已经开始投票，不能再追问。请把问题作为新消息发出，开始另一场对战。",
    pairGone: "其中一个模型已不再参加，或者不能看图片。请把问题作为新消息发送。",
    pairAnswering: "这两个模型正在回答另一个问题，它们的所有对战会一起结束。请等回答出来再结束。",
    followUpNotOpen: "这场对战现在还不能追问。请等两个回答都出现后再试。",
    tooManyTurns: (limit) => `一场对战最多 ${limit} 个问题，这场已经用完。请投票，或把问题作为新消息发出。`,
    unknownAction: "这个按钮已经失效。请使用较新消息里的按钮。",
    unknownCommand: (name, meant) =>
      meant
        ? `没有 /${asSaid(name)} 这个命令。你是想用 /${meant} 吗？`
        : `没有 /${asSaid(name)} 这个命令。/help 会列出全部命令；如果问题本身以斜杠开头，请在前面加上 /battle。`,
    unknownBoardWord: (word, meant, tasks, readings) =>
      `“${asSaid(word)}”既不是任务、语言，也不是范围（here、everywhere、me、${platformNames.join("、")}）、时间（7d、30d）、形式（matrix、history、cost、jury）、算法（${readings}）、来源（来源：名称）、人群或页码。${meant ? `你是指“${meant}”吗？` : ""}可选的任务有：${tasks}。`,
    unknownTask: (word, tasks) => `没有“${asSaid(word)}”这个任务。任务有：${tasks}。`,
    boardWordTwice: (word) =>
      `“${asSaid(word)}”与前面写的属于同一类。任务、语言、范围、平台、时间、形式、算法、来源、人群和页码，每类只写一个。`,
    tooManyWords: (usage) => `这个命令不需要这么多内容。写法是：${usage}`,
    unknownModel: (word, meant) =>
      `没有叫“${asSaid(word)}”的模型。${meant ? `你是指“${meant}”吗？` : ""}/models 会列出全部模型。`,
    profileUsage: (models) =>
      `请写一个模型，写两个来比较，或看自己：/profile 模型 [模型]，或 /profile me。可选的模型有：${models}。`,
    tryAgain: "这场对战刚好同时有别的变化。请再看一眼，然后重试。",
    notYourQuestion: "只有提问者本人可以再问一次。请把问题作为你自己的消息发送。",
    followUpClosed: "那场对战已经结束。请把问题作为新消息发出，开始另一场对战。",
    failed: "我们这边出了点问题。请先看看刚才的操作是否已经生效，再重试。",
    cannotStore:
      "竞技场现在无法保存数据（磁盘已满或出了故障），刚才的操作很可能没有计入。日志里已经写明原因。请稍后再试，重复操作不会重复计入。",
    cannotReachStore: "竞技场现在连不上数据库。日志里已经写明原因。请稍后先看看刚才的操作是否已经生效，再重试。",
  },
  battle: {
    answering: "两个匿名模型正在回答，两个回答会同时出现。",
    demo: (text) => `**演示模型。** ${text}`,
    answeringAgain: "还是这两个匿名模型，正在回答追问，两个回答会同时出现。",
    followUpFailed: "这次追问没有得到回答。上面的回答和选票仍然有效。",
    open: "请读完两个回答再投票。在你的投票确定之前，模型名称不会公开。",
    continued: "这场对战在下面继续，全部回答共用一张选票。",
    samePair:
      "还是之前那两个匿名模型，回答一个新问题，不带之前的内容；原来的 A 现在可能是 B。它们的所有对战会一起结束，届时公布名称。",
    oneVote: "一票同时适用于这场对战的全部回答。",
    closing: (minutes, hours, votes) => {
      if (votes === 1) return `有人投票即结束，最迟 ${hours} 小时后结束。`;
      const full = votes === null ? "" : `满 ${votes.toLocaleString("zh")} 票即结束；否则`;
      return `${full}首次投票 ${minutes.toLocaleString("zh")} 分钟后结束投票，最迟 ${hours} 小时后结束。`;
    },
    masked: `有模型说出了自己、所属系列或开发者的名称；名称已隐去（${placeholder}），这场对战不计入任何评分。`,
    asksWhoAnswers: "这个问题问的是模型的身份，这场对战不计入任何评分。",
    cutShort: "*（回答达到长度上限，到此为止。）*",
    "no-answer": "这次模型没能给出回答，所以没有可以投票的内容。请再问一次。",
    overBudget: "可用于回答的费用暂时用完了，这次没有回答可以投票。请稍后再问。",
    why: "**为什么没有回答。** 只有管理这个竞技场的你能看到：",
    whyNotYours: "哪个模型出了错、为什么出错，只告诉管理这个竞技场的人。",
    failed: (model, endpoint, why) => `**${model}**（端点 **${endpoint}**）：${why}。`,
    whatToDo:
      "怎么办：运行 `npm run -s doctor`，它会向每个模型提问一次，并说明要改什么。模型写在 `models.json` 里，改动会立即生效；也可以用 `npm run setup`。",
    interrupted: "两个回答还没完成，服务就重新启动了，所以没有可以投票的内容。请再问一次。",
    stopped: "你在回答出来之前停止了这个问题，本次不计入评分。",
    unshowable:
      "这两个回答无法在这里显示：本平台或这里的内容审核不放行。因此没有可以投票的内容，本次不计入评分。请换一种说法，或换个地方再问。",
    closed: (a, b) => `对战已结束。A 是 **${a}**，B 是 **${b}**。`,
    votes: (a, b, tie, bothBad) => {
      const total = a + b + tie + bothBad;
      if (total === 0) return "没有人投票。";
      return `共 ${total.toLocaleString("zh")} 票：A ${a}，B ${b}，平局 ${tie}，都不好 ${bothBad}。`;
    },
    won: (name, more, fewer) =>
      `**${name}** 在这里以 ${more.toLocaleString("zh")} 比 ${fewer.toLocaleString("zh")} 获胜。`,
    level: (each) => `双方各得 ${each.toLocaleString("zh")} 票，不分胜负。`,
    names: (a, b) => `A 是 **${a}**，B 是 **${b}**。`,
    modelName: (name, organization) => (organization ? `${name}（${organization}）` : name),
    chosen: (choice) => `你选择了 **${choice}**。`,
    changed: (choice) => `你的投票已改为 **${choice}**。`,
    locked: (choice) => `你的投票 **${choice}** 已锁定。`,
    choose: "请重新选择，新的投票会替换原来的。",
    chooseAnew: "你还没有为这场对战投票，请选择。",
    withdrawn: (choice) => `你的投票 **${choice}** 已撤回。对战结束前可以重新投票。`,
    lastVote: "这场对战等的就是这最后一票。",
    erased: "_提问者已将内容删除。_",
    hidden: "_内容已隐藏，等待本社区的管理者查看。_",
    tellClosed: (a, b) => `你的对战已经结束。A 是 **${a}**，B 是 **${b}**。`,
    willTell: "对战结束时会在这里叫你。再按一次即可取消。",
    willNotTell: "对战结束时不会叫你。",
    askedAgain: "你的问题正在重新提问；回答会出现在新的消息里。",
    closedByYou: "你结束了这场对战，模型名称现在对所有人公开。",
    choices: { a: "A", b: "B", tie: "平局", "both-bad": "都不好" },
    buttons: {
      a: "A",
      b: "B",
      tie: "平局",
      "both-bad": "都不好",
      change: "更改",
      withdraw: "撤回我的投票",
      names: "显示名称（锁定我的投票）",
      close: "结束对战",
      tell: "结束时叫我",
      report: "举报",
      reportNow: "确定举报",
      again: "再问一次",
      draw: "核对抽签",
    },
  },
  consent: {
    mayIt:
      "可以把这条消息交给两个匿名的语言模型，并让大家对它们的回答投票吗？在作者同意之前，不会发给任何模型。只有作者可以按；一天之内有效。",
    buttons: { yes: "可以", no: "不行", never: "不行，以后也别问", allow: "允许别人再问我" },
    notToBeAsked: "这条消息的作者不希望被询问。",
    askedBefore: "已经就这条消息问过作者了。",
    askingTooOften: "你刚刚已经问过好几个人。请一小时后再试。",
    askedTooOften: "这条消息的作者今天被问得够多了。请明天再试。",
    onlyWriter: "只有写这条消息的人可以回答。",
    tooLate: "这是一天多以前问的。你随时可以自己把消息送去对战。",
    saidYes: "作者同意了：两个匿名模型正在回答。",
    saidNo: "作者没有同意，没有发给任何模型。",
    gone: "那条消息已经不在了，没有发给任何模型。",
    over: "作者一天之内没有同意，没有发给任何模型。",
    youSaidNo: "没有发给任何模型。",
    neverAgain: "没有发给任何模型，以后也没有人能再这样问你。",
    mayAgain: "别人又可以问你，能否用你写的消息对战。",
    isNeverAsked: "别人不能问你能否用你写的消息对战。",
  },
  draw: {
    fits: "抽签结果与密封时一致。",
    changed: "这次抽签的记录在密封之后被改动过：它的哈希值与选票上公布的不再一致。",
    hash: "投票开始之前，选票上公布的哈希值是：",
    statement: "密封的内容如下：",
    recordNow: "现在的记录是：",
    byHand: "不依靠我们，自己核对：",
    proves: "这能证明回答发出之后没有人调换过模型名称，但不能证明抽签本身是随机的。",
  },
  tasks: {
    generation: "创作",
    classification: "分类",
    "question-answering": "问答",
    translation: "翻译",
    summarisation: "摘要",
    mathematics: "数学",
    programming: "编程",
    other: "其他",
  },
  asking: {
    paused: "本社区的竞技场已暂停。管理者可以用 /settings paused off 恢复。",
    notAmongAskers: "本社区不是人人都能提问，但你可以投票。谁能提问由管理者决定（/settings askers）。",
    notHere: "本社区只能在指定的频道提问，这里不是。",
    namesWithPair: "这两个模型又被问了另一个问题，名称要等全部结束时同时向所有人公布。",
    maybeSamePair: "那场对战已经开始投票，不再接受追问。可以另开一场对战，继续问这两个匿名模型。",
    askPair: "问这两个模型",
    limits: {
      person: (most, left) =>
        `每人每天可以提 ${most.toLocaleString("zh")} 个问题，你今天的已经用完。${about(left)}后（UTC 零点）可以继续提问；现在仍然可以投票。`,
      community: (most, left) =>
        `本社区今天的 ${most.toLocaleString("zh")} 个问题已经用完。${about(left)}后（UTC 零点）可以继续提问；现在仍然可以投票。`,
      installation: (most, left) =>
        `竞技场今天的 ${most.toLocaleString("zh")} 个问题已经用完。${about(left)}后（UTC 零点）可以继续提问；现在仍然可以投票。`,
    },
    moneySpent: (period, left) =>
      period === "day"
        ? `今天可用于回答的费用已经用完。${about(left)}后（UTC 零点）可以继续提问；现在仍然可以投票。`
        : `本月可用于回答的费用已经用完。${about(left)}后（下月一日，UTC）可以继续提问；现在仍然可以投票。`,
    namesAtClose: "在本社区，名称会在对战结束时同时向所有人公布。",
    nobodySees: "这里能看图片的模型不足两个，无法提出这个问题。请用文字描述。",
    noPicturesInFollowUp: "追问不能带图片。请带着图片提一个新问题。",
    tooManyPictures: (most) => `一个问题最多带 ${most} 张图片。`,
    maybeFollowUp: "这是在问这两个模型吗？带上问号，就会直接提问。",
    askBoth: "问这两个模型",
    maybeQuestion: "这是在向模型提问吗？把我的名字写在最前面，或带上问号，就会直接提问。",
    askThis: "就问这个",
    edited: "提问之后你修改了问题，模型看到的还是原来的内容。",
    askAgain: "重新提问",
    wordsGone: "那条消息已经不在了，没有可以提问的内容。请重新写一遍，并带上问号。",
    notYourWords: "只有写这条消息的人可以用它提问。",
    wordsUntold: "那条消息修改过，而本平台没有告诉我现在的内容。请自己从消息菜单里送去对战，或作为新问题提出。",
    pictureAlone: "你在这张图片里看到了什么？",
    fileTooLarge: (name, megabytes) => `${asSaid(name)} 太大：文件最大 ${megabytes} MiB。`,
    unreadableFile: (name) => `${asSaid(name)} 无法使用：问题可以带图片（PNG、JPEG、GIF、WebP）和较短的文本文件。`,
    tooManyPixels: (name, millions) =>
      `${asSaid(name)} 超过 ${millions * 100} 万像素，模型无法处理。请缩小后重新发送。`,
    fileNotFetched: (name) =>
      `无法取得 ${asSaid(name)}，因此问题没有发出。请重新发送；如果仍然失败，请换一个小一些的文件。`,
  },
};
