/** The settings that say who may ask, where and how much. */

export const askingSettings = {
  askingSettings: {
    on: "on",
    everywhere: "everywhere",
    places: (count: number) => (count === 1 ? "1 channel" : `${count.toLocaleString("en")} channels`),
    group: (identifier: string) => `role ${identifier}`,
    paused: "on: nobody can ask; battles that are open go on",
    askers: "who may ask: everyone, managers, or the members of a role",
    allow: "where one may ask: allow CHANNEL adds one, forbid CHANNEL takes it away, allow all means everywhere",
    budget: "how many battles may begin in a day (UTC)",
    threads: "on: each battle gets a thread of its own where the platform has threads",
    reveal: "when voters see the names: after-vote (once they lock their vote) or at-close",
    choose: (name: string, choices: string) => `Choose one of these for ${name}: ${choices}.`,
    mention: (name: string) => `Mention what you mean after ${name}, such as #channel or @role.`,
    log: "**Changes of the settings, newest first**",
    change: (at: string, name: string, before: string, after: string, by: string) =>
      `- ${at}: \`${name}\` ${before} → ${after} (${by})`,
    byYou: "by you",
    byOther: "by another manager",
    noChanges: "Nobody has changed these settings yet.",
    logHint: "`/settings log` shows who changed what.",
  },
};
