/** What a report is made of. */
import type { Language, Picture, Theme } from "../../core/index.ts";

/** A picture in either look, and the same in words. */
export type ReportPicture = { draw: (theme: Theme) => Picture; alt: string };

/** Where more stands; its address is written out for print. */
export type Source = { text: string; url: string };

/** A part of it. What is empty says why in a sentence. */
export type Section = {
  /** Tells it apart, and is its address within the page. */
  id: string;
  title: string;
  sentences: string[];
  pictures: ReportPicture[];
  /** The first row are headings. */
  table?: string[][];
  sources?: Source[];
};

/** All that a page and a PDF show. */
export type Report = {
  language: Language;
  title: string;
  /** When, from what, and what is left out. */
  about: string[];
  sections: Section[];
};
