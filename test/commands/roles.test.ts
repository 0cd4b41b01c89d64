/** What each role may do: every command, and every deed that is not everybody's, on every platform. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leastAsker } from "../../core/battle/asking-rules.ts";
import type { Reply, Request } from "../../core/chat/post.ts";
import { NeedsManager, Refusal } from "../../core/chat/refusal.ts";
import { type Deed, deeds, reaches, type Role, roles } from "../../core/chat/roles.ts";
import type { CommandName } from "../../core/commands/command.ts";
import { unlimited } from "../../core/costs/spending.ts";
import { commandNames } from "../../core/commands/index.ts";
import { sentences } from "../../core/language/index.ts";
import { type PlatformName, platformNames } from "../../core/language/platforms.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { answerWith, answerWithError } from "../peers/scripted-model-server.ts";
import { ask } from "./command-kit.ts";

const words = sentences("en");
const group = "7";

let kit: CoreKit;
let folder: string;
const cores = new Map<PlatformName, RunningCore>();
/** One on each that has no answers. */
const battles = new Map<PlatformName, string>();
beforeAll(async () => {
  kit = await startCoreKit();
  folder = mkdtempSync(path.join(tmpdir(), "roles-"));
  for (const platform of platformNames) {
    const mutual = { directory: path.join(folder, platform), budget: 0 };
    const core = await kit.createCore({ platform, mutual, spending: { ...unlimited, community: { day: 5 } } });
    cores.set(platform, core);
    kit.server.script(answerWithError(400, { error: { message: "not today" } }));
    battles.set(
      platform,
      (await ask(core, "Why is the sky blue?", "asker", { platform, community: `${platform}:roles` })).battle,
    );
  }
  kit.server.script(answerWith("an answer"));
});
afterAll(async () => {
  await kit.close();
  rmSync(folder, { recursive: true });
});

const rights: Record<Role, Partial<Request>> = {
  anyone: {},
  trusted: { groups: [group] },
  manager: { manages: true },
  operator: { manages: true, runsArena: true },
};

/** Somebody of that role. */
function somebody(platform: PlatformName, role: Role, more: Partial<Request> = {}): Omit<Request, "text"> {
  const community = `${platform}:roles`;
  return { ...sender(`${role} on ${platform}`), platform, community, ...rights[role], ...more };
}

/** Whether something is done, or refused for want of rights. */
async function isLet(work: Promise<Reply | undefined>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    // Any other refusal is about what was said, and by whom does not matter for it.
    if (error instanceof Refusal) return !(error instanceof NeedsManager);
    throw error;
  }
}

type Doing = (core: RunningCore, from: Omit<Request, "text">, battle: string) => Promise<boolean>;
const saying =
  (text: string): Doing =>
  (core, from) =>
    isLet(core.handle({ ...from, text }));
const pressing =
  (action: (battle: string) => string): Doing =>
  (core, from, battle) =>
    isLet(core.press({ ...from, action: action(battle) }));

/** More than has ever been granted. */
let dollars = 5;
const grantMore: Doing = (...whom) => {
  dollars += 1;
  return saying(`/costs ${dollars}/day`)(...whom);
};

/** One way at least to do each. */
const ways: Record<Deed, Doing[]> = {
  "change-settings": [
    saying("/settings minutes 7"),
    saying("/settings log"),
    pressing(() => "settings:reactions off"),
    saying("/costs 4/day"),
  ],
  "decide-bank-questions": [pressing(() => "bank:approve:none"), pressing(() => "bank:reject:none")],
  moderate: [saying("/moderation"), saying("/moderation log"), pressing(() => "moderation:lift 1")],
  "see-own-costs": [saying("/costs")],
  "see-who-decides": [],
  "run-evaluations": ["stop", "resume", "start nonsense", "jury 0"].map((what) => saying(`/mutual ${what}`)),
  "export-community": [saying("/export"), saying("/export jsonl")],
  "grant-budgets": [grantMore, saying("/costs 4/day abcdef")],
  "see-all-costs": [
    async (core, from) => {
      const reply = await core.handle({ ...from, text: "/costs" }).catch(() => undefined);
      return reply?.text.startsWith(words.costs.title(core.clock.now())) ?? false;
    },
  ],
  "see-status": [saying("/status")],
  "see-why-unanswered": [pressing((battle) => `why:${battle}`)],
};

describe.each(platformNames)("on %s", (platform) => {
  it.each(roles)("%s may do what the table says, and nothing else", async (role) => {
    for (const [deed, { least }] of Object.entries(deeds))
      for (const [number, way] of ways[deed as Deed].entries()) {
        const done = await way(cores.get(platform)!, somebody(platform, role), battles.get(platform)!);
        expect([deed, number, done]).toEqual([deed, number, reaches(role, least)]);
      }
  });

  it("whoever is alone with the bot may do what is about nobody else, and spends nothing of the arena's", async () => {
    const alone = somebody(platform, "manager", { private: true });
    for (const [deed, { alone: itself }] of Object.entries(deeds))
      for (const way of ways[deed as Deed])
        expect([deed, await way(cores.get(platform)!, alone, battles.get(platform)!)]).toEqual([deed, itself]);
  });

  const forSome: Partial<Record<CommandName, Deed>> = {
    ...{ costs: "see-own-costs", export: "export-community", moderation: "moderate", status: "see-status" },
  };
  it.each(roles)("%s may give every command", async (role) => {
    for (const name of commandNames) {
      const done = await saying(`/${name}`)(cores.get(platform)!, somebody(platform, role), "");
      const deed = forSome[name];
      expect([name, done]).toEqual([name, deed === undefined || reaches(role, deeds[deed].least)]);
    }
  });

  it.each(["everyone", "managers", `group:${group}`] as const)("asks whom the community lets: %s", async (askers) => {
    const core = cores.get(platform)!;
    const community = `${platform}:asking ${askers}`;
    const chosen = askers.startsWith("group:") ? `<@&${group}>` : askers;
    await core.handle({ ...somebody(platform, "manager", { community }), text: `/settings askers ${chosen}` });
    for (const role of roles) {
      const done = await saying("Why is the sea salty?")(core, somebody(platform, role, { community }), "");
      expect([role, done]).toEqual([role, reaches(role, leastAsker(askers))]);
      await core.settled();
    }
  });
});
