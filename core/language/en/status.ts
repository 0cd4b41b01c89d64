/** How the arena is doing, as whoever runs it reads it. */
const moment = (at: Date) =>
  `${new Intl.DateTimeFormat("en", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" }).format(at)} UTC`;
const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

/** The sentences of `/status`, and of the command in the terminal. */
export const status = {
  status: {
    notYours: "Only those who run the arena see how it is doing.",
    title: (version: string, since: Date) => `**Doubleblind ${version}**, running since ${moment(since)}.`,
    bot: {
      up: (name: string) => `${name} connected`,
      trying: (name: string, trouble: string | undefined) =>
        `${name} not connected, still trying${trouble === undefined ? "" : ` (${trouble})`}`,
      waiting: (name: string) => `${name} left to another process`,
    },
    bots: (bots: string) => `Bots: ${bots}`,
    noBots: "Bots: none (the page only)",
    battles: (open: number, answering: number) =>
      `Battles: ${count(open, "can be voted on", "can be voted on")}, ${count(answering, "is being answered", "are being answered")}`,
    waiting: (database: number, calls: number) =>
      `Waiting: ${count(database, "piece of work", "pieces of work")} for the database, ${count(calls, "call of a model", "calls of models")} under way`,
    silent: "The database does not answer in time. The log says why.",
    models: (playing: number, resting: string) =>
      `Models: ${playing.toLocaleString("en")} active${resting === "" ? "" : `; left out for now: ${resting}`}`,
    resting: (name: string, why: string, minutes: number) => `${name} (${why}; tried again in ${minutes} min)`,
    failures: (failures: string) => `Failures since the start, the latest first: ${failures}`,
    failure: (endpoint: string, kind: string, times: number, last: Date) =>
      `${endpoint} ${kind} (${count(times, "time", "times")}, last ${moment(last)})`,
    noFailures: "No model has failed since the start.",
    /** To whoever typed the command. */
    notRunning: (folder: string) =>
      `No arena runs on the data folder ${folder}. Start it with \`npm start\`, or set DATA_DIR to the folder of the one you mean.`,
    notTold: (address: string, reason: string) =>
      `The arena at ${address} does not tell how it is doing (${reason}). Its terminal and its log may say why; \`npm run -s doctor\` looks at everything else.`,
    unknown: (argument: string) =>
      `“${argument}” is not understood. There is only --json: the same as one JSON document.`,
  },
};
