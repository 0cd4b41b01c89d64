/** A request that is not carried out. Its message is a sentence for the person, in their language. */
export class Refusal extends Error {
  override readonly name: string = "Refusal";
}

/** Only those who run the community may do this; a platform may add how to become one of them. */
export class NeedsManager extends Refusal {
  override readonly name = "NeedsManager";
}

/** A battle takes no more follow-ups, now or later: the same words can only be sent as a new question. */
export class NoMoreFollowUps extends Refusal {
  override readonly name = "NoMoreFollowUps";
}

/** A refusal because there was too much at once: the same may be done later. */
export class LimitReached extends Refusal {
  override readonly name = "LimitReached";
  /** In how many seconds to try again. */
  readonly seconds: number;

  constructor(message: string, seconds: number) {
    super(message);
    this.seconds = seconds;
  }
}
