/** What is asked and answered in the moving pictures. All of it is made up: nobody's model said it. */
import type { Language } from "../../../core/index.ts";

/** The story in one language. */
export type Story = {
  language: Language;
  /** As browsers name it. */
  locale: string;
  question: string;
  /** What the two models say to it; the first is voted for. */
  answers: readonly [string, string];
  /** What only the first of them says, as people read it. */
  of: string;
};

/** The story in each language. */
export const stories: Readonly<Record<Language, Story>> = {
  en: {
    language: "en",
    locale: "en-GB",
    question: "My bread comes out flat. What should I check first?",
    answers: [
      "Check the **dough, not the clock**. It should have grown by about three quarters and spring back slowly when you press it.\n\n- Springs back at once: give it another half hour.\n- Does not spring back: it stood too long. Shape it once more and bake sooner.",
      "Flat bread can have many causes: old yeast, water that is too hot, weak flour, too little kneading, too much water, a cold kitchen or a cool oven. Review each step of your recipe carefully and adjust it where necessary.",
    ],
    of: "not the clock",
  },
  zh: {
    language: "zh",
    locale: "zh-CN",
    question: "我做的面包总是发不起来，应该先检查什么？",
    answers: [
      "**看面团，别看钟**：发好的面团大约涨到原来的 1.75 倍，用手指按一下会慢慢回弹。\n\n- 马上弹回来：再发半小时。\n- 完全不回弹：发过头了，重新整形，早一点进烤箱。",
      "面包发不起来的原因很多：酵母过期、水太烫、面粉筋度不够、揉得不足、水太多、厨房太冷，或者烤箱温度不够。请仔细检查配方的每一步，并在必要时作出调整。",
    ],
    of: "别看钟",
  },
};

/** A model that does not exist, and how good it is: 1 is ten wins to one against 0. */
export type MadeUpModel = { id: string; name: string; organization: string; strength: number };

/** The roster. No name is that of a real model. */
export const cast: readonly MadeUpModel[] = [
  { id: "juniper", name: "Juniper 2", organization: "Northlight", strength: 0.62 },
  { id: "lantern", name: "Lantern Pro", organization: "Harbour", strength: 0.36 },
  { id: "juniper-small", name: "Juniper 2 Small", organization: "Northlight", strength: 0.1 },
  { id: "tundra", name: "Tundra 70B", organization: "Openfield", strength: 0.04 },
  { id: "paperclip", name: "Paperclip 4", organization: "Quill", strength: -0.24 },
  { id: "tundra-small", name: "Tundra 8B", organization: "Openfield", strength: -0.6 },
];
