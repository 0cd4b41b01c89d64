/** Something that is not done, and how the page says so. */
import {
  explainStoreFailure,
  findStoreFailure,
  type Language,
  LimitReached,
  type Log,
  NeedsManager,
  Refusal,
  sentences,
} from "../../core/index.ts";

/** Something that is not done, as the page answers it: an HTTP status and a sentence for the person. */
export class NotDone extends Error {
  override readonly name = "NotDone";
  readonly status: 404 | 422 | 429 | 500;
  /** In how many seconds to try again; null: waiting does not help. */
  readonly seconds: number | null;

  constructor(status: NotDone["status"], message: string, options: ErrorOptions & { seconds?: number } = {}) {
    super(message, options);
    this.status = status;
    this.seconds = options.seconds ?? null;
  }
}

/** What went wrong, for the person; details go to the log. */
export function explainNotDone(error: unknown, language: Language, log: Log): NotDone {
  if (error instanceof NotDone) return error;
  if (error instanceof NeedsManager) {
    const { becomeOperator } = sentences(language).page.errors;
    return new NotDone(422, `${error.message} ${becomeOperator}`, { cause: error });
  }
  if (error instanceof LimitReached) return new NotDone(429, error.message, { cause: error, seconds: error.seconds });
  if (error instanceof Refusal) return new NotDone(422, error.message, { cause: error });
  const failure = findStoreFailure(error);
  if (failure) return new NotDone(422, explainStoreFailure(failure, language), { cause: error });
  log.error({ error }, "the page could not keep what it was told");
  return new NotDone(500, sentences(language).page.errors.broken, { cause: error });
}
