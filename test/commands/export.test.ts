/** The open data of one community as a private file, for those who run it. */
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Request } from "../../core/chat/post.ts";
import { type LimitReached, NeedsManager } from "../../core/chat/refusal.ts";
import { createCommunityExports, largestExport, mostADay, mostRead } from "../../core/export/community-export.ts";
import { rateBoard } from "../../core/boards/board-rating.ts";
import { languages, sentences } from "../../core/language/index.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit, testKey } from "../core-kit.ts";
import { answerWith } from "../peers/scripted-model-server.ts";
import { ask, fight, say } from "./command-kit.ts";

const manager = { manages: true } as const;
const words = sentences("en").exports;
const club = { community: "web:club" } as const;
const { of: pseudonymOf } = createPseudonyms(testKey);
const leastPeople = 20;
/** One fewer than are needed have said yes from the beginning; the last one says it later. */
const voters = Array.from({ length: leastPeople }, (_, index) => `voter ${index}`);
const last = voters.at(-1)!;

let kit: CoreKit;
let core: RunningCore;
const battles: Record<string, string> = {};
beforeAll(async () => {
  kit = await startCoreKit();
  kit.server.script(answerWith("an answer of a model"));
  core = await kit.createCore();
  for (const voter of [...voters.slice(0, -1), "elsewhere"]) await say(core, "/privacy share:on", voter);
  const all = Object.fromEntries(voters.map((voter, index) => [voter, index % 2 === 0 ? "a" : "b"]));
  battles["many"] = await fight(core, "Why is the sky blue?", { ...all, silent: "tie" }, club);
  battles["adults"] = await fight(core, "What is for adults only?", { ann: "a" }, { ...club, ageRestricted: true });
  battles["open"] = (await ask(core, "Who is still being voted on?", "asker", club)).battle;
  battles["other"] = await fight(core, "What do others ask?", { elsewhere: "b" }, { community: "web:other" });
  battles["private"] = await fight(core, "What is only mine?", { ann: "a" }, { ...club, private: true });
  await kit.store.boards.fold();
});
afterAll(() => kit.close());

/** A core of its own, so that nothing has been exported that day; what is in the file. */
async function exportFrom(written = "/export", more: Partial<Request> = {}, from?: RunningCore) {
  const running = from ?? (await kit.createCore());
  const reply = await say(running, written, "boss", { ...manager, ...club, ...more });
  const [file] = reply.files ?? [];
  if (!file || !("base64" in file)) throw new Error("There is no file.");
  const unpacked = unzipSync(Buffer.from(file.base64, "base64"));
  const files = Object.fromEntries(
    Object.entries(unpacked).map(([name, bytes]) => [name, Buffer.from(bytes).toString("utf8")]),
  );
  return { reply, name: file.name, files, all: Object.values(files).join("\n") };
}

