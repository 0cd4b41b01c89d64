/** 排行榜的其他算法。 */
import type { Sentences } from "../en/index.ts";

const number = (value: number) => value.toLocaleString("zh");

/** 其他算法的句子。 */
export const readings: Pick<Sentences, "readings" | "readingMenu" | "fit"> = {
  readings: {
    ranks: {
      called: "名次同时成立",
      title: "排行榜（名次同时成立）",
      answers: "名次范围对所有模型同时成立。适合引用整张榜，而不只是其中一行。",
      facts: "所有模型的名次同时落在各自范围内的把握是 95%。普通排行榜的范围只是各自成立，因此可能更窄。",
    },
    style: {
      called: "不计风格",
      title: "排行榜（不计风格）",
      answers: "去掉回答的长短、Markdown 排版和左右位置的影响后，模型如何排列。适合怀疑长的或排版好的回答更讨巧时看。",
      facts: (votes, ofVotes) =>
        votes === ofVotes ? `依据全部 ${number(votes)} 票。` : `依据 ${number(ofVotes)} 票中的 ${number(votes)} 票。`,
    },
    weighted: {
      called: "均匀抽取",
      title: "排行榜（均匀抽取）",
      answers: "假如每两个模型的对战场数都一样多，模型会如何排列。适合有些模型之间的对战远多于其他时看。",
      facts: (votes, ofVotes, effective) =>
        `越不容易抽到的对战，其投票分量越重。依据 ${number(ofVotes)} 票中的 ${number(votes)} 票，可靠程度相当于 ${number(effective)} 张权重相同的票。`,
    },
    ability: {
      called: "投票者加权",
      title: "排行榜（按投票者加权）",
      answers: "让与大家更一致的投票者权重更高时，模型如何排列。适合怀疑有人随意投票时看。",
      helps: (percent) => `按投票者与众人的一致程度加权，对留出投票的预测提高 ${percent}。`,
      helpsNot: "按投票者加权并没有让对留出投票的预测更好：请看普通排行榜。",
      facts: (votes) =>
        `每位投票者与众人的一致程度和评分一起估计（am-ELO），票少的人估得保守。用留出的 ${number(votes)} 票检验。没有区间，名次只是估计。`,
    },
    sharpened: {
      called: "参考评审团",
      title: "排行榜（参考评审团）",
      answers: "参考模型评审团的判断、但只在其与人的看法相符的程度上，模型如何排列。适合人的投票不多时看。",
      facts: (judged, worth) =>
        judged === 0
          ? "评审团在这里还没有评判过对战，只由人的投票决定。"
          : worth === 0
            ? `评审团评判了 ${number(judged)} 场对战，但在这里没有帮助，只由人的投票决定。`
            : `评审团评判了 ${number(judged)} 场对战，相当于大约多了 ${number(worth)} 张人的票。仍以人的投票为准。`,
    },
    families: {
      called: "按家族",
      title: "排行榜（按家族）",
      answers: "把同一模型的近似版本只算作一个对手时，模型如何排列。适合同一模型有许多版本参加时看。",
      family: (name, models) => `${name}（${models}）`,
      facts: (families, more) =>
        families === ""
          ? "这里没有近似的版本，因此与普通排行榜的先后相同。"
          : `家族：${families}${more > 0 ? `；另有 ${number(more)} 个` : ""}。抗克隆加权（Procaccia、Schiffer、Zhang，2025）。`,
    },
    fit: {
      called: "是否吻合",
      title: "每个模型一个分数，能解释这些投票吗？",
      answers: "一张排行榜能否说明全部情况。适合某个模型的胜负与名次对不上时看。",
    },
  },
  readingMenu: {
    which: "同样的投票还可以这样算，每种算法各回答一个问题：",
    line: (called, answers) => `**${called}**：${answers}`,
    none: "其他算法只适用于按全部投票的排名；这里显示普通排行榜。",
  },
  fit: {
    none: "投票还太少，无法判断。",
    explains: (chance) => `**从现有投票看，能。**即使一个分数确实能解释一切，也有 ${chance} 的可能吻合得这样差。`,
    explainsNot: (chance) => `**不完全能。**假如一个分数确实能解释一切，只有 ${chance} 的可能吻合得这样差。`,
    rarely: "不到 0.1%",
    pairs: "相差最大的对阵：",
    pair: (one, other, votes, observed, expected, errors) =>
      `${one}对${other}：${number(votes)} 票中 ${observed}，预期 ${expected}（相差 ${errors} 个标准误）`,
    circles: "循环：",
    circle: (one, other, third, chance) =>
      `${one}胜${other}，${other}胜${third}，${third}又胜${one}（偶然出现的可能为 ${chance}）`,
    noCircles: "没有超出偶然的循环（A 胜 B、B 胜 C、C 又胜 A）。",
    ties: {
      davidson: (nu) => `平局和都不好：作为单独的结果（Davidson，ν = ${nu}）比各算半胜更能预测留出的投票。`,
      half: (nu) => `平局和都不好：各算半胜比作为单独的结果（Davidson，ν = ${nu}）更能预测留出的投票。`,
      same: (nu) => `平局和都不好：各算半胜与作为单独的结果（Davidson，ν = ${nu}），对留出投票的预测一样好。`,
    },
  },
};
