import { describe } from "vitest";
import { foretoldWithinAFifth } from "./foretold.ts";

describe("how wide intervals will be", () => {
  foretoldWithinAFifth({ name: "busy people", voters: 50, models: 5, activity: "even", votesEach: 20 });
  foretoldWithinAFifth({ name: "many models", voters: 30, models: 12, activity: "even", votesEach: 10 });
});
