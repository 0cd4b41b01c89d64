/** The address of the visitor behind a request: taken from trusted proxies only, never from what a visitor can write. */
import { BlockList, isIP } from "node:net";

/** The trusted proxies (`TRUST_PROXY`): how many stand in front of the page, or the networks they are in. */
export type TrustedProxies = { hops: number } | { networks: readonly string[] };

/** More proxies than anybody puts one behind another. */
const mostHops = 16;

/** @returns undefined for what is neither a number of proxies nor a list of addresses and networks (`10.0.0.0/8`). */
export function readTrustedProxies(text: string): TrustedProxies | undefined {
  if (/^\d+$/.test(text)) {
    const hops = Number(text);
    return hops >= 1 && hops <= mostHops ? { hops } : undefined;
  }
  const networks = text.split(",").map((part) => part.trim());
  return networks.every(isNetwork) ? { networks } : undefined;
}

/** Tells the address of a visitor: from the other end of the connection, and from what proxies add to a request. */
export type VisitorAddress = (peer: string | undefined, headers: Headers) => string;

/**
 * Finds addresses. An IPv6 address is written in its short form, an IPv4 address that IPv6 carries as IPv4. If nothing can be trusted,
 * it is the address of the connection, or that of the last trusted proxy.
 * @param trusted null: no proxy is trusted.
 */
export function createVisitorAddress(trusted: TrustedProxies | null): VisitorAddress {
  if (trusted === null) return (peer) => plainAddress(peer ?? "") ?? "";
  const visitorIn = "hops" in trusted ? behindHops(trusted.hops) : behindNetworks(blockListOf(trusted.networks));
  return (peer, headers) => {
    const near = plainAddress(peer ?? "") ?? "";
    const found = [forwardedFor(headers), forwarded(headers)].flatMap((chain) =>
      chain ? [visitorIn(chain, near)] : [],
    );
    const [one = near, other = one] = found;
    // A proxy writes one of the two headers, and may pass on the other as the visitor sent it. If they differ, one is forged.
    return one === other ? one : near;
  };
}

/**
 * The address as limits count it: of IPv6 the network (/64), because its owner has all the addresses in it.
 * @param address as {@link VisitorAddress} tells it.
 */
export function addressGroup(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail = ""] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return `${[...before, ...zeros, ...after].slice(0, 4).join(":")}::/64`;
}

/** The addresses that the visitor and the proxies wrote, the nearest proxy's last. */
type Chain = readonly string[];

/** The last proxy wrote the last address. What stands before the words of trusted proxies may be forged by the visitor. */
function behindHops(hops: number): (chain: Chain, near: string) => string {
  return (chain, near) => plainAddress(chain.at(-hops) ?? "") ?? near;
}

function behindNetworks(trusted: BlockList): (chain: Chain, near: string) => string {
  return (chain, near) => {
    let known = near;
    for (const entry of chain.toReversed()) {
      if (!isIn(trusted, known)) break;
      const next = plainAddress(entry);
      if (next === undefined) break;
      known = next;
    }
    return known;
  };
}

function forwardedFor(headers: Headers): Chain | undefined {
  return headers.get("x-forwarded-for")?.split(",");
}

/**
 * Split at every comma, also between quotes: no address has one, and an opening quote that a visitor sends must not
 * swallow what the proxy adds after it.
 */
function forwarded(headers: Headers): Chain | undefined {
  const hops = headers.get("forwarded")?.split(",");
  return hops?.map((hop) => {
    const pair = hop.split(";").find((one) => /^\s*for\s*=/i.test(one)) ?? "";
    return pair.slice(pair.indexOf("=") + 1).replaceAll('"', "");
  });
}

/** `[2001:db8::1]:443`, `192.0.2.1:443` and the like, without the port. @returns undefined for what is no address. */
function plainAddress(written: string): string | undefined {
  const [, bracketed, withPort] = /^\[([^\]]*)\](?::\d+)?$|^([\d.]+):\d+$/.exec(written.trim()) ?? [];
  const address = (bracketed ?? withPort ?? written.trim()).replace(/%.*$/, "");
  if (isIP(address) === 4) return address;
  if (isIP(address) !== 6) return undefined;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(short) ?? [];
  if (high === undefined || low === undefined) return short;
  const [one, two] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [one >> 8, one & 255, two >> 8, two & 255].join(".");
}

function isNetwork(text: string): boolean {
  const [address = "", length, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || address.includes("%")) return false;
  // A network of all addresses would trust everybody.
  return length === undefined || (/^[1-9]\d{0,2}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128));
}

function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", length] = network.split("/");
    const family = isIP(address) === 4 ? "ipv4" : "ipv6";
    if (length === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(length), family);
  }
  return list;
}

function isIn(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 4 ? "ipv4" : "ipv6");
}
