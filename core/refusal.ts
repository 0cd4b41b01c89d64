/** A request that is not carried out. Its message is a sentence for the person, in their language. */
export class Refusal extends Error {
  override readonly name: string = "Refusal";
}

/** What only those may do who run the community; a platform may add how one becomes one of them. */
export class NeedsManager extends Refusal {
  override readonly name = "NeedsManager";
}
