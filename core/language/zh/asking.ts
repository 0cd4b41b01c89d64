/** 不能提问时，或附件无法使用时的说明。 */
import type { Sentences } from "../en/index.ts";

export const asking: Pick<Sentences, "asking"> = {
  asking: {
    paused: "本社区的竞技场已暂停。管理者可以用 /settings paused off 恢复。",
    notAmongAskers: "本社区并非人人都能提问。你可以投票；由管理者用 /settings askers 决定。",
    notHere: "本社区只能在指定的频道提问，这里不是。",
    budgetSpent: (budget) => `本社区今天的 ${budget.toLocaleString("zh")} 场对战已用完，UTC 零点后继续；仍然可以投票。`,
    namesAtClose: "在本社区，名称会在对战结束时同时向所有人公布。",
    nobodySees: "这里能看图片的模型不足两个，无法提出这个问题。请用文字描述。",
    noPicturesInFollowUp: "追问不能带图片。请带着图片提一个新问题。",
    tooManyPictures: (most) => `一个问题最多带 ${most} 张图片。`,
    pictureAlone: "你在这张图片里看到了什么？",
    fileTooLarge: (name, megabytes) => `${name} 太大：文件最大 ${megabytes} MiB。`,
    unreadableFile: (name) => `${name} 无法使用：问题可以带图片（PNG、JPEG、GIF、WebP）和较短的文本文件。`,
  },
};
