/** Where the posts of the local page are kept: a port like those of `ports.ts`, through which it is reached. */

/** One post of the local page as it is kept; `content` is JSON that only the page's own adapter reads. */
export type ArchivedPost = {
  id: string;
  /** Grows with every post and edit; what a reader has seen is one number. */
  revision: number;
  /** Who may see it: a voter's pseudonym, or null for everybody. */
  audience: string | null;
  content: string;
};

/** Keeps the posts of the local page, whose server, unlike Discord's or Telegram's, is ourselves. */
export interface PageArchive {
  /** Inserts or replaces by id. */
  save(post: ArchivedPost): Promise<void>;
  /** Forgets a post. Does nothing when there is none of that id. */
  remove(id: string): Promise<void>;
  /** The newest `limit` posts, in order of their first save. */
  newest(limit: number): Promise<ArchivedPost[]>;
}
