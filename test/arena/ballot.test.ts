import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BattleAction, decodeAction, encodeAction } from "../../core/arena/ballot-buttons.ts";
import { choices } from "../../core/chat/post.ts";

const id = fc.stringMatching(/^(?:~\d{8})?[0-9a-z]{16}$/);
const action: fc.Arbitrary<BattleAction> = fc.oneof(
  fc.record({ kind: fc.constant("vote" as const), battle: id, choice: fc.constantFrom(...choices) }),
  fc.record({ kind: fc.constantFrom("change" as const, "names" as const, "close" as const), battle: id }),
);

describe("a ballot's action", () => {
  it("comes back as it was written, in at most 64 bytes", () => {
    fc.assert(
      fc.property(action, (one) => {
        const text = encodeAction(one);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64);
        expect(decodeAction(text)).toEqual(one);
      }),
    );
  });

  it.each([
    "",
    "vote",
    "vote:0123456789abcdef",
    "vote:0123456789abcdef:",
    "vote:~202612010123456789abcde:a",
    "vote:~2026120x0123456789abcdef:a",
    "vote:~0123456789abcdef:a",
    "vote:202612010123456789abcdef:a",
    "vote:0123456789abcdef:c",
    "vote:0123456789ABCDEF:a",
    "vote:0123456789abcde:a",
    "names:0123456789abcdef:a",
    "close:0123456789abcdef ",
    "vote:0123456789abcdef:a\n",
    "constructor:0123456789abcdef",
    "vote:0123456789abcdef:both-bad:a",
  ])("is refused when forged: %j", (text) => {
    expect(decodeAction(text)).toBeUndefined();
  });
});
