/** What every verb of the command line does alike: it ends with a code, and says in a sentence what it cannot do. */
import { chooseLanguage } from "../../core/index.ts";

/** The language of the machine's user. */
export const language = chooseLanguage(Intl.DateTimeFormat().resolvedOptions().locale);

/** The verb cannot do what it was asked to; the message is a sentence for whoever typed it. */
export class CannotDo extends Error {
  override readonly name: string = "CannotDo";
}

/** Runs a verb: its exit code, and one sentence in place of a stack where it cannot do what it was asked to. */
export async function runAsVerb(verb: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await verb();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    console.error(error.message);
    const unreadable = "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
    process.exitCode = unreadable ? 2 : 1;
  }
}
