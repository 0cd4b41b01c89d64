/** Takes a port, the next free one when that is wished. */
import type { Server } from "node:net";

/** How many ports after the wished one are tried. */
const portsTried = 50;

export type Listening = { port: number; moved: boolean };

/**
 * Why there is no listening: another program has the port; this user may not have it; the host is no address of this
 * machine, or no address at all.
 */
export type CannotListenKind = "taken" | "forbidden" | "no-such-address";

const messages: Record<CannotListenKind, (host: string, port: number) => string> = {
  taken: (_host, port) =>
    `Port ${port} is already in use by another program. Stop that program, or set PORT to another number.`,
  forbidden: (_host, port) =>
    `This user may not use port ${port}. Set PORT to another number: those from 1024 on are usually free to use.`,
  "no-such-address": (host) =>
    `${host} is not an address of this machine. Set HOST to one that is, such as 127.0.0.1, or 0.0.0.0 for all.`,
};

/** The server cannot listen where it was told to. The message says what to do. */
export class CannotListen extends Error {
  override readonly name = "CannotListen";
  readonly kind: CannotListenKind;
  /** As they were wished. */
  readonly host: string;
  readonly port: number;

  constructor(kind: CannotListenKind, host: string, port: number, options?: ErrorOptions) {
    super(messages[kind](host, port), options);
    this.kind = kind;
    this.host = host;
    this.port = port;
  }
}

/** The system's own words for it. Windows forbids ports of a range it keeps for itself. */
const kinds: Readonly<Record<string, CannotListenKind>> = {
  EADDRINUSE: "taken",
  EACCES: "forbidden",
  EPERM: "forbidden",
  EADDRNOTAVAIL: "no-such-address",
  EAFNOSUPPORT: "no-such-address",
  EINVAL: "no-such-address",
  ENOTFOUND: "no-such-address",
  EAI_AGAIN: "no-such-address",
};

/**
 * @param fixed whether somebody chose the port by hand: then no other one is taken.
 * @throws {CannotListen} when the host has no such port for us, or none of those tried.
 */
export async function listen(server: Server, host: string, port: number, fixed: boolean): Promise<Listening> {
  const last = fixed || port === 0 ? port : Math.min(port + portsTried, 65_535);
  for (let candidate = port; ; candidate += 1) {
    try {
      await listenOnce(server, host, candidate);
      const address = server.address();
      const actual = typeof address === "object" && address ? address.port : candidate;
      return { port: actual, moved: port !== 0 && actual !== port };
    } catch (error) {
      const kind = kindOf(error);
      if (!kind) throw error;
      if (kind === "no-such-address" || candidate >= last) throw new CannotListen(kind, host, port, { cause: error });
    }
  }
}

function listenOnce(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function kindOf(error: unknown): CannotListenKind | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? kinds[error.code] : undefined;
}
