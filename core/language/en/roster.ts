/** Models that rest because they fail, and changes of the roster while the arena runs. */
const minutesLong = (minutes: number) => (minutes === 1 ? "1 minute" : `${minutes.toLocaleString("en")} minutes`);

/** The sentences on the roster in force. */
export const roster = {
  roster: {
    /** Stands behind a model's name in `/models`. */
    resting: (name: string, why: string, minutes: number) =>
      `${name} (keeps failing, so it is left out for about ${minutesLong(minutes)}: ${why})`,
    restingYetDrawn: (name: string, why: string) =>
      `${name}; it keeps failing (${why}), and is drawn only because too few others answer`,
    why: {
      away: "its endpoint cannot be reached or fails",
      refused: "its endpoint refuses what it is asked",
      limited: "its endpoint accepts no more requests right now",
      slow: "its answers take too long",
      budget: "a budget has no room for it",
      unusable: "its answers cannot be used",
    },
    /** To whoever runs the arena: in the terminal, and at the place they chose. */
    out: (name: string, why: string, minutes: number) =>
      `The model ${name} keeps failing: ${why}. As long as two others answer, battles leave it out; it is tried again in about ${minutesLong(minutes)}, and then less and less often until it answers. The log has the details; \`npm run -s doctor\` checks all models.`,
    back: (name: string) => `The model ${name} answers again and takes part in battles as before.`,
    changed: (path: string) => `${path} was read again. Battles begin with these changes from now on:`,
    changes: {
      added: (models: string) => `new: ${models}`,
      removed: (models: string) => `no longer there: ${models}`,
      active: (models: string) => `takes part again: ${models}`,
      paused: (models: string) => `paused: ${models}`,
      retired: (models: string) => `retired: ${models}`,
      changed: (settings: string) => `changed: ${settings}`,
    },
    unchanged: (path: string) => `${path} was read again. Nothing in it has changed.`,
    unusable: (path: string) =>
      `${path} was changed, but cannot be used. The arena keeps the previous roster. Correct these places:`,
    gone: (path: string) =>
      `${path} is no longer there. The arena keeps the previous roster, and reads the file again as soon as it is back.`,
    keysAtStart:
      "Environment variables, those in .env too, are read at the start alone: after setting a new one, start the arena again.",
    notSaved: (path: string) =>
      `${path} was changed, but its models could not be saved in the database. The arena keeps the previous roster, and tries again.`,
    appeared: (path: string) => `There is a roster now: ${path}. Start the arena again to use its models.`,
    noFile: "There is no roster file to read again: the models in use come from elsewhere.",
  },
};
