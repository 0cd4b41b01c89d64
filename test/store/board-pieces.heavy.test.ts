import { describe } from "vitest";
import { describePostgres } from "../skips.ts";
import { describePieces } from "./board-pieces.ts";
import { openEditablePGlite, openEditablePostgres } from "./editable-store.ts";

describe("a large board in this process", () => {
  describePieces(openEditablePGlite, 76, 300);
});

describePostgres("a large board on a server", (serverUrl) => {
  describePieces(() => openEditablePostgres(serverUrl), 20_000, 25_000);
});
