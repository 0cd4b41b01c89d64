/** 聊天平台上的文字。 */
import type { Sentences } from "../en/index.ts";

export const chat: Pick<Sentences, "chat"> = {
  chat: {
    followUp: "追问",
    followUpTitle: "继续问同样的两个模型",
    followUpLabel: "你的追问",
    battleThis: "用这条消息对战",
    asks: (person) => `${person} 提问：`,
    draw: (hash) => `密封抽签：\`${hash}\``,
    goesOn: (file) => `后面的内容见文件 ${file}，其中有完整的回答。`,
    answering: (link) => `两个匿名模型正在回答，两个回答会同时出现：${link}`,
    notYours: "只能把你自己的消息送去对战。",
    privately: "回答只给你一个人看，但我无法给你发私信。请改用斜杠命令。",
    askSomething: "请在提到我之后写下问题，或用 /help 查看我能做什么。",
    missingPermissions: (names) => `我在这个频道里没有权限。请服务器管理者在频道权限中允许我：${names}。`,
    obstacles: {
      gone: "频道或消息已经不在了，无处可写。",
      locked: "这个子区已锁定，我无法写入。请有权管理子区的人解锁。",
      archived: "这个子区已归档。请先在其中发一条消息重新打开，再提问一次。",
      full: "这个频道打开的子区已达 Discord 的上限。请有权管理子区的人关闭一些。",
      closed: "我无法给你发私信：请允许来自此服务器成员的私信，或使用斜杠命令。",
    },
    reactHint: "表情也算投票，但可能被别人看到；按钮是保密的。",
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
};
