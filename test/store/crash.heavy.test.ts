import { expect, it } from "vitest";
import { openStore } from "../../core/store/index.ts";
import { atMinute, freshId } from "../contracts/battle-samples.ts";
import { describeOnBothEngines } from "./both-engines.ts";
import { startChild } from "./child-process.ts";
import { resultOf } from "../contracts/store/result-of.ts";

/** Kills a process in the middle of its votes; every vote it had confirmed must be there, and count. */
async function killAndCount(dataDirectory: string, databaseUrl: string): Promise<void> {
  const options = { dataDirectory, databaseUrl, keyFingerprint: "key" };
  const battle = freshId();
  const child = startChild("cast-votes.ts", dataDirectory, databaseUrl, battle);
  const confirmed: string[] = [];
  for await (const voter of child.lines) {
    confirmed.push(voter);
    if (confirmed.length === 25) await child.kill(); // What it printed until then is still read.
  }
  expect(confirmed.length).toBeGreaterThanOrEqual(25);

  const after = await openStore(options);
  for (const voter of confirmed) {
    expect(await after.store.ballots.findVote(battle, voter), `the vote of ${voter}`).toMatchObject({ choice: "a" });
  }
  await after.store.battles.closeBattle(battle, atMinute(90), "time");
  const counted = (await resultOf(after.store, battle)).a;
  // The kill may have met votes that were written but not yet printed: one for each of the four that cast.
  expect(counted).toBeGreaterThanOrEqual(confirmed.length);
  expect(counted).toBeLessThanOrEqual(confirmed.length + 4);
  await after.store.close();
}

describeOnBothEngines("killed in the middle of votes", (place) => {
  it("has every vote it confirmed", () => killAndCount(place.dataDirectory, place.databaseUrl), 60_000);
});
