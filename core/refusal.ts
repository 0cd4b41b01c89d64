/** A request that is not carried out. Its message is a sentence for the person, in their language. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}
