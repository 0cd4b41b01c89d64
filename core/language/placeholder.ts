/**
 * What stands in place of a name, whatever the name's length: "I am 〇〇〇", "我是〇〇〇".
 *
 * These circles are how Chinese leaves a name open, and they need no words. To Markdown they are letters, not
 * punctuation, so emphasis right beside them ("我是**〇〇〇**，") still works, which it does not with a block or brackets.
 */
export const placeholder = "〇〇〇";
