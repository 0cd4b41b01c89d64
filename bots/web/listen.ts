/** Takes a port, the next free one when that is wished. */
import type { Server } from "node:net";

/** How many ports after the wished one are tried. */
const portsTried = 50;

export type Listening = { port: number; moved: boolean };

/** The wished port is taken and no other one may be. The message says what to do. */
export class PortTaken extends Error {
  override readonly name = "PortTaken";
  readonly port: number;

  constructor(port: number, options?: ErrorOptions) {
    super(
      `Port ${port} is already in use by another program. Stop that program, or set PORT to another number.`,
      options,
    );
    this.port = port;
  }
}

/**
 * @param fixed whether somebody chose the port by hand: then no other one is taken.
 * @throws {PortTaken} when the port, or every port tried, is in use.
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
      if (!isTaken(error)) throw error;
      if (candidate >= last) throw new PortTaken(port, { cause: error });
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

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
