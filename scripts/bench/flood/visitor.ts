/** Somebody who uses the page from an address of their own: this machine has many (127.0.0.2, 127.0.0.3 …). */
import { Agent, type ClientRequest, type IncomingMessage, request } from "node:http";

/** An HTTP answer, read whole. */
export type Answer = { status: number; headers: IncomingMessage["headers"]; text: string };

/** One person with a cookie and an address. */
export type Visitor = {
  /** Sends a request and reads the whole answer. @throws when the connection breaks. */
  send(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Begins a request whose body, and answer, are the caller's business. */
  begin(method: string, path: string, headers?: Record<string, string>): ClientRequest;
  /** Gets a new cookie. */
  enter(): Promise<Answer>;
  /** Keeps the cookie that came with an answer, beside the one there is. */
  keep(answer: Answer): void;
  /** Ends all connections. */
  leave(): void;
};

/** @param page where the page is. @param localAddress where the visitor comes from. */
export function createVisitor(page: string, localAddress: string, language = "en"): Visitor {
  const agent = new Agent({ keepAlive: true, localAddress });
  const { hostname, port } = new URL(page);
  let cookie = "";
  const begin: Visitor["begin"] = (method, path, headers = {}) =>
    request({
      ...{ hostname: hostname === "localhost" ? "127.0.0.1" : hostname, port, method, path, agent, localAddress },
      headers: { "Accept-Language": language, ...(cookie && { Cookie: cookie }), ...headers },
    });
  const send: Visitor["send"] = (method, path, body) => {
    const asked = begin(method, path, body === undefined ? {} : { "Content-Type": "application/json" });
    asked.end(body === undefined ? undefined : JSON.stringify(body));
    return answerTo(asked);
  };
  const keep = ({ headers }: Answer): void => {
    const given = headers["set-cookie"]?.[0]?.split(";")[0];
    cookie = [cookie, given].filter(Boolean).join("; ");
  };
  return {
    send,
    begin,
    keep,
    async enter() {
      cookie = "";
      const answer = await send("POST", "/api/session", {});
      keep(answer);
      return answer;
    },
    leave: () => agent.destroy(),
  };
}

/** The whole answer. @throws when the connection breaks before it is there. */
export function answerTo(asked: ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // Once there is an answer, it does not matter any more what becomes of the request.
    asked.on("error", reject);
    asked.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, text: Buffer.concat(chunks).toString("utf8") });
      });
    });
  });
}

/** A stream of events: what was answered, and what has come so far. */
export type Stream = { status: number; headers: IncomingMessage["headers"]; heard(): string; ended: Promise<void> };

/** Opens the stream of the page's events. @returns what was answered, while the stream goes on. */
export function openStream(visitor: Visitor): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const asked = visitor.begin("GET", "/api/events");
    asked.on("error", reject);
    asked.on("response", (response) => {
      let heard = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (heard += chunk));
      response.on("error", () => {});
      const ended = new Promise<void>((end) => response.on("close", end));
      resolve({ status: response.statusCode ?? 0, headers: response.headers, heard: () => heard, ended });
    });
    asked.end();
  });
}
