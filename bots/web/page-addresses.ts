/** Where people find the page. */
import { networkInterfaces } from "node:os";

export type PageAddresses = {
  /** Where this machine's own programs and browsers find it. */
  address: string;
  /** Where people find it, the best one first. */
  forPeople: string[];
};

/** @param publicUrl where it was set, people are told no other address. */
export function pageAddresses(host: string, port: number, publicUrl: URL | null): PageAddresses {
  const everywhere = host === "0.0.0.0" || host === "::";
  const write = (name: string): string => `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
  const address = write(everywhere ? "localhost" : host);
  if (publicUrl) return { address, forPeople: [publicUrl.origin] };
  const reachable = everywhere ? machineAddresses(host === "::").map(write) : [];
  return { address, forPeople: reachable.length > 0 ? reachable : [address] };
}

/** The machine's own addresses, as others reach it: neither loopback nor those of one cable or radio alone. */
function machineAddresses(withIPv6: boolean): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const others = all.filter(({ internal, address }) => !internal && !/^(?:169\.254\.|fe[89ab])/i.test(address));
  const families = withIPv6 ? ["IPv4", "IPv6"] : ["IPv4"];
  return families.flatMap((family) => others.filter((one) => one.family === family).map(({ address }) => address));
}
