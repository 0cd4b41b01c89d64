/** What people read when they may not ask, or what they attached is of no use. */

export const asking = {
  asking: {
    paused: "The arena is paused in this community. Those who run it can go on with /settings paused off.",
    notAmongAskers:
      "In this community not everybody may ask. You can vote; those who run it decide by /settings askers.",
    notHere: "In this community questions may be asked in certain channels only, and this is none of them.",
    budgetSpent: (budget: number) =>
      `This community has had its ${budget.toLocaleString("en")} battles for today. It goes on at midnight UTC; you can still vote.`,
    namesAtClose: "In this community the names are shown to everybody at once, when the battle closes.",
    nobodySees: "Fewer than two models here take pictures, so this question cannot be asked. Describe it in words.",
    noPicturesInFollowUp: "A follow-up takes no pictures. Ask a new question with them.",
    tooManyPictures: (most: number) => `A question takes at most ${most} pictures.`,
    pictureAlone: "What do you see in this picture?",
    fileTooLarge: (name: string, megabytes: number) => `${name} is too large: a file may have up to ${megabytes} MiB.`,
    unreadableFile: (name: string) =>
      `${name} cannot be used: a question takes pictures (PNG, JPEG, GIF, WebP) and short text files.`,
  },
};
