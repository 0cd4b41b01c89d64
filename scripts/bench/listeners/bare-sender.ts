/** The plainest server that can send the same to many: for each message from its parent, those bytes to whoever listens. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const listening = new Set<ServerResponse>();
const server = createServer((_request, response) => {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.flushHeaders();
  listening.add(response);
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("message", (text: string) => {
  const bytes = Buffer.from(text);
  for (const response of listening) response.write(bytes);
  process.send?.("sent");
});
process.on("disconnect", () => process.exit(0));
