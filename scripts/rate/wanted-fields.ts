/** What a row may hold that matters. */
export const wanted = [
  "model_a",
  "model_b",
  "winner",
  "battle",
  "voter",
  "text_a",
  "text_b",
  "probability",
  "time",
  "reading_time",
  "account_age",
] as const;
/** One of {@link wanted}. */
export type Wanted = (typeof wanted)[number];

/** A row's bytes by what they are: place i holds where the i-th of {@link wanted} begins and ends; −1 where it is not. */
export type WantedFields = { bytes: Uint8Array; starts: Int32Array; ends: Int32Array };
