import { describe } from "vitest";
import { describeBallotsByTheRules } from "./ballots-by-the-rules.ts";
import { openEditablePGlite } from "./editable-store.ts";

describe("PGlite", () => {
  describeBallotsByTheRules(openEditablePGlite);
});
