/** A request that is not carried out. Its message is a sentence for the person, in their language. */
export class Refusal extends Error {
  override readonly name: string = "Refusal";
}

/** What only those may do who run the community; a platform may add how one becomes one of them. */
export class NeedsManager extends Refusal {
  override readonly name = "NeedsManager";
}

/** Likewise, because there has been too much of it: the same may be carried out later. */
export class LimitReached extends Refusal {
  override readonly name = "LimitReached";
  /** In how many seconds to try again. */
  readonly seconds: number;

  constructor(message: string, seconds: number) {
    super(message);
    this.seconds = seconds;
  }
}
