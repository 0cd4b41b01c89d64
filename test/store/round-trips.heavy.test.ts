/** What a battle and a vote cost: how often something is said to the database and waited for. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPage, type Page } from "../../bots/web/bot.ts";
import { createOperatorFolder, createOperators } from "../../core/index.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { ask, minute, pass, press, say, signedAnswer } from "../arena/play.ts";
import { answerWithError } from "../peers/scripted-model-server.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { Person } from "../web/page-kit.ts";
import { type CountedStore, openCountedStore } from "./counted-store.ts";

let counted: CountedStore;
let kit: CoreKit;
let core: RunningCore;

beforeAll(async () => {
  counted = await openCountedStore();
  kit = await startCoreKit(counted.store);
});
afterAll(async () => {
  await kit.close();
  await counted.close();
});
beforeEach(async () => {
  kit.server.script(signedAnswer);
  core = await kit.createCore();
  counted.forget();
});

/** Fails with the calls and statements themselves: they say what there is too much of. BEGIN and COMMIT count. */
function expectAtMost(roundTrips: number, statements: readonly string[] = counted.count.statements): void {
  const shown = statements.map((sql) => sql.replaceAll(/\s+/gu, " ").slice(0, 120));
  const said = [`${statements.length} round trips`, ...counted.count.calls, ...shown].join("\n");
  expect(statements.length <= roundTrips, said).toBe(true);
  expect(statements.length, "nothing was counted").toBeGreaterThan(0);
}

/** The first call of each model fails. */
function oneModelFails(): void {
  let failed = false;
  kit.server.script((call, number) => {
    const answer = failed ? signedAnswer : answerWithError(400, { error: { message: "not today" } });
    failed = true;
    return answer(call, number);
  });
}

describe("a battle", () => {
  it("takes at most 10 round trips from its question to its ballot", async () => {
    const { post } = await ask(core);
    expect(post.buttons).toHaveLength(4);
    // Language, community and its settings; saved; where it is shown; what each answer has cost; the first answer; the
    // last one; shown anew.
    expectAtMost(10);
  });

  it("takes one more where a side is drawn again: the end of one attempt is the beginning of the next", async () => {
    oneModelFails();
    const { post } = await ask(core);
    expect(post.buttons).toHaveLength(4);
    expectAtMost(11);
  });

  it("is followed up by at most 9", async () => {
    const { address } = await ask(core);
    counted.forget();
    const { post } = await say(core, {
      ...sender("asker"),
      text: "And why is it blue?",
      inReplyTo: address,
      followUp: true,
    });
    expect(post.buttons).toHaveLength(4);
    // The battle that is answered; what its community has decided; another turn; where that is shown; what each answer has
    // cost; the first answer; the last one; shown anew.
    expectAtMost(9);
  });

  it("takes 3 more where a limit is set, and is followed up by 4 more: others who ask are waited for", async () => {
    core = await kit.createCore({
      rules: { battles: { person: { day: 90 }, community: {}, installation: { day: 900 } } },
    });
    counted.forget();
    const { address } = await ask(core);
    expectAtMost(13);
    counted.forget();
    await say(core, { ...sender("asker"), text: "And why is it blue?", inReplyTo: address, followUp: true });
    expectAtMost(13);
  });

  it("closes and shows its end by 2: one that closes it and tells what to show, one that forgets where", async () => {
    const { battle, address } = await ask(core);
    expect((await press(core, "voter", `vote:${battle}:a`)).text).toContain("You chose");
    counted.forget();
    await pass(core, 24 * 60 * minute);
    expect(core.platform.shows(address).text).toContain("This battle is closed.");
    const { calls, statements } = counted.count;
    // Folding and the search for campaigns, which follow at some time, are not counted.
    const own = calls.filter((call) => !/^(?:boards|restrictions)\./u.test(call));
    expect(own).toEqual(["battles.closeBattle", "battles.saveDelivery"]);
    const toIt = statements.filter((sql) => /"locked"|"delivery" = /.test(sql));
    expect(toIt).toHaveLength(2);
  });

  it("is found by one statement", async () => {
    const { battle } = await ask(core);
    counted.forget();
    const found = await counted.store.battles.findBattle(battle);
    expect(found).toMatchObject({ id: battle, turns: [{}], attempts: [{}, {}] });
    expect(counted.count.statements).toHaveLength(1);
  });
});

describe("a battle on the page", () => {
  let page: Page;
  let person: Person;

  beforeEach(async () => {
    page = await createPage({
      core,
      archive: counted.pageArchive,
      clock: core.clock,
      random: createSeededRandom(5),
      log: { info() {}, warn() {}, error() {} },
      secret: Buffer.alloc(32, 1),
      dataDirectory: kit.dataDirectory,
      operators: createOperators(createOperatorFolder(kit.dataDirectory), () => core.clock.now()),
      host: "127.0.0.1",
      port: 0,
      portFixed: false,
    });
    core.connect(page.platform);
    person = await Person.enter((await page.open()).address);
    counted.forget();
    return async () => {
      const closed = page.close();
      core.clock.advance(minute);
      await closed;
    };
  });

  it("takes at most 11 from its question to its ballot, nothing known before, and one to note that it is there", async () => {
    await person.say("Why is the sea salty?");
    await core.settled();
    const { statements } = counted.count;
    const posted = statements.flatMap((sql, index) => (sql.includes(`"PagePost"`) ? [index] : []));
    expect(posted, "the question with its progress line, and the ballot").toHaveLength(2);
    expectAtMost(11, statements.slice(0, (posted.at(-1) ?? 0) + 1));
    expectAtMost(12);
  });
});

/** What a press costs somebody who has pressed something within the last minute. */
async function costOf(person: string, action: string): Promise<string[]> {
  counted.forget();
  await press(core, person, action).catch(() => {});
  return counted.count.calls;
}

it("whatever is pressed on a battle takes one call and one statement, and the names of the models", async () => {
  const { battle } = await ask(core);
  await press(core, "voter", `change:${battle}`);
  for (const [action, call] of [
    [`vote:${battle}:a`, "ballots.castVote"],
    [`vote:${battle}:b`, "ballots.castVote"],
    [`withdraw:${battle}`, "ballots.withdrawVote"],
    [`change:${battle}`, "ballots.findStanding"],
    [`vote:${battle}:tie`, "ballots.castVote"],
  ] as const) {
    expect(await costOf("voter", action), action).toEqual([call]);
    expect(counted.count.statements, action).toHaveLength(1);
  }
  expect(await costOf("voter", `names:${battle}`)).toEqual(["ballots.lockVote", "models.models"]);
  expect(counted.count.statements).toHaveLength(2);
});

it("a first vote of somebody new takes two calls more, for their language", async () => {
  const { battle } = await ask(core);
  counted.forget();
  expect((await press(core, "somebody", `vote:${battle}:a`)).text).toContain("You chose");
  expectAtMost(3);
});

it("a reaction takes two calls and two statements", async () => {
  const { battle, address } = await ask(core);
  await press(core, "voter", `change:${battle}`);
  counted.forget();
  const reaction = {
    ...sender("voter"),
    post: address,
    choice: "a" as const,
    change: "added" as const,
    takeAway: null,
  };
  await core.react(reaction);
  expect(counted.count.calls).toEqual(["ballots.findReacted", "ballots.castVote"]);
  expect(counted.count.statements).toHaveLength(2);
});
