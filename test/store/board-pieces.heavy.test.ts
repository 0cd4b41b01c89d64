import { describe } from "vitest";
import { describePieces } from "./board-pieces.ts";
import { openEditablePGlite } from "./editable-store.ts";

describe("a large board in this process", () => {
  describePieces(openEditablePGlite, 76, 300);
});
