/**
 * Updates and requests made from real ones by changing them at random: none ends anything, and the next honest one is
 * answered. `npm run -s bench -- fuzz` makes 100,000 of them.
 */
import fc from "fast-check";
import type { Update } from "grammy/types";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { signedAnswer } from "../arena/play.ts";
import { startDiscordKit, type DiscordKit } from "../discord/discord-kit.ts";
import { fuzzed } from "../fuzzed.ts";
import type { UpdateKind } from "../peers/telegram/updates.ts";
import { startTelegramKit, type TelegramKit } from "../telegram/telegram-kit.ts";
import { startPage, Person } from "../web/page-kit.ts";

/** How many of each of the three. */
const each = Math.ceil(Number(process.env["FUZZ"] ?? 1_200) / 3);
/** How many come before an honest one. */
const together = 60;

vi.setConfig({ testTimeout: 240_000 + each * 200 });

/** Takes values a few at a time, always the same ones, and an honest one after them. */
async function between<Made>(
  made: fc.Arbitrary<Made>,
  take: (values: Made[]) => Promise<unknown>,
  honest: (round: number) => Promise<void>,
): Promise<void> {
  for (let done = 0; done < each; done += together) {
    await take(fc.sample(made, { numRuns: Math.min(together, each - done), seed: done + 1 }));
    await honest(done / together);
  }
}

describe("updates from Telegram", () => {
  let kit: TelegramKit;
  beforeAll(async () => {
    kit = await startTelegramKit();
    kit.server.script(signedAnswer);
  });
  // What an update made up is answered with may be nothing that Telegram takes.
  afterAll(() => kit.close().catch(() => {}));

  it("of any form end nothing", async () => {
    const arena = await kit.arena();
    const { ann, bob, group, peer } = arena;
    const ballot = await arena.ask();
    ann.say(group, "/leaderboard");
    ann.say(group, "and why not the rivers?", { replyTo: ballot });
    bob.tap(ballot, "Tie");
    bob.react(ballot, "👍");
    ann.direct("Why is the sky blue?");
    ann.inline("Why is the sea salty?");
    await arena.settled();
    const real = peer.updates.all.map(({ update_id: _number, ...update }) => update);
    await between(
      fuzzed(real),
      async (updates) => {
        for (const update of updates)
          for (const [kind, content] of Object.entries(update))
            peer.updates.tell(kind as UpdateKind, content as Update[UpdateKind]);
        await arena.settled();
        await arena.pass(60_000);
      },
      async (round) => {
        const person = peer.person(`honest ${round}`);
        person.direct("Why is the sea salty?");
        await arena.settled();
        const said = peer.messagesIn(person.private).at(-1);
        expect(said?.keyboard.flat().map(({ text }) => text)).toContain("Tie");
      },
    );
    await arena.stop();
  });
});

describe("events from Discord", () => {
  let kit: DiscordKit;
  beforeAll(async () => {
    kit = await startDiscordKit();
    kit.server.script(signedAnswer);
  });
  afterAll(() => kit.close().catch(() => {}));

  /** What Discord itself says of people, places and things is taken as true: it is not written by anybody. */
  const bySomebody = (way: readonly (string | number)[]) =>
    way[0] === "data" &&
    !way.some((key) =>
      /^(?:id|type|token|.*_id|author|user|member|members|emoji|guild|channel|.*permissions|version|flags|d|timestamp)$/u.test(
        String(key),
      ),
    );

  it("in which people write and press whatever they can end nothing", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann, bob } = arena;
    type Told = { type: string; audience: Parameters<typeof peer.gateway.dispatch>[2]; data: object };
    const real: Told[] = [];
    const { dispatchTo } = peer.gateway;
    peer.gateway.dispatchTo = (type, audience, dataFor) => {
      real.push({ type, audience, data: dataFor(true) as object });
      dispatchTo.call(peer.gateway, type, audience, dataFor);
    };
    const { ballot } = await arena.ask();
    bob.press(ballot, "Tie");
    bob.react(ballot, "🅰️");
    ann.say(channel, "Why is the sky blue?", { mention: true });
    ann.direct("Why is grass green?");
    ann.slash(channel, "leaderboard");
    await arena.settled();
    peer.gateway.dispatchTo = dispatchTo;
    const made = fuzzed(
      real.filter(({ type }) => /^(?:MESSAGE|INTERACTION)/u.test(type)),
      bySomebody,
    );
    await between(
      made,
      async (events) => {
        for (const { type, data, audience } of events) peer.gateway.dispatch(type, data, audience);
        await arena.settled();
        await arena.pass(60_000);
      },
      async (round) => {
        const person = peer.person(`honest ${round}`);
        const { ballot: next } = await arena.ask("Why is the sea salty?", person);
        expect(next.id).not.toBe(ballot.id);
      },
    );
    await arena.stop();
  });
});

describe("requests to the page", () => {
  type Sent = { method: string; path: string; headers: Record<string, string>; body: unknown };

  it("of any form end nothing, and none is a fault of the page's own", async () => {
    const page = await startPage();
    const person = await Person.enter(page.address);
    await person.say("Why?");
    const [battle = ""] = page.core.battles;
    const json = { "content-type": "application/json" };
    const real: Sent[] = [
      { method: "GET", path: "/", headers: {}, body: null },
      { method: "GET", path: "/api/completions?text=%2Fle", headers: {}, body: null },
      { method: "GET", path: "/main.js", headers: { "if-none-match": "*" }, body: null },
      { method: "GET", path: "/healthz", headers: { range: "bytes=0-1" }, body: null },
      { method: "POST", path: "/api/session", headers: json, body: { joinCode: "x" } },
      {
        method: "POST",
        path: "/api/messages",
        headers: json,
        body: { text: "Why?", key: "key-one-1", inReplyTo: battle },
      },
      {
        method: "POST",
        path: "/api/actions",
        headers: json,
        body: { post: battle, action: "vote:a", key: "key-one-1" },
      },
      { method: "POST", path: "/api/reactions", headers: json, body: { post: battle, choice: "a", change: "added" } },
      { method: "POST", path: "/api/operator", headers: json, body: { token: "x" } },
      {
        method: "POST",
        path: "/api/messages",
        headers: { "content-type": "multipart/form-data; boundary=b" },
        body: '--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nWhy?\r\n--b--',
      },
    ];
    const statuses = new Set<number>();
    const send = async ({ method, path, headers, body }: Sent): Promise<void> => {
      const given = typeof body === "string" ? body : JSON.stringify(body);
      const response = await fetch(page.address + encodeURI(textOf(path)).replace(/^(?!\/)/u, "/"), {
        method: textOf(method),
        headers: { cookie: person.cookie, ...headers },
        ...(method === "POST" && { body: given }),
        redirect: "manual",
      }).catch((error: unknown) => {
        // What fetch itself does not send.
        if (error instanceof TypeError) return undefined;
        throw error;
      });
      if (!response) return;
      statuses.add(response.status);
      await response.body?.cancel();
    };
    await between(
      fuzzed(real),
      async (requests) => {
        await Promise.all(requests.map(send));
        page.clock.advance(60_000);
      },
      async (round) => {
        const honest = await Person.enter(page.address, { "user-agent": `honest ${round}` });
        expect((await honest.say("Why is the sea salty?")).status).toBe(202);
      },
    );
    expect([...statuses].filter((status) => status >= 500)).toEqual([]);
    await page.end();
  });
});

function textOf(value: unknown): string {
  return (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).toWellFormed();
}
