/** What people read on boards and profiles. */

export const boards = {
  boards: {
    heading: (title: string, subtitle: string) => `${title} (${subtitle})`,
    title: (task: string | undefined) => (task ? `Leaderboard: ${task}` : "Leaderboard"),
    votes: (votes: number) =>
      votes === 0 ? "No votes yet" : votes === 1 ? "1 vote" : `${votes.toLocaleString("en")} votes`,
    intervalNote: "Bars are 95% intervals. Votes count when their battle closes.",
    provisionalNote:
      "Provisional: some models have only won, only lost, or never met the others, so ratings lean towards 1000.",
    headings: { rank: "Rank", model: "Model", rating: "Rating", votes: "Votes", bothBad: "Both bad" },
    row: (rank: string, name: string, rating: number, lower: number, upper: number, votes: string) =>
      `${rank}. ${name}: ${rating} (${lower} to ${upper}), ${votes}`,
    unrated: (names: string) => `No votes yet: ${names}`,
    count: (count: number) => count.toLocaleString("en"),
    percent: (share: number) => `${Math.round(share * 100)}%`,
    listSeparator: ", ",
    emptyTask: (task: string) => `No votes on ${task} yet. Battles on it count when they close.`,
    emptyBoard: "No battle has closed yet. Ask a question and vote: the board fills as battles close.",
  },
  profile: {
    title: (names: string) => `Profile: ${names}`,
    versus: (one: string, other: string) => `${one} and ${other}`,
    subtitle: "Share of votes won by task (ties and both-bad count half)",
    footer: "50% is an even record. Hollow marks: no votes yet.",
    headToHead: (first: string, second: string, won: number, lost: number, tied: number, bothBad: number) =>
      `Against each other: ${first} won ${won}, ${second} won ${lost}, ${tied} tied, ${bothBad} both bad.`,
    axis: (task: string, percent: string, votes: string) => `${task} ${percent} (${votes})`,
    noVotes: (task: string) => `${task} no votes`,
    series: (name: string, axes: string) => `${name}: ${axes}.`,
    rivals: "Closest rivals",
    rival: (name: string, won: number, lost: number, tied: number, bothBad: number) =>
      `against ${name}: ${won} won, ${lost} lost, ${tied} tied, ${bothBad} both bad`,
  },
};
