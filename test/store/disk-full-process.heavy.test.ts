/** The arena as people start it, on a disk that fills up: it lives, says so in one sentence, and goes on by itself. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { PagePost } from "../../bots/web/encode.ts";
import { sentences } from "../../core/index.ts";
import { describeSmallDisk } from "../skips.ts";
import { makeSmallDisk, type SmallDisk } from "../small-disk.ts";
import { type StartedProcess, startProcess } from "../started-process.ts";
import { Person } from "../web/page-kit.ts";
import { dropSpareLogs, prepareAlmostFullLog } from "./almost-full-log.ts";

const words = sentences("en");
const pseudonymKey = "a pseudonym key made for tests only";

describeSmallDisk("an arena whose disk fills up", () => {
  let disk: SmallDisk;
  let arena: StartedProcess;
  let usedLogFile: string;

  beforeEach(async () => {
    disk = makeSmallDisk(120);
    usedLogFile = await prepareAlmostFullLog(disk.path, pseudonymKey);
    arena = await startProcess({ DATA_DIR: disk.path, PSEUDONYM_KEY: pseudonymKey });
  });

  afterEach(async () => {
    await arena.end("SIGKILL");
    disk.remove();
  });

  async function ask(person: Person): Promise<PagePost> {
    const reader = await person.listen();
    expect((await person.say("What is 12 * 12?")).status).toBe(202);
    const ballot = (await reader.until(({ data }) => data.buttons.length >= 4)).at(-1)!.data;
    reader.stop();
    return ballot;
  }

  function fillDisk(): void {
    dropSpareLogs(disk.path, usedLogFile);
    disk.fill(4 * 2 ** 20);
  }

  /** Has people change their votes until that is refused; returns what they are told then. */
  async function voteUntilRefused(people: readonly Person[], ballot: PagePost): Promise<unknown[]> {
    for (let round = 0; ; round += 1) {
      const { action } = ballot.buttons[round % 2]!;
      const pressed = await Promise.all(people.map((person) => person.press(ballot.id, action)));
      const refused = pressed.filter(({ status }) => status !== 200);
      if (refused.length > 0) return refused;
    }
  }

  /** The messages in the log, one a line. */
  function logged(): string[] {
    const lines = readFileSync(join(disk.path, "doubleblind.log"), "utf8").trimEnd().split("\n");
    return lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
  }

  it("tells people, and goes on with every vote it had confirmed once there is room", async () => {
    const asker = await Person.enter(arena.address);
    const ballot = await ask(asker);
    const [a, b] = ballot.buttons;
    expect((await asker.press(ballot.id, a!.action)).body.text).toBe(words.battle.chosen("A"));
    const people = await Promise.all(Array.from({ length: 25 }, () => Person.enter(arena.address)));

    fillDisk();
    const cannotStore = { status: 422, body: { error: words.refusals.cannotStore } };
    for (const refused of await voteUntilRefused(people, ballot)) expect(refused).toEqual(cannotStore);
    expect(await asker.press(ballot.id, b!.action)).toEqual(cannotStore);
    const ask13 = async () => {
      const response = await asker.say("What is 13 * 13?");
      return { status: response.status, body: (await response.json()) as unknown };
    };
    const refused = await ask13();
    expect(refused.status).toBe(422);
    // The server may just have gone away in the middle of a statement, which tells nothing of the disk.
    if (!isDeepStrictEqual(refused, cannotStore)) expect(await ask13()).toEqual(cannotStore);
    expect((await fetch(`${arena.address}/healthz`)).status).toBe(200);

    disk.clear();
    let changed = await asker.press(ballot.id, b!.action);
    while (changed.status !== 200) changed = await asker.press(ballot.id, b!.action);
    expect(changed.body.text, "its vote from before is there").toBe(words.battle.changed("B"));
    expect((await ask(asker)).buttons).toHaveLength(4);
    expect(logged()).toEqual(["the store fails; until it works again, people are told so", "the store works again"]);
    expect(arena.stderr()).toBe("");
    expect((await arena.end("SIGTERM")).code).toBe(0);
  });
});
