import { describePostgres } from "../skips.ts";
import { describePieces } from "./board-pieces.ts";
import { openEditablePostgres } from "./editable-store.ts";

describePostgres("a large board on a server", (serverUrl) => {
  describePieces(() => openEditablePostgres(serverUrl), 20_000, 25_000);
});
