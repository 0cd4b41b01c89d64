/** Where the reader looks: follows the newest for those who are there, and leaves those alone who read further up. */

/** How far from the end still counts as the end, in pixels. */
const nearEnd = 120;

/** How much of what stands above stays visible, in pixels. */
const margin = 16;

/**
 * @param {HTMLElement} scroller
 * @param {HTMLButtonElement} newer Leads to the newest; shown when there is something new below.
 * @param {() => void} onEnd Called when the reader comes to the end.
 */
export function createScrolling(scroller, newer, onEnd) {
  let newest = /** @type {HTMLElement | undefined} */ (undefined);
  let atEnd = true;
  const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEnd;
  const hideNewer = () => {
    newer.hidden = true;
    onEnd();
  };

  /** Shows a thread from its last question on, or up to its end when that fits. @param {HTMLElement} thread */
  const lead = (thread) => {
    const start = [...thread.querySelectorAll("header")].at(-1)?.offsetTop ?? thread.offsetTop;
    const end = thread.offsetTop + thread.offsetHeight;
    const fits = end - start + 2 * margin < scroller.clientHeight;
    scroller.scrollTop = fits ? end + 2 * margin - scroller.clientHeight : start - margin;
    hideNewer();
  };

  newer.addEventListener("click", () => newest && lead(newest));
  scroller.addEventListener("scroll", () => {
    atEnd = isAtEnd();
    if (atEnd) hideNewer();
  });
  // The field below grows and a phone's keyboard opens: the end stays the end.
  new ResizeObserver(() => {
    if (atEnd && newest) scroller.scrollTop = scroller.scrollHeight;
  }).observe(scroller);

  return {
    /**
     * Changes the conversation. `change` gives the thread it changed and how much that matters: `must` for what the
     * reader is waiting for, `news` for what is worth a hint, `none` for the rest.
     *
     * @param {() => { thread: HTMLElement, matters: "must" | "news" | "none" }} change
     * @returns {boolean} whether the reader is where it happened.
     */
    keepPlace(change) {
      const follows = isAtEnd();
      const { thread, matters } = change();
      if (!thread.nextElementSibling) newest = thread;
      if (matters === "none") return true;
      if (matters === "must" || follows) leadWhole(thread);
      else if (thread === newest && !isAtEnd()) newer.hidden = false;
      return newer.hidden === true;
    },
    lead: leadWhole,
    /** Shows a line at the top. @param {HTMLElement} line */
    leadTo(line) {
      scroller.scrollTop = line.offsetTop - margin;
    },
    /** Shows the very end. */
    leadToEnd() {
      scroller.scrollTop = scroller.scrollHeight;
    },
  };

  /** Leads again once the thread's pictures have their height. @param {HTMLElement} thread */
  function leadWhole(thread) {
    lead(thread);
    for (const picture of thread.querySelectorAll("img:not([height])")) {
      if (!(picture instanceof HTMLImageElement) || picture.complete) continue;
      picture.addEventListener("load", () => lead(thread), { once: true });
    }
  }
}