const rowsOf = (file = "") =>
  file
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("/export", () => {
  it("gives those who run a community its own closed battles, privately, and nothing else", async () => {
    const { reply, name, files, all } = await exportFrom("/export jsonl");
    expect(reply.private).toBe(true);
    expect(reply.files).toHaveLength(1);
    expect(name).toMatch(/^doubleblind-\d{4}-\d\d-\d\d-jsonl\.zip$/u);
    expect(Object.keys(files).toSorted()).toEqual([
      "README.md",
      "battles.jsonl",
      "boards.jsonl",
      "checksums.txt",
      "croissant.json",
      "models.jsonl",
      "votes.jsonl",
    ]);
    expect(rowsOf(files["battles.jsonl"]).map((row) => row["question_id"])).toEqual([battles["many"]]);
    expect(rowsOf(files["votes.jsonl"])).toHaveLength(leastPeople + 1);
    for (const left of ["adults", "open", "other", "private"]) expect(all).not.toContain(battles[left]!);
    expect(all).not.toMatch(/sky blue|an answer of a model|conversation_a/u);
    for (const somebody of [...voters, "silent", "asker", "ann", "elsewhere"])
      expect(all).not.toContain(pseudonymOf(`web:${somebody}`));
    expect(all).not.toContain(pseudonymOf(club.community));
    expect(files["README.md"]).toContain("(only those of one community)");
    expect(reply.text).toContain(words.made(1, leastPeople + 1, 2));
  });

  it("has single votes of who has said yes, from twenty in this community on, and no longer when one takes it back", async () => {
    const few = await exportFrom("/export jsonl");
    // Those who vote elsewhere do not count here.
    expect(rowsOf(few.files["votes.jsonl"]).some((row) => row["consented"])).toBe(false);
    expect(few.reply.text).toContain(words.own(0, 0, leastPeople));
    await say(core, "/privacy share:on", last);
    const many = await exportFrom("/export jsonl");
    const rows = rowsOf(many.files["votes.jsonl"]);
    expect(rows.filter((row) => row["consented"])).toHaveLength(leastPeople);
    expect(rows.filter((row) => !row["consented"])).toMatchObject([{ winner: "tie", judge: "counted-1", means: null }]);
    expect(many.reply.text).toContain(words.own(leastPeople, leastPeople, leastPeople));
    await say(core, "/privacy share:off", last);
    const after = await exportFrom("/export jsonl");
    expect(rowsOf(after.files["votes.jsonl"]).some((row) => row["consented"])).toBe(false);
  });

  it.each(languages)("speaks the language of who asks, and writes CSV unless told otherwise (%s)", async (language) => {
    const own = sentences(language).exports;
    const { reply, name, files } = await exportFrom("/export", { language });
    expect(name).toMatch(/-csv\.zip$/u);
    expect(files["votes.csv"]!.split("\r\n")[0]).toContain("question_id,model_a");
    expect(reply.text).toBe(
      [own.made(1, leastPeople + 1, 2), own.own(0, 0, leastPeople), own.beforePublishing].join("\n\n"),
    );
    const send = (more: Partial<Request>, written = "/export") =>
      core.handle({ ...sender("boss", { ...club, language, ...more }), text: written });
    await expect(send({})).rejects.toThrow(own.notYours);
    await expect(send({ ...manager, private: true })).rejects.toThrow(own.notAlone);
    await expect(send({ ...manager, private: true, runsArena: true })).rejects.toThrow(own.notAlone);
    await expect(send({ ...manager, community: "web:open", runsArena: true })).rejects.toThrow(own.notOfOpenPage);
    await expect(send({ ...manager, community: "web:nobody" })).rejects.toThrow(own.nothing(0));
    await expect(send(manager, "/export parquet")).rejects.toThrow(
      own.unknown(sentences(language).commands.export.usage),
    );
  });

  it("is for managers only", async () => {
    await expect(say(core, "/export", "ann", club)).rejects.toBeInstanceOf(NeedsManager);
    const alone = { ...club, ...manager, private: true };
    await expect(say(core, "/export", "ann", alone)).rejects.toBeInstanceOf(NeedsManager);
  });

  it("makes so many a day for a community, whoever asks, and others still have theirs", async () => {
    const running = await kit.createCore();
    for (let count = 0; count < mostADay; count += 1) await exportFrom("/export", {}, running);
    const refused = say(running, "/export", "another boss", { ...manager, ...club });
    await expect(refused).rejects.toMatchObject({ name: "LimitReached", message: words.tooOften(mostADay, 8) });
    const other = await exportFrom("/export jsonl", { community: "web:other" }, running);
    expect(rowsOf(other.files["battles.jsonl"]).map((row) => row["question_id"])).toEqual([battles["other"]]);
    running.clock.advance(((await refused.catch((error: LimitReached) => error)) as LimitReached).seconds * 1_000);
    await exportFrom("/export", {}, running);
  });

  it("makes one at a time", async () => {
    const gate = Promise.withResolvers<void>();
    const { make } = createCommunityExports({
      ...{ store: kit.store.exports, everybody: () => kit.store.models.models(), openPage: "", clock: core.clock },
      rate: async (votes) => gate.promise.then(() => rateBoard(votes)),
    });
    const wish = {
      ...{ community: pseudonymOf(club.community), format: "csv" as const, secret: "secret" },
      personalKinds: sentences("en").personal.kinds,
    };
    const first = make(wish);
    expect(await make({ ...wish, community: "another" })).toEqual({ refused: "busy" });
    gate.resolve();
    expect(await first).toHaveProperty("file");
    expect(await make(wish)).toHaveProperty("file");
  });

  it("refuses what is too large, and says who can export it", async () => {
    const make = (limits: { largestExport: number; mostRead: number }) =>
      createCommunityExports(
        {
          ...{ store: kit.store.exports, everybody: () => kit.store.models.models(), openPage: "", clock: core.clock },
          rate: async (votes) => rateBoard(votes),
        },
        limits,
      ).make({
        ...{ community: pseudonymOf(club.community), format: "csv", secret: "secret" },
        personalKinds: sentences("en").personal.kinds,
      });
    const whole = await make({ largestExport, mostRead });
    if (!("file" in whole)) throw new Error("There is no file.");
    const { length } = whole.file;
    expect(await make({ largestExport: length - 1, mostRead })).toEqual({ refused: "too-large" });
    const [read, votes] = [3, leastPeople + 3];
    expect(await make({ largestExport, mostRead: read + votes - 1 })).toEqual({ refused: "too-large" });
    expect(await make({ largestExport, mostRead: read + votes })).toMatchObject({ summary: { battles: 1 } });
    for (const language of languages)
      expect(sentences(language).exports.tooLarge(mostRead, 4)).toMatch(/20,000.*4 MiB.*`npm run -s export`/u);
  });
});
