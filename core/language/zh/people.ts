/** 人们可以填写的个人情况。 */
import type { Sentences } from "../en/index.ts";

export const people: Pick<Sentences, "people"> = {
  people: {
    traits: { age: "年龄", gender: "性别", occupation: "职业", interests: "兴趣" },
    values: {
      ...{ "18-24": "18-24 岁", "25-34": "25-34 岁", "35-44": "35-44 岁", "45-54": "45-54 岁", "55-64": "55-64 岁" },
      ...{ "65-plus": "65 岁以上", women: "女性", men: "男性", "non-binary": "非二元性别" },
      ...{ students: "学生", teaching: "教学", research: "科研", software: "软件", engineering: "工程" },
      ...{ design: "设计", business: "商业", "health-care": "医疗", "public-service": "公共服务", crafts: "手艺" },
      ...{ retired: "退休", "other-work": "其他职业", science: "科学", technology: "科技", arts: "艺术" },
      ...{ music: "音乐", games: "游戏", sports: "体育", books: "读书", travel: "旅行", cooking: "烹饪", news: "新闻" },
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
    unknown: (word) => `没有“${word}”这个选项。/profile set 会列出全部选项。`,
    twice: (trait) => `“${trait}”只能填写一项。`,
  },
};
