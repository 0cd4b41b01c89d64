/** Voting by the keys A, B, T and X, while nobody is writing. */
/** In the order of a ballot's buttons. */
export const votingKeys = ["A", "B", "T", "X"];

/**
 * Votes on the open ballot that the reader looks at: of those in sight, the last.
 *
 * @param {HTMLElement} place Where the posts stand.
 */
export function prepareVotingKeys(place) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target)) return;
    const choice = votingKeys.indexOf(event.key.toUpperCase());
    const ballot = choice < 0 ? undefined : ballotsInSight(place).at(-1);
    const button = ballot?.querySelectorAll("button")[choice];
    if (!button) return;
    event.preventDefault();
    button.click();
  });
}

/** @param {EventTarget | null} target */
function isWriting(target) {
  return target instanceof Element && target.closest("input, textarea, select, dialog, [contenteditable]") !== null;
}

/** @param {HTMLElement} place */
function ballotsInSight(place) {
  const [top, bottom] = [0, innerHeight];
  return [...place.querySelectorAll(".content > .ballot")].filter((ballot) => {
    const around = ballot.closest(".content")?.getBoundingClientRect();
    return around !== undefined && around.bottom > top && around.top < bottom;
  });
}
