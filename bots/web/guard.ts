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

/** What proxies and tunnels add to a request that comes from elsewhere. */
const forwardingHeaders = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "cf-connecting-ip"];

/** Whether a request comes from this machine itself, as far as can be told: the server listens here, and no proxy says otherwise. */
export function isFromThisMachine(listeningHost: string, headers: Headers): boolean {
  return isLoopback(listeningHost) && !forwardingHeaders.some((name) => headers.has(name));
}

/**
 * Whether the name a request was sent to is ours. On loopback another name means that a stranger's site has pointed
 * its own name at this machine (DNS rebinding); ports are left out of it, for tunnels change them.
 */
export function isOurHost(hostHeader: string | undefined, listeningHost: string): boolean {
  if (!isLoopback(listeningHost)) return true;
  const name = hostNameOf(`http://${hostHeader ?? ""}`);
  return name !== undefined && (loopbackNames.includes(name) || name === listeningHost);
}

/**
 * Whether a request comes from another site. Browsers say so in a header no site can change, but leave it out where
 * the address is neither https nor this machine: then the origin counts. Other clients send neither header.
 */
export function isCrossSite(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  // A proxy may have changed Host, so that the origin would no longer fit it.
  if (site !== null) return site !== "same-origin" && site !== "none";
  const origin = headers.get("origin");
  return origin !== null && hostOf(origin) !== hostOf(`http://${headers.get("host") ?? ""}`);
}

function hostOf(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  // A default port is dropped for http but not seen in a Host header that an https proxy passes on.
  return parsed ? parsed.host.toLowerCase().replace(/:(80|443)$/, "") : undefined;
}

function hostNameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname.replaceAll(/^\[|\]$/g, "").toLowerCase() : undefined;
}
