/** Who may talk to the page's server: its own page and plain clients, but no other site a browser happens to show. */

/** What the page may load and do: only what its own server gives it. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
};

const loopbackNames = ["localhost", "127.0.0.1", "::1"];

/** Whether a server on this host is reached from its own machine only. */
export function isLoopback(host: string): boolean {
  return loopbackNames.includes(host) || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** What the guard knows about how the page is reached. */
export type Doorway = {
  /** Where the server listens. */
  host: string;
  /** The address people use, where it was set. */
  publicUrl: URL | null;
  /** Whether everybody needs the code. Otherwise the page is open on this machine, and nobody else may reach it. */
  asksCode: boolean;
  /** Whether proxies are trusted to say for whom they pass a request on. */
  trustsProxy: boolean;
};

/** What the guard looks at in a request; `names` are those of its headers, in lower case. */
export type Arrival = { method: string; httpVersion: string; headers: Headers; names: readonly string[] };

/** Why a request is refused: the name of a sentence of the page. */
export type Obstacle = "strangeHost" | "crossSite" | "proxyWithoutCode" | "proxyNotTrusted" | "proxySilent";

/**
 * Why a request is refused, or undefined if it is not.
 * @param tellsNothing whether the answer is harmless and the same for everybody, so that it may pass through any proxy.
 */
export function findObstacle(arrival: Arrival, doorway: Doorway, tellsNothing: boolean): Obstacle | undefined {
  const { headers, method, names } = arrival;
  const { asksCode, trustsProxy, publicUrl } = doorway;
  if (!isOurHost(headers.get("host"), doorway)) return "strangeHost";
  if (tellsNothing) return undefined;
  const writes = method !== "GET" && method !== "HEAD";
  if (writes && isCrossSite(headers, publicUrl)) return "crossSite";
  if (!asksCode) {
    const elsewhere = writes && hasOtherOrigin(headers, publicUrl);
    return elsewhere || cameThroughProxy(arrival) ? "proxyWithoutCode" : undefined;
  }
  if (!trustsProxy) return names.some((name) => forwarding.test(name)) ? "proxyNotTrusted" : undefined;
  const told = headers.has("x-forwarded-for") || headers.has("forwarded");
  return !told && cameThroughProxy(arrival) ? "proxySilent" : undefined;
}

/** Headers in which proxies, tunnels and hosting services say for whom they ask. */
const forwarding =
  /^(?:forwarded(?:-for)?|x-(?:forwarded|real|original|originating|remote|envoy|azure|appengine|arr|vercel|proxyuser)(?:-.*)?|x-(?:cluster-)?client-ip|(?:true-|proxy-|wl-proxy-)?client-ip|(?:cf|fastly|fly|akamai|tailscale)-.*)$/;

/** Headers that show that a request was passed on, whether or not they say for whom. */
const passing =
  /^(?:via|cdn-loop|front-end-https|x-(?:url-)?scheme|x-request-start|x-amz(?:n|-cf)-.*|x-cloud-trace-context)$/;

/** Whether a proxy has passed a request on, as far as it shows. HTTP/1.0 is a sign as well: browsers no longer speak it, but proxies do by default. */
export function cameThroughProxy({ httpVersion, names }: Arrival): boolean {
  return httpVersion === "1.0" || names.some((name) => forwarding.test(name) || passing.test(name));
}

/**
 * Whether the name a request was sent to is ours. On loopback another name means that a stranger's site has pointed
 * its own name at this machine (DNS rebinding); ports are left out of it, for tunnels change them.
 */
function isOurHost(hostHeader: string | null, { host, publicUrl }: Doorway): boolean {
  if (!isLoopback(host)) return true;
  // Nearly always it is written just so, and reading an address is the dearest thing that is done here.
  if (loopbackNames.includes(hostHeader?.replace(/:\d{1,5}$/, "") ?? "")) return true;
  const asked = `http://${hostHeader ?? ""}`;
  const ours = [...loopbackNames, host, ...(publicUrl ? [hostNameOf(publicUrl)] : [])];
  return URL.canParse(asked) && ours.includes(hostNameOf(new URL(asked)));
}

/**
 * Whether a request comes from another site. Browsers say so in a header no site can change, but leave it out where
 * the address is neither https nor this machine: then the origin counts. Other clients send neither header.
 */
export function isCrossSite(headers: Headers, publicUrl: URL | null): boolean {
  const site = headers.get("sec-fetch-site");
  // A proxy may have changed Host, so that the origin would no longer fit it.
  if (site !== null) return site !== "same-origin" && site !== "none";
  return hasOtherOrigin(headers, publicUrl);
}

/** Whether a browser shows the page under an address other than the one it asks, or than `PUBLIC_URL`. */
function hasOtherOrigin(headers: Headers, publicUrl: URL | null): boolean {
  const origin = headers.get("origin");
  if (origin === null || origin === publicUrl?.origin) return false;
  const asked = `http://${headers.get("host") ?? ""}`;
  return origin !== asked && hostOf(origin) !== hostOf(asked);
}

function hostOf(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  // A default port is dropped for http but not seen in a Host header that an https proxy passes on.
  return parsed ? parsed.host.toLowerCase().replace(/:(80|443)$/, "") : undefined;
}

/** A host's name or address, without the brackets of IPv6. */
export function hostNameOf({ hostname }: URL): string {
  return hostname.replaceAll(/^\[|\]$/g, "").toLowerCase();
}
