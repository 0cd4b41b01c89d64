/** Whose address counts: what a trusted proxy wrote, and nothing a visitor can write. */
import { describe, expect, it } from "vitest";
import { addressGroup, createVisitorAddress, readTrustedProxies } from "../../bots/web/visitor-address.ts";

const visitor = "203.0.113.7";
const madeUp = "198.51.100.1";

function addressOf(trust: string | null, peer: string, headers: Record<string, string> = {}): string {
  const trusted = trust === null ? null : readTrustedProxies(trust);
  if (trusted === undefined) throw new Error(`${trust} was not understood`);
  return createVisitorAddress(trusted)(peer, new Headers(headers));
}

describe("the address of a visitor", () => {
  it.each([
    ["nothing is trusted", null, "10.0.0.1", { "X-Forwarded-For": madeUp, Forwarded: `for=${madeUp}` }, "10.0.0.1"],
    ["one proxy adds its word at the end", "1", "10.0.0.1", { "X-Forwarded-For": `${madeUp}, ${visitor}` }, visitor],
    ["two proxies", "2", "10.0.0.1", { "X-Forwarded-For": `${madeUp}, ${visitor}, 10.0.0.2` }, visitor],
    ["fewer words than proxies", "2", "10.0.0.1", { "X-Forwarded-For": madeUp }, "10.0.0.1"],
    ["no word at all", "1", "10.0.0.1", {}, "10.0.0.1"],
    ["a network", "10.0.0.0/8", "10.0.0.1", { "X-Forwarded-For": `${madeUp},${visitor}` }, visitor],
    ["a chain of networks", "10.0.0.0/8, ::1", "::1", { "X-Forwarded-For": `${visitor}, 10.3.2.1` }, visitor],
    ["a stranger who writes the header", "10.0.0.0/8", visitor, { "X-Forwarded-For": madeUp }, visitor],
    ["what is no address", "10.0.0.1", "10.0.0.1", { "X-Forwarded-For": `${visitor}, unknown` }, "10.0.0.1"],
    ["only proxies", "10.0.0.0/8", "10.0.0.1", { "X-Forwarded-For": "10.0.0.9" }, "10.0.0.9"],
    ["a proxy over IPv4 in IPv6", "10.0.0.1", "::ffff:10.0.0.1", { "X-Forwarded-For": visitor }, visitor],
    ["a port", "1", "::1", { "X-Forwarded-For": `${visitor}:50123` }, visitor],
    ["IPv6 with a port", "1", "::1", { "X-Forwarded-For": "[2001:DB8:0::1]:50123" }, "2001:db8::1"],
    ["IPv4 in IPv6", "1", "::1", { "X-Forwarded-For": "::ffff:cb00:7107" }, visitor],
    ["Forwarded", "1", "::1", { Forwarded: `for=${madeUp}, for="[2001:db8::1]:99";proto=https` }, "2001:db8::1"],
    ["an opening quote", "1", "::1", { Forwarded: `for="${madeUp}, For=${visitor};by=_x` }, visitor],
    ["hidden", "1", "::1", { Forwarded: "for=_hidden" }, "::1"],
    ["two headers that agree", "1", "::1", { Forwarded: `for=${visitor}`, "X-Forwarded-For": visitor }, visitor],
    ["two that differ", "1", "::1", { Forwarded: `for=${madeUp}`, "X-Forwarded-For": visitor }, "::1"],
  ] as const)("%s", (_what, trust, peer, headers, expected) => {
    expect(addressOf(trust, peer, headers)).toBe(expected);
  });

  it("is found in time in the longest header a server takes", () => {
    const long = `${'for="'.repeat(3_000)}, for=${visitor}`;
    expect(addressOf("1", "::1", { Forwarded: long, "X-Forwarded-For": `${",".repeat(16_000)}${visitor}` })).toBe(
      visitor,
    );
  });
});

describe("what limits count by", () => {
  it.each([
    [visitor, visitor],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["2001:db8:1:2:3::", "2001:db8:1:2::/64"],
    ["", ""],
  ])("%s: %s", (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });
});

describe("what is no list of proxies", () => {
  it.each([
    "0",
    "-1",
    "17",
    "1, 127.0.0.1",
    "proxy",
    "10.0.0.0/33",
    "0.0.0.0/0",
    "::/0",
    "fd00::/129",
    "10.0.0.1,",
    "10/8",
  ])("%s", (text) => {
    expect(readTrustedProxies(text)).toBeUndefined();
  });
});
