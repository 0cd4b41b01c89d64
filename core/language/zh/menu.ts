/** 按钮菜单。 */
import type { Sentences } from "../en/index.ts";

export const menu: Pick<Sentences, "menu"> = {
  menu: {
    choose: (name, what) => `**${name}**：${what}`,
    back: "返回",
  },
};
