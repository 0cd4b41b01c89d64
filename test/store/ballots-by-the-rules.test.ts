import { describePostgres } from "../skips.ts";
import { describeBallotsByTheRules } from "./ballots-by-the-rules.ts";
import { openEditablePostgres } from "./editable-store.ts";

describePostgres("PostgreSQL", (serverUrl) => {
  describeBallotsByTheRules(() => openEditablePostgres(serverUrl));
});
