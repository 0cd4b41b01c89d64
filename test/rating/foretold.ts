/** Whether intervals become as wide as was foretold: the test, for any community. */
import { expect, it } from "vitest";
import type { Regime } from "../../scripts/bench/coverage/community.ts";
import { measureOutlook } from "../../scripts/bench/coverage/outlook.ts";

type Community = { name: string } & Pick<Regime, "voters" | "models" | "activity" | "votesEach">;

export function foretoldWithinAFifth({ name, ...community }: Community): void {
  it(`is foretold within a fifth: ${name}`, () => {
    const regime = { name, ...community, draws: "even", votesPerBattle: 2, ties: 0.2 } as const;
    for (const { ratio } of measureOutlook(regime, 4, 3)) {
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.2);
    }
  });
}
