/** A server that speaks OpenAI's `/moderations`, and flags what a test says. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";

/** The kinds of moderation that OpenAI's newest model answers with. */
export const moderationKinds = [
  ...["harassment", "harassment/threatening", "sexual", "hate", "hate/threatening", "illicit", "illicit/violent"],
  ...["self-harm/intent", "self-harm/instructions", "self-harm", "sexual/minors", "violence", "violence/graphic"],
];

type PicturePart = { type: "image_url"; image_url: { url: string } };

export type ModerationCall = {
  authorization: string | undefined;
  body: { input: (string | PicturePart)[]; model?: string };
};

export type ModerationServer = {
  /** Up to `/v1`. */
  url: string;
  calls: ModerationCall[];
  /** What is flagged from now on: kinds by a word that stands in a text, or in the bytes of a picture. */
  flags: Record<string, string[]>;
  /** Whether its model looks at pictures. One in whose bytes `broken` stands it never takes; by `crashing` it breaks down. */
  looksAtPictures: boolean;
  /** While set, it answers so instead. */
  answerInstead: ((response: ServerResponse) => void) | undefined;
  close(): Promise<void>;
};

export async function startModerationServer(): Promise<ModerationServer> {
  const server = createServer((request, response) => {
    void readText(request).then((text) => {
      if (request.method !== "POST" || request.url !== "/v1/moderations") return response.writeHead(404).end();
      const body = JSON.parse(text) as ModerationCall["body"];
      peer.calls.push({ authorization: request.headers.authorization, body });
      if (peer.answerInstead) return peer.answerInstead(response);
      response.setHeader("Content-Type", "application/json");
      const read = body.input.map(readPart);
      if (read.some((part) => part?.includes("crashing"))) return response.writeHead(500).end();
      if (read.includes(undefined) || (read.length > 1 && body.input.some((part) => typeof part !== "string")))
        return response.writeHead(400).end(JSON.stringify({ error: { message: "Invalid input.", param: "input" } }));
      const results = read.map((one) => judge(one ?? ""));
      return response.end(JSON.stringify({ id: "modr-1", model: body.model ?? "default", results }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const peer: ModerationServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls: [],
    flags: {},
    looksAtPictures: true,
    answerInstead: undefined,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  /** @returns undefined for what it does not take. */
  function readPart(part: string | PicturePart): string | undefined {
    if (typeof part === "string") return part;
    const bytes = /^data:image\/(?:png|jpeg|gif|webp);base64,(?<bytes>.*)$/.exec(part.image_url.url)?.groups?.["bytes"];
    const read = Buffer.from(bytes ?? "", "base64").toString("latin1");
    return !peer.looksAtPictures || bytes === undefined || read.includes("broken") ? undefined : read;
  }

  function judge(text: string) {
    const found = new Set(Object.entries(peer.flags).flatMap(([word, kinds]) => (text.includes(word) ? kinds : [])));
    const scores = moderationKinds.map((kind) => [kind, found.has(kind) ? 0.98 : 0.000_01]);
    const categories = Object.fromEntries(moderationKinds.map((kind) => [kind, found.has(kind)]));
    return { flagged: found.size > 0, categories, category_scores: Object.fromEntries(scores) };
  }

  return peer;
}
