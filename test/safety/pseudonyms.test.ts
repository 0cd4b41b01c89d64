import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { createPseudonyms, deriveKey } from "../../core/safety/pseudonyms.ts";

it("are the same whether or not they are remembered, for more people than are", () => {
  const pseudonyms = createPseudonyms("key");
  const key = deriveKey("key", "doubleblind pseudonym v1");
  const people = Array.from({ length: 6_000 }, (_, number) => `discord:${number}`);
  const expected = people.map((person) => createHmac("sha256", key).update(person).digest("base64url"));
  for (let time = 0; time < 2; time += 1) expect(people.map((person) => pseudonyms.of(person))).toEqual(expected);
  expect(createPseudonyms("another key").of("discord:1")).not.toBe(expected[1]);
});
