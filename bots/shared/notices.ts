/** Tells those who asked what became of their question when its post cannot say so. */
import { createBoundedMap, splitAddress } from "../../core/index.ts";

/** Who is told what. */
export interface Notices<Asker> {
  /** Remembers who asked a question, or for a post, by its address. */
  remember(address: string, asker: Asker): void;
  /** Notes which post answers a question: the question's asker is then the one to tell about that post. */
  answered(question: string, post: string): void;
  /** Tells whoever asked for a post, once for each sentence. @param whom whether somebody is to be told. Never throws. */
  tell(post: string, sentence: string, whom?: (asker: Asker) => boolean): Promise<void>;
  /** The questions and posts whose asker is remembered. */
  remembered(): string[];
}

/** How a platform writes to somebody alone. */
export type NoticeParts<Asker> = {
  /** @param nonce names what is written, so that nothing is there twice. */
  write(asker: Asker, sentence: string, nonce: string): Promise<void>;
  /** Called when somebody could not be told. */
  onFailure(error: unknown): void;
};

/** For how many of the newest questions and posts the asker is remembered. */
const capacity = 4_000;

/** Makes it; at first it remembers nobody. */
export function createNotices<Asker>({ write, onFailure }: NoticeParts<Asker>): Notices<Asker> {
  const askers = createBoundedMap<string, Asker>(capacity);
  const told = createBoundedMap<string, true>(capacity);
  let written = 0;

  return {
    remember: (address, asker) => void askers.set(address, asker),
    answered(question, post) {
      const asker = askers.get(question);
      if (asker !== undefined) askers.set(post, asker);
    },
    remembered: () => [...askers.entries()].map(([address]) => address),
    async tell(post, sentence, whom = () => true) {
      const asker = askers.get(post);
      const once = `${post} ${sentence}`;
      if (asker === undefined || told.has(once) || !whom(asker)) return;
      told.set(once, true);
      written += 1;
      const nonce = `${splitAddress(post)?.message ?? ""}-${written % 10_000}`;
      await write(asker, sentence, nonce).catch(onFailure);
    },
  };
}
