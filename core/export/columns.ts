/** The columns of each table of an export: what they are called, what they hold, and what is said of them. */

/** What a column holds; a conversation is a list of `{role, content}`. Anything may be null. */
export type ColumnType = "text" | "integer" | "number" | "boolean" | "conversation";

/** A column. */
export type Column = { name: string; type: ColumnType; what: string };

/** One said thing, as the field writes it. */
export type Said = { role: "user" | "assistant"; content: string };

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, string | number | boolean | null | readonly Said[]>>;

function column(name: string, type: ColumnType, what: string): Column {
  return { name, type, what };
}

const conversations = [
  column("conversation_a", "conversation", "questions and answers of model_a; null where its asker has not said yes"),
  column("conversation_b", "conversation", "the same of model_b"),
];

const id = column("question_id", "text", "the battle");
const models = [
  column("model_a", "text", "the model on side A, by its id in `models`"),
  column("model_b", "text", "the model on side B"),
];
const circumstances = [
  column("language", "text", "of the question, a BCP 47 tag"),
  column("category", "text", "the task"),
  column(
    "tstamp",
    "integer",
    "when the answers were shown, Unix seconds; the beginning of that day (UTC) without a yes",
  ),
  column("platform", "text", "discord, telegram or web"),
];
const draw = [
  column("repeated", "boolean", "its question had been asked before: it counts for no task's board"),
  column("draw_probability", "number", "of this ordered pair; null where a side was drawn again"),
];
const turn = column("turn", "integer", "how many questions were asked");

/** A vote a row. */
export function voteColumns(withText: boolean): Column[] {
  return [
    ...[id, ...models],
    column("winner", "text", "model_a, model_b, tie or tie (bothbad)"),
    column(
      "judge",
      "text",
      "the voter under a name made up for this export; `counted-…`, one for each, for votes that are only counted",
    ),
    turn,
    ...(withText ? conversations : []),
    ...circumstances,
    column("consented", "boolean", "whether the voter has said yes; without it all that follows the draw is null"),
    ...draw,
    column("means", "text", "button, out-of-sight-reaction or open-reaction"),
    column("seen", "boolean", "whether others could see it before the close"),
    column("first_winner", "text", "what was voted first"),
    column("changes", "integer", "how often it was changed"),
    column("names_seen", "integer", "how many voters had seen the names when it was last set"),
    column("seconds", "integer", "from the answers being shown to the vote"),
  ];
}

function bySide(name: string, type: ColumnType, what: string): Column[] {
  return [column(`${name}_a`, type, what), column(`${name}_b`, type, "the same of model_b")];
}

/** A battle a row. */
export function battleColumns(withText: boolean): Column[] {
  return [
    ...[id, ...models, turn],
    ...(withText ? conversations : []),
    ...circumstances,
    column("consented", "boolean", "whether its asker has said yes"),
    ...draw,
    column("draw_rule", "text", "how the pair was drawn"),
    column("draw_salt", "text", "salt of the sealed draw"),
    column("draw_hash", "text", "its hash, shown before the first vote"),
    column("pictures", "integer", "sent with the question; not part of the export"),
    column("votes_a", "integer", "votes that count, for model_a"),
    column("votes_b", "integer", "for model_b"),
    column("votes_tie", "integer", "for a tie"),
    column("votes_bothbad", "integer", "that called both bad"),
    column("counted_a", "integer", "those among them that are only counted, for model_a"),
    column("counted_b", "integer", "for model_b"),
    column("counted_tie", "integer", "for a tie"),
    column("counted_bothbad", "integer", "that called both bad"),
    ...bySide("input_tokens", "integer", "tokens sent to model_a, over all turns"),
    ...bySide("output_tokens", "integer", "tokens it wrote"),
    ...bySide("cost", "number", "US dollars"),
    ...bySide("first_text_ms", "integer", "until its first text in the first turn"),
    ...bySide("total_ms", "integer", "until its whole first answer"),
  ];
}

/** A model a row. */
export const modelColumns: readonly Column[] = [
  column("model", "text", "its id"),
  column("name", "text", "what it is called"),
  column("organization", "text", "who made it"),
  column("status", "text", "active or retired"),
  column("input_price", "number", "US dollars a million tokens"),
  column("output_price", "number", "US dollars a million tokens"),
];

/** A model on a board a row. */
export const boardColumns: readonly Column[] = [
  column("board", "text", "all, or a task"),
  column("model", "text", "its id"),
  column("rank", "integer", "null: too few votes to be ranked"),
  column("rating", "number", "1000 is the mean of the ranked; 400 points are odds of ten to one"),
  column("lower", "number", "95% interval"),
  column("upper", "number", "95% interval"),
  column("votes", "integer", "on its battles"),
  column("wins", "integer", ""),
  column("losses", "integer", ""),
  column("ties", "integer", ""),
  column("bothbad", "integer", "votes that called both answers bad"),
];
