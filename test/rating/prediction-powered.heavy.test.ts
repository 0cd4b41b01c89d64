/** In communities of many kinds, ratings sharpened by a jury lie no further from the truth than people's alone. */
import { expect, it } from "vitest";
import { bench } from "../../scripts/bench/sharpened.ts";

type Found = { name: string; promised: boolean; error: number; held: { sharpened: number }; moreVotes: number };

it("is so whatever the jury likes, and a good jury brings them nearer", () => {
  const { figures } = bench({ repetitions: 100 });
  const regimes = figures["regimes"] as Found[];
  for (const { name, error, held } of regimes.filter(({ promised }) => promised)) {
    expect(error, name).toBeLessThan(1.02);
    expect(held.sharpened, name).toBeGreaterThan(0.925);
    expect(held.sharpened, name).toBeLessThan(0.985);
  }
  const find = (name: string) => regimes.find((regime) => regime.name === name)!;
  expect(find("a good jury").error).toBeLessThan(0.98);
  expect(find("few battles with votes").error).toBeLessThan(0.97);
  expect(find("none without votes").error).toBe(1);
  expect(find("a jury of noise").moreVotes).toBeLessThan(2);
});
