/** Serves the models of the story in the words of OpenAI's chat completions, on this machine. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { cast, stories } from "./story.ts";

/** Milliseconds that pass before the story's answers, so that one sees that both are awaited. */
const thinkingTime = 900;

type Asked = { model: string; messages: { role: string; content: string }[] };

/** Starts them. @returns their address, and how to end them. */
export async function serveMadeUpModels(): Promise<{ address: string; close(): void }> {
  let asked = 0;
  const server = createServer((request, response) => {
    void readText(request).then(async (body) => {
      const { model, messages } = JSON.parse(body) as Asked;
      const question = messages.at(-1)?.content ?? "";
      const story = Object.values(stories).find((one) => one.question === question);
      if (story) await pause(thinkingTime);
      sendAnswer(response, story ? (story.answers[asked++ % 2] ?? "") : answerOf(model));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/v1`, close: () => server.close() };
}

/** What a model says to every other question: by it the earlier voters know whom they like. */
export function answerOf(id: string): string {
  return `In my view, number ${cast.findIndex((model) => model.id === id) + 1} of the possibilities.`;
}

function sendAnswer(response: ServerResponse, content: string): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const choice of [{ delta: { content } }, { delta: {}, finish_reason: "stop" }])
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`);
  response.end("data: [DONE]\n\n");
}
