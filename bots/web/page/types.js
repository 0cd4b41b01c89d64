/**
 * What the server says, as docs/page-interface.md describes it.
 *
 * @typedef {import("../../../core/index.ts").Sentences["page"]["chat"]} Words
 * @typedef {import("../encode.ts").PagePost} PagePost
 * @typedef {import("../encode.ts").PrivateReply} PrivateReply
 * @typedef {import("../completions.ts").Completions} Completions
 * @typedef {import("../completions.ts").Completion} Completion
 * @typedef {import("../../../core/index.ts").PublishedDraw} PublishedDraw
 * @typedef {PagePost["buttons"][number]} Button
 * @typedef {PagePost["reactions"][number]["choice"]} Choice
 *
 * @typedef {object} Session
 * @property {string} name What others know this person by.
 * @property {string} language
 * @property {boolean} joined Whether they have been let in.
 * @property {boolean} operator Whether they run the page.
 * @property {boolean} empty Whether there is no post yet.
 * @property {number} revision What has happened so far: the posts up to here are old news.
 * @property {"light" | "dark" | null} theme What the community has chosen.
 * @property {string[]} questions To be tried.
 * @property {number} mostFiles How many files a message may have.
 * @property {Words} words
 */
export {};
