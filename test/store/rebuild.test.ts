import { describePlays, describeRebuild } from "../contracts/store/rebuilding.ts";
import { describePostgres } from "../skips.ts";
import { openEditablePostgres } from "./editable-store.ts";

describePostgres("rebuilding on PostgreSQL", (serverUrl) => {
  describeRebuild(() => openEditablePostgres(serverUrl));
  describePlays(() => openEditablePostgres(serverUrl));
});
