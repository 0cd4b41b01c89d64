/** What a picture shows: figures and the words around them, already in the reader's language. */

/** Light or dark, as the community chose. */
export type Theme = "light" | "dark";

export type LeaderboardPictureRow = {
  name: string;
  organization: string;
  /** Null: no votes yet. */
  rating: number | null;
  lower: number | null;
  upper: number | null;
  /** "1" or "1–3"; "–" without votes. */
  rankLabel: string;
  /** Such as "1,204". */
  votesLabel: string;
  /** Such as "4%". */
  bothBadLabel: string;
};

export type LeaderboardPicture = {
  kind: "leaderboard";
  theme: Theme;
  title: string;
  /** What it covers and how many votes: under the title. */
  subtitle: string;
  /** What nobody may overlook, such as "Demo models": a badge above the title. */
  notice?: string;
  /** Column headings. */
  headings: { rank: string; model: string; rating: string; votes: string; bothBad: string };
  rows: LeaderboardPictureRow[];
  /** What the reader must know to read it rightly; below the rows. */
  footer: string;
};

export type RadarSeries = {
  name: string;
  /** One value an axis, 0 to 1; null where there are no votes. */
  values: (number | null)[];
};

export type RadarPicture = {
  kind: "radar";
  theme: Theme;
  title: string;
  subtitle: string;
  /** What nobody may overlook, such as "Demo models": a badge above the title. */
  notice?: string;
  /** Three to sixteen. */
  axes: string[];
  /** One or two. */
  series: RadarSeries[];
  footer: string;
};

export type Picture = LeaderboardPicture | RadarPicture;

export type RenderedImage = { png: Uint8Array; width: number; height: number };
