/** Sets money aside for calls that never end, and says for how many of them there was room. */
import { budgetsAt } from "../../core/costs/budget.ts";
import { openStore } from "../../core/store/index.ts";
import { atMinute, freshId } from "../contracts/battle-samples.ts";

const [dataDirectory = "", databaseUrl = "", community = "", calls = "", dollars = ""] = process.argv.slice(2);
const { store } = await openStore({ dataDirectory, databaseUrl, keyFingerprint: "key" });
const at = atMinute(0);
const budgets = budgetsAt(at, { community: { name: community, amounts: { day: Number(dollars) } } });
console.log("ready");
process.stdin.once("data", () => {
  const asked = Array.from({ length: Number(calls) }, () =>
    store.costs.reserve({ id: freshId(), at, endpoint: "local", model: "one", community, most: 1 }, budgets),
  );
  void Promise.all(asked).then((outcomes) => console.log(outcomes.filter((full) => full === null).length));
});
// Until it is killed.
setInterval(() => {}, 60_000);
