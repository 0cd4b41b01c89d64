/** Ballots on several battles in one statement, beside others who hold several battles: nobody waits for each other. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { NewBattle } from "../../core/battle/battle.ts";
import type { Store } from "../../core/store/store.ts";
import { atMinute, freshId, sampleVote } from "../contracts/battle-samples.ts";
import { createStage } from "../contracts/store/stage.ts";
import { describePostgres } from "../skips.ts";
import { openTwoProcesses, type TwoProcesses } from "./two-processes.ts";

describePostgres("ballots on several battles", (serverUrl) => {
  let processes: TwoProcesses;
  let [left, right]: Store[] = [];
  const { openBattle } = createStage(() => left!);
  /** The later one was made first: whoever takes the rows as they lie takes it first. */
  let battles: [earlier: NewBattle, later: NewBattle];

  beforeAll(async () => {
    processes = await openTwoProcesses(serverUrl);
    ({ left, right } = processes);
  });
  afterAll(() => processes.close());
  beforeEach(async () => {
    const [name, community, asker] = [freshId().slice(1), freshId(), freshId()];
    const later = await openBattle({ id: `b${name}`, community, asker });
    battles = [await openBattle({ id: `a${name}`, community, asker }), later];
  });

  const cast = (store: Store | undefined, order: readonly NewBattle[] = battles) =>
    Promise.all(order.map((battle) => store!.ballots.castVote(sampleVote(battle, "voter"))));
  const move = ({ community }: NewBattle) => right!.communities.moveCommunity(community, freshId());
  const outcomes = (all: { outcome: string }[]) => all.map(({ outcome }) => outcome);

  it("take them in the order of a community that moves", async () => {
    const [first] = await processes.meet(
      battles[0],
      () => cast(left),
      () => move(battles[0]),
    );
    expect(outcomes(first)).toEqual(["cast", "cast"]);
  });

  it("take them in the order of a person who is forgotten, and of other ballots", async () => {
    const [first] = await processes.meet(
      battles[0],
      () => cast(left),
      () => right!.people.erasePerson(battles[0].asker, atMinute(90)),
    );
    expect(outcomes(first)).toEqual(["cast", "cast"]);
    const both = await processes.meet(
      battles[0],
      () => cast(left),
      () => cast(right, battles.toReversed()),
    );
    expect(both.map(outcomes)).toEqual([
      ["cast", "cast"],
      ["cast", "cast"],
    ]);
  });

  it("wait for no battle that is over", async () => {
    await left!.battles.closeBattle(battles[0].id, atMinute(60), "time");
    const late = await processes.holding(battles[0], () => cast(left));
    expect(outcomes(late)).toEqual(["not-open", "cast"]);
  });
});
