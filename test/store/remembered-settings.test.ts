/** Settings as several processes remember them, on one database, and what happens while they change. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Decided, usualRules } from "../../core/battle/asking-rules.ts";
import { unsetSettings } from "../../core/battle/community-settings.ts";
import type { Language } from "../../core/language/index.ts";
import { unsetPerson } from "../../core/people/store.ts";
import { believedFor, rememberSettings } from "../../core/store/remembered-settings.ts";
import type { Store } from "../../core/store/store.ts";
import { atMinute, freshId, sampleRestriction } from "../contracts/battle-samples.ts";
import { createManualClock } from "../manual-clock.ts";
import { describePostgres } from "../skips.ts";
import { openTwoProcesses, type TwoProcesses } from "./two-processes.ts";

const clock = createManualClock();
const chinese = { ...unsetPerson, language: "zh" } as const;

function changeTo(store: Pick<Store, "communities">, community: string, own: Partial<Decided["own"]>): Promise<void> {
  return store.communities.changeSettings(community, (kept) => ({ ...kept, own: { ...kept.own, ...own }, noted: [] }));
}

describePostgres("settings in several processes", (serverUrl) => {
  let processes: TwoProcesses;
  let [left, right]: [Store, Store] = [] as never;

  beforeAll(async () => {
    processes = await openTwoProcesses(serverUrl, clock);
    ({ left, right } = processes);
  });
  afterAll(() => processes.close());

  it("are known at once where they are changed, and soon in every other process", async () => {
    const [person, community] = [freshId(), freshId()];
    for (const store of [left, right]) {
      expect(await store.people.personLanguage(person)).toBeNull();
      expect(await store.communities.communitySettings(community)).toEqual(unsetSettings);
    }
    await left.people.savePersonSettings(person, chinese);
    await changeTo(left, community, { language: "zh", theme: "dark" });
    expect(await left.people.personLanguage(person)).toBe("zh");
    expect(await left.communities.communitySettings(community)).toMatchObject({ language: "zh", theme: "dark" });
    clock.advance(believedFor - 1);
    expect(await right.people.personLanguage(person)).toBeNull();
    expect(await right.communities.communitySettings(community)).toEqual(unsetSettings);
    clock.advance(1);
    expect(await right.people.personLanguage(person)).toBe("zh");
    expect(await right.communities.communitySettings(community)).toMatchObject({ language: "zh", theme: "dark" });
  });

  it("are known at once in every process where they are rules", async () => {
    const [person, community] = [freshId(), freshId()];
    expect((await right.communities.decided(community)).asking).toEqual(usualRules);
    expect((await right.people.personSettings(person)).profileVisible).toBe(false);
    const asking = { ...usualRules, paused: true, reveal: "at-close" } as const;
    await left.communities.changeSettings(community, (kept) => ({ ...kept, asking, noted: [] }));
    await left.people.savePersonSettings(person, { ...unsetPerson, profileVisible: true });
    expect((await right.communities.decided(community)).asking).toEqual(asking);
    expect((await right.people.personSettings(person)).profileVisible).toBe(true);
  });

  it("are forgotten with the person, and move with the community", async () => {
    const [person, from, to] = [freshId(), freshId(), freshId()];
    await left.people.savePersonSettings(person, chinese);
    await changeTo(left, from, { reactions: "off" });
    expect(await left.people.personLanguage(person)).toBe("zh");
    for (const community of [from, to]) await left.communities.communitySettings(community);
    await left.people.erasePerson(person, new Date());
    await left.communities.moveCommunity(from, to);
    expect(await left.people.personLanguage(person)).toBeNull();
    expect(await left.communities.communitySettings(from)).toEqual(unsetSettings);
    expect(await left.communities.communitySettings(to)).toMatchObject({ reactions: "off" });
  });

  it("of who is shut out are known at once where that is decided, and elsewhere within seconds", async () => {
    const [community, about] = [freshId(), freshId()];
    const out = async (store: Store) => (await store.restrictions.shutOut(community)).get(about);
    expect([await out(left), await out(right)]).toEqual([undefined, undefined]);
    const [made] = await left.restrictions.restrict([sampleRestriction({ community, about, kind: "shut-out" })]);
    expect([await out(left), await out(right)]).toEqual([null, undefined]);
    clock.advance(believedFor);
    expect(await out(right)).toBeNull();
    await right.restrictions.lift(community, made!.number, "boss", atMinute(9));
    expect(await out(right)).toBeUndefined();
    const [again] = await left.restrictions.restrict([sampleRestriction({ community, about, kind: "shut-out" })]);
    const to = freshId();
    expect([again!.number, (await left.restrictions.shutOut(to)).size]).toEqual([made!.number + 1, 0]);
    await left.communities.moveCommunity(community, to);
    expect([(await left.restrictions.shutOut(to)).get(about), await out(left)]).toEqual([null, undefined]);
  });
});

describe("a reading", () => {
  /** Readings that are answered by hand, in the order in which they were begun. */
  const answers: PromiseWithResolvers<Language | null>[] = [];
  const remembering = (alone: boolean) => {
    const unused = (): never => expect.fail("is not to be used");
    const personLanguage = (): Promise<Language | null> => {
      const answer = Promise.withResolvers<Language | null>();
      answers.push(answer);
      return answer.promise;
    };
    const others = { personSettings: unused, personalData: unused, history: unused, votingRecord: unused };
    const people = {
      ...{ ...others, personLanguage, erasePerson: unused },
      savePersonSettings: async (person: string) => {
        if (person === "lost") throw new Error("the answer was lost");
      },
    };
    const communities = {
      ...{ decided: unused, communitySettings: unused, changeSettings: unused },
      ...{ settingChanges: unused, moveCommunity: unused },
    };
    const restrictions = {
      ...{ restrict: unused, lift: unused, restrictions: unused, shutOut: unused },
      ...{ report: unused, noteMoves: unused, examine: unused },
    };
    return rememberSettings({ people, communities, restrictions, known: unused }, { alone, clock }).people;
  };

  beforeEach(() => void answers.splice(0));

  it("is shared by all who ask meanwhile, and kept though it says nothing, for ever where nobody else can change it", async () => {
    const people = remembering(true);
    const asking = [people.personLanguage("ann"), people.personLanguage("ann")];
    answers[0]!.resolve(null);
    expect(await Promise.all(asking)).toEqual([null, null]);
    clock.advance(1_000_000_000);
    expect(await people.personLanguage("ann")).toBeNull();
    expect(answers).toHaveLength(1);
  });

  it.each(["ann", "lost"])("leaves nothing old behind when a change overtakes it (%s)", async (person) => {
    const people = remembering(true);
    const before = people.personLanguage(person);
    await people.savePersonSettings(person, chinese).catch(() => {});
    const after = people.personLanguage(person);
    answers[1]!.resolve("zh");
    answers[0]!.resolve(null);
    expect(await Promise.all([before, after])).toEqual([null, "zh"]);
    expect(await people.personLanguage(person)).toBe("zh");
    expect(answers).toHaveLength(2);
  });

  it("that fails is tried again by the next who asks, also after a change", async () => {
    const people = remembering(false);
    const failing = people.personLanguage("ann");
    answers[0]!.reject(new Error("no server"));
    await expect(failing).rejects.toThrow("no server");
    const overtaken = people.personLanguage("ann");
    await people.savePersonSettings("ann", chinese);
    const next = people.personLanguage("ann");
    answers[1]!.reject(new Error("no server"));
    answers[2]!.resolve("zh");
    await expect(overtaken).rejects.toThrow("no server");
    expect([await next, await people.personLanguage("ann")]).toEqual(["zh", "zh"]);
    expect(answers).toHaveLength(3);
  });
});
