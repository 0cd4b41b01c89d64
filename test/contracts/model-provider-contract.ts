/** What every model provider must do, whatever stands behind it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CompletionRequest,
  failureKinds,
  ModelFailure,
  type ModelProvider,
} from "../../core/models/completion.ts";
import type { Model } from "../../core/models/model.ts";

export type ModelProviderUnderTest = {
  provider: ModelProvider;
  /** One that answers "Say something about the sea, please." with more than one token. */
  model: Model;
  close(): Promise<void>;
};

export function describeModelProvider(name: string, start: () => Promise<ModelProviderUnderTest>): void {
  describe(`${name} as a model provider`, { timeout: 60_000 }, () => {
    let tested: ModelProviderUnderTest;
    beforeAll(async () => {
      tested = await start();
    });
    afterAll(() => tested.close());

    const ask = (more: Partial<CompletionRequest> = {}): CompletionRequest => ({
      model: tested.model,
      messages: [{ role: "user", content: "Say something about the sea, please." }],
      settings: { temperature: 0.7, maxTokens: 500, system: null },
      seed: 7,
      ...more,
    });
    const complete = (request: CompletionRequest, signal = new AbortController().signal) => {
      return tested.provider.complete(request, signal);
    };
    const failureOf = async (request: CompletionRequest, signal?: AbortSignal): Promise<ModelFailure> => {
      const outcome: unknown = await complete(request, signal).catch((error: unknown) => error);
      expect(outcome).toBeInstanceOf(ModelFailure);
      return outcome as ModelFailure;
    };

    it("resolves with a whole answer and what was measured about it", async () => {
      const answer = await complete(ask());
      expect(answer.text.trim()).not.toBe("");
      expect(answer.finishReason).toBe("stop");
      for (const count of [answer.inputTokens, answer.outputTokens]) {
        expect(count === null || (Number.isInteger(count) && count > 0)).toBe(true);
      }
      expect(answer.received === null || answer.received.includes(answer.text)).toBe(true);
      expect(answer.received).not.toBe(answer.text);
      expect(answer.tries).toBeGreaterThanOrEqual(1);
      expect(answer.firstTextMilliseconds).toBeGreaterThanOrEqual(0);
      expect(answer.totalMilliseconds).toBeGreaterThanOrEqual(answer.firstTextMilliseconds);
      expect(answer.firstThoughtMilliseconds ?? 0).toBeLessThanOrEqual(answer.firstTextMilliseconds);
    });

    it("tells which settings it did not send", async () => {
      const settings = { temperature: 0.7, maxTokens: 500, system: "Be kind." };
      expect((await complete(ask({ settings }))).withheld).toEqual([]);
      const model = { ...tested.model, unsupported: ["temperature", "system"] } as const;
      expect((await complete(ask({ model, settings }))).withheld.toSorted()).toEqual(["system", "temperature"]);
      expect((await complete(ask({ model }))).withheld).toEqual(["temperature"]);
      expect(tested.provider.withheld?.(model) ?? model.unsupported).toEqual(["temperature", "system"]);
    });

    it("knows no cost without a price", async () => {
      const model = { ...tested.model, price: null };
      expect((await complete(ask({ model }))).cost).toBeNull();
    });

    it("goes on from earlier messages and takes a system message", async () => {
      const messages = [
        { role: "user", content: "Hello there." },
        { role: "assistant", content: "Hello." },
        { role: "user", content: "Say something about the sea, please." },
      ] as const;
      const settings = { temperature: 0, maxTokens: 500, system: "Be kind." };
      expect((await complete(ask({ messages, settings }))).text).not.toBe("");
    });

    it("serves many at once, each its own answer", async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, (_, seed) => complete(ask({ seed }))));
      expect(answers.filter((answer) => answer.text.trim() !== "")).toHaveLength(20);
    });

    it("refuses a signal that has aborted already", async () => {
      expect((await failureOf(ask(), AbortSignal.abort())).kind).toBe("aborted");
    });

    it("ends at once when its caller aborts", async () => {
      const controller = new AbortController();
      const failing = failureOf(ask(), controller.signal);
      controller.abort();
      expect((await failing).kind).toBe("aborted");
    });

    it("fails with a kind and a reason for a model at an endpoint it does not know", async () => {
      const failure = await failureOf(ask({ model: { ...tested.model, endpoint: "nowhere" } }));
      expect(failureKinds).toContain(failure.kind);
      expect(failure.message).toContain("nowhere");
    });
  });
}
