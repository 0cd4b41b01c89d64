/** 闲聊时说的话：不是在提问。 */
import type { Sentences } from "../en/index.ts";

const thanks = "谢谢 多谢 感谢 谢啦 谢了 谢 辛苦了 辛苦 恭喜 祝贺 加油";
const greetings = "你好 您好 大家好 早上好 早安 早 晚上好 晚安 再见 拜拜";
const agreement = "是的 是啊 对 对的 没错 同意 赞同 支持 好的 好吧 好 行 嗯 不是 不对 不行 可以";
const praise =
  "厉害 牛逼 牛 棒 赞 绝了 绝 强 不错 有趣 有意思 搞笑 好笑 可爱 聪明 精彩 完美 漂亮 优秀 靠谱 好用 好看 好听 喜欢 更喜欢 爱 赢 胜 胜出 投 选";
const blame = "差 烂 无聊 离谱 错 错了 垃圾 难看 糟糕 奇怪 无语 胡说 扯";
const sounds = "哈 呵 嘿 嘻 嘿嘿 笑死 笑 哇 哇塞 哦 噢 喔 啊 呀 唉 哎 天哪 天啊 我去 我靠 卧槽 妈呀";

/** 评论回答和模型时用的词，以及没有实际内容的词。 */
const around =
  "我 我们 你 你们 他 她 它 大家 这 那 这个 那个 这两个 两个 都 也 还 还是 就 就是 真 真的 太 很 好 更 最 比 比较 挺 蛮 有点 一点 多 了 的 得 地 吧 啦 嘛 觉得 感觉 认为 回答 答案 模型 机器人 明显 确实 果然 居然 竟然 不 没 一样 和 跟 给 说 是 有 写 答 投票 票 这次 今天 现在 一 个 点";

const list = (...words: string[]) => words.flatMap((some) => some.split(" "));

/** 闲聊。 */
export const talk: Pick<Sentences, "talk"> = {
  talk: {
    reactions: list(thanks, greetings, agreement, praise, blame, sounds),
    around: list(around),
  },
};
