/** What communities add to the question bank. */
import { describe, expect, it } from "vitest";
import type { Store } from "../../../core/store/store.ts";
import type { AddedQuestion } from "../../../core/bank/question-bank.ts";
import { atMinute, freshId } from "../battle-samples.ts";

function sampleQuestion(changes: Partial<AddedQuestion> = {}): AddedQuestion {
  return {
    id: freshId(),
    community: "community-hash",
    author: "author-hash",
    text: "Why 义? 🙂",
    task: "question-answering",
    language: "zh",
    difficulty: "hard",
    status: "pending",
    addedAt: atMinute(1),
    ...changes,
  };
}

export function describeBank(store: () => Store): void {
  describe("a community's question bank", () => {
    it("keeps questions by their state, oldest first, apart from other communities", async () => {
      const community = freshId();
      const later = sampleQuestion({ community, text: "Later?", addedAt: atMinute(2) });
      const earlier = sampleQuestion({ community });
      for (const question of [later, earlier, sampleQuestion({ community: freshId() })])
        expect(await store().bank.addBankQuestion(question, 10)).toBe("added");
      expect(await store().bank.bankQuestions(community, "pending")).toEqual([earlier, later]);
      expect(await store().bank.bankQuestions(community, "approved")).toEqual([]);
      expect(await store().bank.findBankQuestion(community, later.id)).toEqual(later);
      expect(await store().bank.findBankQuestion(freshId(), later.id)).toBeUndefined();
    });

    it("moves a question once to a state, and only in its own community", async () => {
      const question = sampleQuestion({ community: freshId() });
      const { community, id } = question;
      await store().bank.addBankQuestion(question, 10);
      expect(await store().bank.decideBankQuestion(freshId(), id, "approved", atMinute(5))).toBe(false);
      const decide = (status: "approved" | "rejected") =>
        store().bank.decideBankQuestion(community, id, status, atMinute(5));
      expect((await Promise.all([decide("approved"), decide("approved")])).filter(Boolean)).toHaveLength(1);
      expect(await store().bank.bankQuestions(community, "approved")).toEqual([{ ...question, status: "approved" }]);
      expect(await decide("rejected")).toBe(true);
      expect(await store().bank.bankQuestions(community, "approved")).toEqual([]);
    });

    it("takes the same text once, unless it was rejected", async () => {
      const community = freshId();
      const first = sampleQuestion({ community });
      const add = () => store().bank.addBankQuestion(sampleQuestion({ community }), 10);
      const outcomes = await Promise.all([store().bank.addBankQuestion(first, 10), add(), add()]);
      expect(outcomes.toSorted()).toEqual(["added", "twice", "twice"]);
      const [kept] = await store().bank.bankQuestions(community, "pending");
      await store().bank.decideBankQuestion(community, kept!.id, "rejected", atMinute(5));
      expect(await add()).toBe("added");
    });

    it("lets only so many wait, even those that come at once", async () => {
      const community = freshId();
      const add = (text: string, changes: Partial<AddedQuestion> = {}) =>
        store().bank.addBankQuestion(sampleQuestion({ community, text, ...changes }), 2);
      const outcomes = await Promise.all(["one", "two", "three", "four"].map((text) => add(text)));
      expect(outcomes.toSorted()).toEqual(["added", "added", "full", "full"]);
      expect(await add("from who runs it", { status: "approved" })).toBe("added");
    });
  });
}
