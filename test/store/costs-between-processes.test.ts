/** Money that several processes on one PostgreSQL server spend at the same time. */
import { afterAll, beforeAll } from "vitest";
import { describeCosts } from "../contracts/store/costs.ts";
import { describePostgres } from "../skips.ts";
import { openTwoProcesses, type TwoProcesses } from "./two-processes.ts";

describePostgres("money between several processes", (serverUrl) => {
  let processes: TwoProcesses;
  beforeAll(async () => {
    processes = await openTwoProcesses(serverUrl);
  });
  afterAll(() => processes.close());

  describeCosts(() => [processes.left, processes.right]);
});
