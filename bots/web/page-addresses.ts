/** Where people find the page. */
import { networkInterfaces } from "node:os";

export type PageAddresses = {
  /** The address for programs and browsers on this machine. */
  address: string;
  /** The addresses for people, the best one first. */
  forPeople: string[];
};

/** @param publicUrl if set, people are told no other address. */
export function pageAddresses(host: string, port: number, publicUrl: URL | null): PageAddresses {
  const everywhere = host === "0.0.0.0" || host === "::";
  const write = (name: string): string => `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
  const address = write(everywhere ? "localhost" : host);
  if (publicUrl) return { address, forPeople: [publicUrl.origin] };
  const reachable = everywhere ? machineAddresses(host === "::").map(write) : [];
  return { address, forPeople: reachable.length > 0 ? reachable : [address] };
}

/** The addresses at which others reach this machine: neither loopback nor link-local ones. */
function machineAddresses(withIPv6: boolean): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const others = all.filter(({ internal, address }) => !internal && !/^(?:169\.254\.|fe[89ab])/i.test(address));
  const families = withIPv6 ? ["IPv4", "IPv6"] : ["IPv4"];
  return families.flatMap((family) => others.filter((one) => one.family === family).map(({ address }) => address));
}
