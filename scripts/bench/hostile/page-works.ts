/** What the page's own code does with a stranger's text, as far as it needs no browser. */
import * as marked from "marked";
import { createBudget } from "../../../bots/web/page/budget.js";
import { isTooMuch } from "../../../bots/web/page/formulas.js";
import { createMarkup } from "../../../bots/web/page/markup.js";

const markUp = createMarkup(marked);

/** Each with a clock that stands still: what is measured is what the limits leave, not when time was up. */
export const pageWorks: readonly { name: string; work: (text: string) => unknown }[] = [
  {
    name: "Page: Markdown",
    work: (text) =>
      markUp(
        text,
        createBudget(() => 0),
      ),
  },
  { name: "Page: formula", work: isTooMuch },
];
