/** What the page keeps in the store: unlike Discord and Telegram, it has no server but ours. Several processes may serve it. */

/** One post of the page as it is kept; `content` is JSON that only the page's own adapter reads. */
export type ArchivedPost = {
  id: string;
  /** Grows with every post and edit; what a reader has seen is one number. */
  revision: number;
  /** Who may see it: a voter's pseudonym, or null for everybody. */
  audience: string | null;
  content: string;
};

/** Posts at one moment, in order of their first save, and the revision of the last change there has been. */
export type SavedPosts = { posts: ArchivedPost[]; revision: number };

/** A connection on which other processes are heard. */
export interface Following {
  /** Connects again if the connection was lost. Never throws: then there is none for now. */
  renew(): Promise<void>;
  end(): Promise<void>;
}

/** Keeps what the page shows. */
export interface PageArchive {
  /**
   * Inserts or replaces by id, no id twice: all of them in the order given, or none. All have higher revisions than `seen`.
   * @param seen the last revision the caller knows of.
   * @returns whether they are saved: not where somebody has saved something that the caller does not know of.
   */
  save(seen: number, posts: readonly ArchivedPost[]): Promise<boolean>;
  /** Forgets posts. Does nothing for an id of which there is none. */
  remove(...ids: readonly string[]): Promise<void>;
  /** The newest `limit` posts of those that were saved, or saved again, after a revision. */
  after(revision: number, limit: number): Promise<SavedPosts>;
  /**
   * Calls back at each save, of this process too, with its revision, as far as it is heard of: the listener must ask now and
   * then by itself. null where no other process can work on the same posts.
   */
  follow: ((listener: (revision: number) => void) => Following) | null;
  /** The files that posts show. */
  files: PageFiles;
}

/** Keeps the pictures and texts that posts show, for the processes that serve the page but have not made them. */
export interface PageFiles {
  /** Keeps a file, once written never changed, and notes when it was last needed. */
  keep(name: string, bytes: Uint8Array, at: Date): Promise<void>;
  find(name: string): Promise<Buffer | undefined>;
  /** Which of these are not there. */
  lacking(names: readonly string[]): Promise<string[]>;
  remove(names: readonly string[]): Promise<void>;
  /** Removes what was kept for the last time before that moment, but for those names. */
  removeOld(before: Date, needed: readonly string[]): Promise<void>;
}
