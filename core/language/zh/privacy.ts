/** 个人数据。 */
import type { Sentences } from "../en/index.ts";

export const privacy: Pick<Sentences, "privacy"> = {
  privacy: {
    title: "**关于你保存了什么**",
    what: "你的投票及时间、你的提问和得到的回答、你加入题库的问题，以及你通过 /language 和 /profile 作的选择、用 /profile set 填写的个人情况。记录中用的是化名，即用密钥对你的账号算出的哈希，密钥不在数据库里。更新对战消息所需的地址是加密的，对战结束后即删除。",
    held: (votes, questions, bank) =>
      `目前有你的 ${votes.toLocaleString("zh")} 票、${questions.toLocaleString("zh")} 个提问${bank === 0 ? "" : `，题库中还有 ${bank.toLocaleString("zh")} 个问题`}。`,
    where:
      "提问只会发给参与回答的两个模型的服务端，不会发给别人。不公开发布任何内容，也不提供给任何人用于训练。只有你同意，别人才能看到你的画像。",
    rights:
      "你可以带走全部数据，也可以要求删除。删除会清除你的提问和选择，并切断投票与你的联系，因此评分不会改变。聊天里的消息请自行在聊天中删除。",
    exported: "关于你的全部数据在所附文件里。",
    sure: "**全部删除？** 你的提问和选择会被清除，从此谁也不知道哪些票是你投的，包括你自己。此操作无法撤销。",
    erased: (votes, questions) =>
      `**已删除。** ${votes.toLocaleString("zh")} 票不再与任何人相关，${questions.toLocaleString("zh")} 个提问的内容已清除。`,
    stillOpen: (open) =>
      `你参与的对战还有 ${open.toLocaleString("zh")} 场没有结束，其中的记录会保留到结束为止，到时请再来一次。`,
    buttons: { export: "带走数据", erase: "删除", eraseNow: "确定，全部删除" },
    erasedQuestion: "（已删除）",
  },
};
