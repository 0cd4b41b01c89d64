/** What stands before several processes that take the same: each connection goes to the next of them. */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { freePort } from "../../free-port.ts";

export type Divided = {
  /** Where all connect. */
  url: string;
  /** Where the processes are to listen, one each. */
  ports: number[];
  close(): void;
};

/** Listens on a port of its own. @param count how many processes there will be. */
export async function divideConnections(count: number): Promise<Divided> {
  const ports: number[] = [];
  for (let index = 0; index < count; index += 1) ports.push(await freePort());
  const sockets = new Set<Socket>();
  let next = 0;
  const server = createServer((incoming) => {
    const outgoing = connect(ports[next % count]!, "127.0.0.1");
    next += 1;
    for (const [one, other] of [[incoming, outgoing] as const, [outgoing, incoming] as const]) {
      sockets.add(one);
      one
        .on("error", () => {})
        .once("close", () => {
          sockets.delete(one);
          other.destroy();
        });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram`,
    ports,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
