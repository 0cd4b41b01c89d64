/** A record that is not moved, backed up or restored, and why: a sentence in every language. */
import { type Language, type Sentences, sentences } from "../../language/index.ts";

type Explain = (words: Sentences["copies"]["refused"]) => string;

/** Nothing has been written, or nothing of it stays. */
export class RecordRefusal extends Error {
  override readonly name = "RecordRefusal";
  private readonly said: Explain;

  constructor(said: Explain, options?: ErrorOptions) {
    super(said(sentences("en").copies.refused), options);
    this.said = said;
  }

  /** What happened, why, and what to do. */
  explain(language: Language): string {
    return this.said(sentences(language).copies.refused);
  }
}
