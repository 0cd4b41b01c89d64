/** 按钮菜单。 */
import type { Sentences } from "../index.ts";

export const menu: Pick<Sentences, "menu"> = {
  menu: {
    choose: (name, what) => `**${name}**：${what}`,
    back: "返回",
  },
};
