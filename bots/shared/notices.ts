/** Tells those who asked what became of their question when its post cannot say so. */
import { splitAddress } from "../../core/index.ts";

/** Who is told what. */
export interface Notices<Asker> {
  /** Remembers who asked a question, or for a post, by its address. */
  remember(address: string, asker: Asker): void;
  /** Whoever asked a question has asked for the post that answers it. */
  answered(question: string, post: string): void;
  /** Tells whoever asked for a post, once for each sentence. Never throws. */
  tell(post: string, sentence: string): Promise<void>;
}

/** How a platform writes to somebody alone. */
export type NoticeParts<Asker> = {
  /** @param nonce names what is written, so that nothing is there twice. */
  write(asker: Asker, sentence: string, nonce: string): Promise<void>;
  /** Called when somebody could not be told. */
  onFailure(error: unknown): void;
};

/** Askers of the newest questions and posts are remembered, so many of them. */
const capacity = 4_000;

/** Remembers nobody yet. */
export function createNotices<Asker>({ write, onFailure }: NoticeParts<Asker>): Notices<Asker> {
  const askers = new Map<string, Asker>();
  const told = new Set<string>();

  function remember(address: string, asker: Asker): void {
    askers.set(address, asker);
    const oldest = askers.size > capacity ? askers.keys().next().value : undefined;
    if (oldest !== undefined) askers.delete(oldest);
  }

  return {
    remember,
    answered(question, post) {
      const asker = askers.get(question);
      if (asker !== undefined) remember(post, asker);
    },
    async tell(post, sentence) {
      const asker = askers.get(post);
      const once = `${post} ${sentence}`;
      if (asker === undefined || told.has(once)) return;
      told.add(once);
      const nonce = `${splitAddress(post)?.message ?? ""}-${told.size % 10_000}`;
      await write(asker, sentence, nonce).catch(onFailure);
    },
  };
}
