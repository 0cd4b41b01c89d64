/** Databases in which texts were written before they were sealed, and after. */
import { describe, expect, it, onTestFinished } from "vitest";
import { type Answer, isAnswer } from "../../../core/battle/battle.ts";
import { createDatabase } from "../../../core/store/database.ts";
import { openEmbeddedEngine } from "../../../core/store/embedded-engine.ts";
import type { RunStatement } from "../../../core/store/engine.ts";
import { createStore } from "../../../core/store/open-store.ts";
import { openPostgresEngine } from "../../../core/store/postgres-engine.ts";
import { sealOlderTexts } from "../../../core/store/sealing.ts";
import { createKeptTexts } from "../../../core/store/kept-texts.ts";
import { type OpenStore, openStore } from "../../../core/store/index.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  sampleAnswer,
  sampleFailure,
  sampleFollowUp,
  sampleTurn,
} from "../battle-samples.ts";
import { readAllTables } from "../../safety/record-reading.ts";
import type { Place } from "../../store/fresh-place.ts";
import { savePost } from "../page-archive-contract.ts";
import { createStage } from "./stage.ts";

/** Stands in every text that is written here. */
const word = "义";
const unstopped = new AbortController().signal;

/** Texts of every kind: a battle with a follow-up, an answer and a failure, a question in the bank, a ballot, a post. */
async function write({ store, pageArchive }: OpenStore) {
  const battle = await createStage(() => store).openBattle();
  const [community, post] = [freshId(), freshId()];
  const followUp = sampleFollowUp(battle, { turn: sampleTurn({ number: 2, question: "And 义?" }) });
  expect(await store.battles.beginFollowUp(followUp)).toMatchObject({ outcome: "begun" });
  const [one, other] = (["a", "b"] as const).map((side) => ({ turn: 2, side, number: 1 }));
  await store.answering.finishAttempt(heldBattle(battle), one!, sampleAnswer, atMinute(4));
  const failure = { ...sampleFailure, detail: "fetch failed: 义" };
  await store.answering.finishAttempt(heldBattle(battle), other!, failure, atMinute(4));
  const question = { task: "other", language: "zh", difficulty: "easy", status: "pending" } as const;
  const added = {
    ...question,
    id: freshId(),
    community,
    author: "author-hash",
    text: "Why so 义?",
    addedAt: atMinute(1),
  };
  expect(await store.bank.addBankQuestion(added, 10)).toBe("added");
  const ballot = {
    battle: battle.id,
    juror: "judge",
    shown: "ab",
    choice: null,
    cost: null,
    at: atMinute(90),
  } as const;
  await store.jury.saveJuryBallot({ ...ballot, failure: "The juror said 义" });
  await savePost(pageArchive, post, '{"text":"the page says 义"}');
  return { battle: battle.id, community, post };
}

type Written = Awaited<ReturnType<typeof write>>;

/** All that was written, as it is read. */
async function readAll({ store, pageArchive }: OpenStore, { battle, community, post }: Written) {
  const { posts } = await pageArchive.after(-1, 100);
  const { turns, attempts } = (await store.battles.findBattle(battle))!;
  return {
    battle: { turns, attempts },
    standing: (await store.battles.standing(battle))!.battle.attempts,
    bank: await store.bank.bankQuestions(community, "pending"),
    ballots: await store.jury.juryBallots(battle),
    mine: await store.people.personalData("asker-hash"),
    post: posts.find(({ id }) => id === post),
  };
}

/** @param makePlace an empty one. */
export function describeSealing(makePlace: () => Promise<Place & { pglite?: boolean }>): void {
  describe("a database with texts from before they were sealed", () => {
    it("is sealed afterwards, reads the same all the time, and stays readable once nothing is sealed any more", async () => {
      const where = await makePlace();
      const open = (encryptText: boolean) =>
        openStore({ ...where, keyFingerprint: "key", texts: createKeptTexts("key", encryptText) });
      let opened = await open(false);
      onTestFinished(() => opened.store.close());
      const reopen = async (encryptText: boolean) => {
        await opened.store.close();
        opened = await open(encryptText);
      };
      /** Rows of the database, as it keeps them, that hold the word. */
      const lines = async () => {
        await opened.store.close();
        const tables = await readAllTables(where);
        return tables.split("\n").filter((line) => line.includes(word));
      };
      const written = await write(opened);
      const before = await readAll(opened, written);
      expect(before.battle.attempts.map(({ ending }) => isAnswer(ending) && (ending as Answer).text)).toContain(
        sampleAnswer.text,
      );
      await opened.store.sealOlderTexts(unstopped);
      const tables = (await lines()).map((line) => line.split(":")[0]);
      expect(new Set(tables)).toEqual(new Set(["Attempt", "BankQuestion", "JuryBallot", "PagePost", "Turn"]));

      await reopen(true);
      expect(await readAll(opened, written)).toEqual(before);
      await opened.store.sealOlderTexts(AbortSignal.abort());
      await reopen(true);
      await opened.store.sealOlderTexts(unstopped);
      expect(await readAll(opened, written)).toEqual(before);
      expect(await lines()).toEqual([]);

      await reopen(false);
      await write(opened);
      expect(await readAll(opened, written)).toMatchObject({ battle: before.battle, bank: before.bank });
      expect(await lines()).not.toEqual([]);
      await reopen(true);
      await opened.store.sealOlderTexts(unstopped);
      expect(await readAll(opened, written)).toMatchObject({ battle: before.battle, bank: before.bank });
      expect(await lines()).toEqual([]);
    });

    it("leaves alone what is erased meanwhile", async () => {
      const { pglite = false, ...place } = await makePlace();
      const opened = await openStore({ ...place, pglite, keyFingerprint: "key" });
      const { battle } = await write(opened);
      await opened.store.close();
      const engine = place.databaseUrl
        ? await openPostgresEngine(place.databaseUrl)
        : await openEmbeddedEngine(place.dataDirectory, { pglite });
      const database = createDatabase(engine, undefined, createKeptTexts("key", true));
      onTestFinished(() => database.close());
      const writeRows: RunStatement = async (...statement) => {
        await database.writeRows(`UPDATE "Turn" SET "question" = '' WHERE "number" = 1`);
        return database.writeRows(...statement);
      };
      await sealOlderTexts({ ...database, writeRows }, unstopped);
      const { turns } = (await createStore(database).battles.findBattle(battle))!;
      expect(turns.map(({ question }) => question)).toEqual(["", "And 义?"]);
    });
  });
}
