/** Many readers of an event stream, who do nothing with what they hear. */
import type { ClientRequest } from "node:http";
import { createVisitor, openStream, type Stream, type Visitor } from "../flood/visitor.ts";

/** Readers who are there, and what ends them. */
export type Audience = { leave(): void };

const perPerson = 20;
const peoplePerAddress = 10;

/** Opens so many streams, of people at several addresses who have been let in before. */
export async function gatherAudience(people: readonly Visitor[], path: string, count: number): Promise<Audience> {
  const asked: ClientRequest[] = [];
  for (let index = 0; index < count; index += 1) {
    const person = people[Math.floor(index / perPerson)];
    if (person) asked.push(await listen(person, path));
  }
  return { leave: () => asked.forEach((one) => one.destroy()) };
}

function listen(person: Visitor, path: string): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const asked = person.begin("GET", path);
    asked.on("error", reject);
    asked.on("response", (response) => {
      response.on("error", () => {});
      response.resume();
      if (response.statusCode === 200) resolve(asked);
      else reject(new Error(`A reader was refused: ${response.statusCode}`));
    });
    asked.end();
  });
}

/** As many people as so many streams need. */
export async function enterPeople(page: string, streams: number): Promise<Visitor[]> {
  const people: Visitor[] = [];
  for (let index = 0; index * perPerson < streams; index += 1) {
    const person = createVisitor(page, `127.0.0.${100 + Math.floor(index / peoplePerAddress)}`);
    await person.enter();
    people.push(person);
  }
  return people;
}

/** Somebody who keeps what they hear, with how many posts and edits that was. */
export async function openCount(person: Visitor): Promise<{ stream: Stream; count(): number }> {
  const stream = await openStream(person);
  return { stream, count: () => stream.heard().match(/^event: (?:post|edit)$/gmu)?.length ?? 0 };
}
