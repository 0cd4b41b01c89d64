/** Menus of buttons. */

export const menu = {
  menu: {
    choose: (name: string, what: string) => `**${name}**: ${what}`,
    back: "Back",
  },
};
