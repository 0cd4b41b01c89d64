import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { moderationCheck } from "../../core/doctor/moderation.ts";
import { type ModerationServer, startModerationServer } from "../peers/moderation-server.ts";
import { look, words } from "./examination.ts";

let peer: ModerationServer;
beforeAll(async () => {
  peer = await startModerationServer();
});
beforeEach(() => Object.assign(peer, { calls: [], looksAtPictures: true, answerInstead: undefined }));
afterAll(() => peer.close());

const own = words.moderation;
const set = (whenSilent: "closed" | "open") => ({ moderation: { url: peer.url, key: null, model: null, whenSilent } });

it("says what looks at questions and answers, and whether it answers", async () => {
  const { host } = new URL(peer.url);
  expect(await look(moderationCheck)).toEqual([{ state: "ok", what: own.builtIn }]);
  expect(await look(moderationCheck, set("closed"), { offline: true })).toEqual([
    { state: "ok", what: own.notAsked(host) },
  ]);
  expect(peer.calls).toEqual([]);
  expect(await look(moderationCheck, set("closed"))).toEqual([{ state: "ok", what: own.answers(host) }]);
});

it("says that nothing can be asked while it is silent, or that the rules alone look", async () => {
  const { host } = new URL(peer.url);
  peer.answerInstead = (response) => void response.writeHead(401).end();
  const reason = "it answered with HTTP status 401";
  for (const [whenSilent, state] of [
    ["closed", "wrong"],
    ["open", "warning"],
  ] as const)
    expect(await look(moderationCheck, set(whenSilent))).toEqual([
      { state, what: own.silent(host, reason, whenSilent === "closed"), mend: own.mend },
    ]);
});

it.each(["closed", "open"] as const)("says that it looks at no pictures: %s", async (whenSilent) => {
  const { host } = new URL(peer.url);
  peer.looksAtPictures = false;
  expect(await look(moderationCheck, set(whenSilent))).toEqual([
    { state: "warning", what: own.noPictures(host, whenSilent === "closed"), mend: own.mendPictures },
  ]);
});
