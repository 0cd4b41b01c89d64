import { expect, it } from "vitest";
import { patience, until } from "./until.ts";

const arrived: string[] = [];

it("looks until the condition holds", async () => {
  let looks = 0;
  await until(() => (looks += 1) === 3);
  expect(looks).toBe(3);
});

it("ends in time by a message that says what it waited for, and where", async () => {
  const vain = await until(() => arrived.includes(String(patience)), 20).catch((error: unknown) => error as Error);
  expect(vain?.message).toBe("Waited 0.02 seconds in vain until: arrived.includes(String(patience))");
  expect(vain?.stack?.split("\n")[1]).toContain("until.test.ts");
});
