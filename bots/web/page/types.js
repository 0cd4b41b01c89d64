/**
 * What the server says, as docs/page-interface.md describes it.
 *
 * @typedef {import("../../../core/index.ts").Sentences["page"]["chat"]} Words
 * @typedef {import("../encode.ts").PagePost} PagePost
 * @typedef {import("../encode.ts").PrivateReply} PrivateReply
 * @typedef {import("../../../core/index.ts").PublishedDraw} PublishedDraw
 * @typedef {PagePost["buttons"][number]} Button
 *
 * @typedef {object} Session
 * @property {string} name What others know this person by.
 * @property {string} language
 * @property {boolean} empty Whether there is no post yet.
 * @property {number} revision What has happened so far: the posts up to here are old news.
 * @property {Words} words
 */
export {};
