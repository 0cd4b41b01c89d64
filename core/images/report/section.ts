/** What a report is made of. */
import type { Language } from "../../language/index.ts";
import type { Picture, Theme } from "../picture.ts";

/** A picture in either look, and the same in words. */
export type ReportPicture = { draw: (theme: Theme) => Picture; alt: string };

/** Where more stands; its address is written out for print. */
export type Source = { text: string; url: string };

/** What somebody has written, whoever and whatever it is, under a label. */
export type Written = { label: string; text: string };

/**
 * What a page shows only when it is opened: until then its summary and `hint`, the beginning of what is inside. In print
 * there are its summary and the beginning of each text right in it.
 */
export type Fold = { summary: string; hint?: string; written: Written[]; folds?: Fold[] };

/** A part of it. What is empty says why in a sentence. */
export type Section = {
  /** Tells it apart, and is its address within the page. */
  id: string;
  title: string;
  sentences: string[];
  pictures: ReportPicture[];
  /** The first row are headings. */
  table?: string[][];
  folds?: Fold[];
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
