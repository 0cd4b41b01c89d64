/** A family of models and who makes them, under all the names they go by. */
export type Family = {
  /** Tells families apart: names of one family give each other away. */
  key: string;
  /** Who makes the models. */
  makers: Names;
  /** What the models are called, without version or size. */
  models: Names;
};

/** Names as they are usually written; the mask finds other spellings itself. */
export type Names = {
  /** These mean a model or its maker wherever they stand. */
  telling: readonly string[];
  /** These also mean something else: a person, an animal, a shop. They need a capital and plain words around them. */
  common: readonly string[];
};
