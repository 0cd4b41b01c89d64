/** People at the page: each stays with one process, and comes back to it when it is there again. */
import type { PagePost } from "../../../bots/web/encode.ts";
import { Person } from "../../web/page-kit.ts";
import type { Memory, Told } from "./memory.ts";
import { ballotOf, type ChaosPerson, type SeenBallot, waitFor } from "./people.ts";

/** In milliseconds: how long a browser waits before it tries again. */
const beforeRetry = 300;

/** What became of a question. */
type Sent = { id: string } | { refused: string };
type Reply = Awaited<ReturnType<Person["press"]>>;

/** Somebody with a browser open at `address`. */
export async function createPagePerson(address: string, memory: Memory, isOver: () => boolean): Promise<ChaosPerson> {
  const person = await Person.enter(address);
  const name = `web:${person.cookie.split("=")[1]?.split(".")[0]}`;
  const posts = new Map<string, PagePost>();
  void read(person, posts, isOver);
  let keys = 0;

  async function press(post: PagePost, battle: string, action: string): Promise<Told | undefined> {
    const reply = await Promise.race([
      person.press(post.id, action).catch(() => undefined),
      new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), memory.patience)),
    ]);
    if (!reply || reply.status >= 500) return undefined;
    return toldBy(post, battle, reply);
  }

  function toldBy(post: PagePost, battle: string, { status, body }: Reply): Told {
    return {
      text: (status === 200 ? body.text : body.error) ?? "",
      async press(kind) {
        const action = (body.buttons ?? []).find((one) => one.action.includes(`${kind}:${battle}`))?.action;
        return action ? press(post, battle, action) : undefined;
      },
    };
  }

  function ballots(): SeenBallot[] {
    return [...posts.values()].flatMap((post) => {
      const battle = ballotOf(post.buttons.map(({ action }) => action));
      if (battle === undefined) return [];
      const followUp = (words: string, token: string) => ask(words, token, post.id);
      return [{ battle, press: (action) => press(post, battle, action), followUp }];
    });
  }

  /** As the page's own script does: under one key, again and again until there is an answer. */
  async function send(words: string, inReplyTo: string | null): Promise<Sent | undefined> {
    keys += 1;
    const key = `${name.slice(4, 14)}-${keys}`.replaceAll(/[^\w-]/g, "x");
    for (const end = performance.now() + memory.patience; performance.now() < end;) {
      const response = await person.post("/api/messages", { text: words, key, inReplyTo }).catch(() => undefined);
      const body = await response?.json().catch(() => undefined);
      if (response?.status === 202) return body as { id: string };
      if (response && response.status < 500 && response.status !== 429)
        return { refused: (body as { error?: string }).error ?? String(response.status) };
      await new Promise((resolve) => setTimeout(resolve, beforeRetry));
    }
    return undefined;
  }

  async function ask(words: string, token: string, inReplyTo: string | null = null): Promise<void> {
    const sent: { as?: Sent } = {};
    const id = () => (sent.as && "id" in sent.as ? sent.as.id : undefined);
    const isAnswer = (post: PagePost) =>
      post.from === "arena" && (post.text.includes(token) || (post.replyTo !== null && post.replyTo === id()));
    const answers = () => [...posts.values()].filter(isAnswer);
    memory.asked.push({
      ...{
        person: name,
        token,
        at: new Date().toISOString(),
        kept: false,
        posts: () => answers().map(({ text }) => text),
      },
      accepted: () => id() !== undefined,
      refusals: () => (sent.as && "refused" in sent.as ? [sent.as.refused] : []),
    });
    const result = await send(words, inReplyTo);
    if (result) sent.as = result;
    await waitFor(memory.patience, () => (answers().some(({ waiting }) => !waiting) ? true : undefined));
  }

  return { name, ballots, ask: (words, token) => ask(words, token) };
}

/** Reads the events, and reads them again whenever they end. */
async function read(person: Person, posts: Map<string, PagePost>, isOver: () => boolean): Promise<void> {
  let last: string | undefined;
  while (!isOver()) {
    try {
      const reader = await person.listen(last);
      for (;;) {
        const { event, data, id } = await reader.next();
        if (event === "remove") posts.delete(data.id);
        else posts.set(data.id, data);
        last = id;
      }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, beforeRetry));
    }
  }
}
