/** 个人情况与个人数据。 */
import type { Sentences } from "../en/index.ts";
import { asSaid } from "../said.ts";

/** 个人情况与数据的句子。 */
export const people: Pick<Sentences, "history" | "languages" | "people" | "privacy" | "personal" | "moderation"> = {
  languages: {
    now: (language) => `现在用${language}和你说话。`,
    changed: (language) => `从现在起，在这个平台上用${language}和你说话。`,
    automatic: "从现在起，用你的应用所设的语言和你说话。",
    buttonAutomatic: "跟随应用",
    // 这里说的是文字，“英文”比“英语”合适。
    unknown: (word, spoken) =>
      `暂不支持用“${asSaid(word)}”交流，目前支持${String(spoken).replaceAll("语", "文")}；提问可以用任何语言。`,
    alsoCalled: ["汉语"],
  },
  people: {
    traits: { age: "年龄", gender: "性别", occupation: "职业", interests: "兴趣" },
    values: {
      "18-24": "18-24 岁",
      "25-34": "25-34 岁",
      "35-44": "35-44 岁",
      "45-54": "45-54 岁",
      "55-64": "55-64 岁",
      "65-plus": "65 岁以上",
      women: "女性",
      men: "男性",
      "non-binary": "非二元性别",
      students: "学生",
      teaching: "教学",
      research: "科研",
      software: "软件",
      engineering: "工程",
      design: "设计",
      business: "商业",
      "health-care": "医疗",
      "public-service": "公共服务",
      crafts: "手艺",
      retired: "退休",
      "other-work": "其他职业",
      science: "科学",
      technology: "科技",
      arts: "艺术",
      music: "音乐",
      games: "游戏",
      sports: "体育",
      books: "读书",
      travel: "旅行",
      cooking: "烹饪",
      news: "新闻",
    },
    nothing: "你没有填写个人情况，也不必填写。",
    said: (list) => `你填写的个人情况：${list}。`,
    line: (trait, values) => `${trait}：${values}`,
    forgotten: "已完成。你填写的个人情况已删除。",
    what: (least) =>
      `它只有一个用途：看不同人群的口味是否不同。只有至少 ${least} 人的人群才会显示，而且从不限于某一个社区。/privacy 可以查看、导出和删除。`,
    howTo:
      "填写方式：`/profile set 25-34 software games`（年龄、性别、职业、兴趣，想写几项写几项）。`/profile set none` 全部删除。",
    choices: (trait, all) => `- ${trait}：${all}`,
    unknown: (word) => `没有“${asSaid(word)}”这个选项。/profile set 会列出全部选项。`,
    twice: (trait) => `“${trait}”只能填写一项。`,
  },
  privacy: {
    title: "**保存了哪些关于你的数据**",
    what: "你的投票及时间、你的提问和得到的回答、一个含有个人信息而等待你决定的问题（已隐去并加密，最多一周）、你加入题库的问题，以及你通过 /language 和 /profile 作的选择、用 /profile set 填写的个人情况。记录中用的是化名，即用密钥对你的账号算出的哈希，密钥不在数据库里。对战消息的地址加密保存；对战结束后，只为删除内容时能找到这些消息而保留。",
    held: (votes, questions, bank) =>
      `目前有你的 ${votes.toLocaleString("zh")} 票、${questions.toLocaleString("zh")} 个提问${bank === 0 ? "" : `，题库中还有 ${bank.toLocaleString("zh")} 个问题`}。`,
    waiting:
      "你有一个含有个人信息的问题在等待你决定：已隐去并加密保存，最多一周。用它下面的按钮可以发送或删除；“删除”数据时也会一并删除。导出的数据里有它的内容。",
    tokens: (tokens) =>
      `对你的问题的回答共用了 ${tokens.toLocaleString("zh")} 个词元。运行这个竞技场的人能看到当月的这类数字（/costs），但看不到是谁的。`,
    where:
      "提问会发给参与回答的两个模型的服务端。如果运行者让模型来评判（/mutual jury），已结束的对战中的问题和回答也会发给担任评判的模型。不会发给其他任何人。只有你同意，别人才能看到你的画像。",
    openData:
      "运行者可以把已结束的对战作为开放数据发布，社区的管理者可以发布本社区的对战（/export，不含文字），供研究和训练使用：哪些模型相遇、何时、什么任务、什么语言、票数如何分布。你提问的文字、得到的回答和你的每一张票，只有你用这个账号同意之后才会收录，而且只收录非私聊中的内容。届时个人信息会被遮盖，你的票使用只为那一次导出编造的名字。",
    sharing: "**你把自己的提问和投票作为开放数据分享。**随时可以撤回。",
    notSharing: "你没有把自己的提问和投票作为开放数据分享：你的票在其中只计入票数。",
    nowSharing:
      "**从现在起，你把自己的提问和投票作为开放数据分享**，包括以前的：在此期间所做的导出可以收录它们。私聊从不收录。`/privacy share:off` 可以撤回。",
    nowNotSharing:
      "**你不再分享。**从现在起所做的导出既没有你的文字，也没有你的每一张票。此前已经发布的内容，竞技场无法收回：请联系运行者。",
    encrypted: (texts) =>
      texts
        ? "问题和回答（包括题库里的问题）在数据库里加密保存，密钥不在数据库里。投票、随问题发送的图片和回答的长度没有加密。运行这个竞技场的人持有密钥，因此仍能读到全部内容，但看不出是谁的。"
        : "问题、回答和投票在数据库里没有加密，运行这个竞技场的人可以读到，但看不出是谁的。",
    kept: (days) =>
      `对战结束 ${days.toLocaleString("zh")} 天后，问题、回答和图片会被删除，机器人发出的消息里的也一样。投票和排行榜保留。`,
    forgotten: "_这场对战的内容已不再保留，投票仍在。_",
    policyTitle: "# 本竞技场的隐私说明",
    policyAt: (address) => `运行者的隐私政策：${address}`,
    policyAttached: "适用于这里所有人的隐私说明，见旁边的文件。",
    rights:
      "你可以导出全部数据，也可以要求删除。删除会清除你的提问和选择，并解除投票与你的关联，因此评分不会改变。机器人就你的对战发布的消息里，问题、回答和你的名字也会被清除。无法触及的有：你自己写的消息（请在聊天中自行删除）、别人的引用和副本、只显示给某个人看的内容、在机器人开始保存地址之前就已结束的对战的消息，以及它已无权编辑的消息。回答仍留在数据库里，但不带你的问题，也不再与任何人相关。如果你的票被搁置，或者你被暂停参与，在撤销之前，这一点会以化名保留。",
    exported: "关于你的全部数据都在附件里。",
    sure: "**全部删除？** 你的提问和选择会被清除，从此谁也不知道哪些票是你投的，包括你自己。此操作无法撤销。",
    erased: (votes, questions) =>
      `**已删除。** ${votes.toLocaleString("zh")} 票不再与任何人相关，${questions.toLocaleString("zh")} 个提问的内容已清除。`,
    postsWaiting: (battles) =>
      `还有 ${battles.toLocaleString("zh")} 场对战的机器人消息正在清除你的内容，完成情况见 /privacy；最多尝试一周。`,
    postsUnreachable: (battles) =>
      `**未能清除：** 有 ${battles.toLocaleString("zh")} 场对战的机器人消息里仍有你的内容，因为它已不知道消息在哪里，或无权编辑。请让管理聊天的人删除。`,
    aside: (votes) =>
      `**你有 ${votes.toLocaleString("zh")} 票已被搁置**，不计入任何排行榜：放在一起看，它们不像真实的投票，或者社区的管理者作了这样的决定。不会告诉其他任何人。社区的管理者可以恢复它们。`,
    shutOut: "你在某个社区被暂停参与，起止时间见导出的数据。",
    stillOpen: (open) =>
      `你参与的对战还有 ${open.toLocaleString("zh")} 场没有结束，其中的记录会保留到结束为止，到时请再来一次。`,
    buttons: {
      export: "导出数据",
      erase: "删除",
      eraseNow: "确定，全部删除",
      policy: "阅读隐私说明",
      share: "作为开放数据分享",
      stopSharing: "停止分享",
    },
    erasedQuestion: "（已删除）",
  },
  personal: {
    kinds: {
      email: "电子邮箱",
      phone: "电话号码",
      card: "银行卡号",
      iban: "银行账号",
      "chinese-id": "身份证号",
      secret: "密钥",
    },
    found: (kinds) => `你的问题里似乎有个人信息（${kinds}）。目前什么都没有发给模型，也没有保存。隐去之后是这样：`,
    sendMasked: "隐去后发送",
    dontSend: "不发送",
    dropped: "问题没有发出，也没有留下任何内容。",
    gone: "这个问题已不再等待：它已经提出，或者你后来又写了新的问题。想提问请重新写一遍。",
    tooLargeToWait: (kinds) =>
      `你的问题里似乎有个人信息（${kinds}），而附带的图片太大，无法留待你决定。什么都没有发出或保存。请去掉个人信息，或换小一些的图片，再写一遍。`,
  },
  moderation: {
    kinds: {
      sexual: "色情内容",
      minors: "涉及未成年人的色情内容",
      harassment: "骚扰",
      hate: "仇恨",
      threats: "威胁",
      crimes: "犯罪方法",
      weapons: "制造武器或毒品的方法",
      violence: "暴力",
      other: "这里不允许的内容",
    },
    refused: (kind) =>
      `问题没有提出：它看起来属于${kind}，本社区不接受（/settings moderation）。如果是误判，请换一种说法。`,
    selfHarm:
      "问题没有提出。如果你有伤害自己的想法，请现在就找人谈谈：朋友、医生，或者求助热线（中国大陆可拨打 12356；其他地区见 findahelpline.com）。",
    silent: "这里检查问题的服务目前没有回应，因此问题没有提出。请几分钟后再试；运行者可以在日志里看到原因。",
    refusedPicture: (kind) =>
      `问题没有提出：图片看起来属于${kind}，本社区不接受（/settings moderation）。请去掉图片，或换一张再问。`,
    unseen: "问题没有提出：这里检查问题的服务看不了这张图片，而没检查过的内容不会发出。请去掉图片，或换一张再问。",
    notFromHere: "年龄限制频道里的问题不能加入题库，因为题库在其他频道也会显示。",
  },
  history: {
    title: (total) => `**你在已结束对战中的投票**（${total.toLocaleString("zh")}）`,
    line: (when, question, choice, a, b, votes) =>
      `- ${when} · ${question}\n  你选择了**${choice}**。A 是 ${a}，B 是 ${b}。${votes}`,
    when: (at) => new Intl.DateTimeFormat("zh-CN", { day: "numeric", month: "long", timeZone: "UTC" }).format(at),
    open: (count) => `你投过票的对战还有 ${count.toLocaleString("zh")} 场没有结束，结束后会出现在这里。`,
    empty: "你投过票的对战都还没有结束，结束后会出现在这里。",
    older: "更早",
    newer: "更近",
  },
};
