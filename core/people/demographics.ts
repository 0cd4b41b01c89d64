/** What people may say about themselves, so that boards can tell whether tastes differ. Nobody has to say anything. */

/** The choices; no two have the same name, so that a board can be asked for by it. */
export const traits = {
  age: ["18-24", "25-34", "35-44", "45-54", "55-64", "65-plus"],
  gender: ["women", "men", "non-binary"],
  occupation: [
    ...["students", "teaching", "research", "software", "engineering", "design", "business", "health-care"],
    ...["public-service", "crafts", "retired", "other-work"],
  ],
  interests: ["science", "technology", "arts", "music", "games", "sports", "books", "travel", "cooking", "news"],
} as const;

/** What can be said: one of the names in {@link traits}. */
export type Trait = keyof typeof traits;
/** The names of all {@link traits}. */
export const traitNames = Object.keys(traits) as Trait[];
/** A choice of any trait. */
export type TraitValue = (typeof traits)[Trait][number];

/** People who have said the same of themselves. */
export type Group = { trait: Trait; value: TraitValue };

/** Null and empty: not said. */
export type Demographics = {
  age: (typeof traits.age)[number] | null;
  gender: (typeof traits.gender)[number] | null;
  occupation: (typeof traits.occupation)[number] | null;
  interests: (typeof traits.interests)[number][];
};

/** Nothing said. */
export const unsaid: Demographics = { age: null, gender: null, occupation: null, interests: [] };

/** Boards of fewer people than this are not shown: somebody could be recognised. */
export const leastPeople = 20;

/** Every group there can be, trait by trait. */
export const groups: readonly Group[] = traitNames.flatMap((trait) =>
  traits[trait].map((value): Group => ({ trait, value })),
);
