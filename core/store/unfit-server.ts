/** Servers that cannot hold the record, in words. */
import { type Sentences, sentences } from "../language/index.ts";
import { StoreRefusal, type Unfit } from "../machine/store-refusal.ts";

/** What is wrong with a server, and what to do. @param server as `host:port/name`. */
export function describeUnfit(
  server: string,
  unfit: Unfit,
  { database }: Sentences["doctor"],
): { what: string; mend: string } {
  const { postgres, yugabyte, ...words } = database.unfit;
  switch (unfit.why) {
    case "other-program":
      return { what: words.otherProgram(server, unfit.program), mend: postgres(unfit.oldest) };
    case "too-old":
      return { what: words.tooOld(server, unfit.version), mend: postgres(unfit.oldest) };
    case "no-functions":
      return { what: words.noFunctions(server), mend: postgres(unfit.oldest) };
    case "isolation":
      return { what: words.isolation(server, unfit.isolation), mend: words.setIsolation };
    case "yugabyte-too-old":
      return { what: words.yugabyteTooOld(server, unfit.version), mend: yugabyte.update };
    case "yugabyte-isolation":
      return { what: words.isolation(server, unfit.isolation), mend: yugabyte.setIsolation };
    case "yugabyte-changes":
      return { what: words.halfChanges(server), mend: yugabyte.wholeChanges };
  }
}

function inOneSentence(server: string, unfit: Unfit, { doctor }: Pick<Sentences, "doctor">): string {
  const { what, mend } = describeUnfit(server, unfit, doctor);
  return doctor.database.unfit.whole(what, mend);
}

/** The same in a sentence. @returns undefined where an error is no such refusal. */
export function explainUnfit(error: unknown, words: Sentences): string | undefined {
  if (!(error instanceof StoreRefusal) || !error.details.unfit) return undefined;
  return inOneSentence(error.details.server ?? "?", error.details.unfit, words);
}

/** @param server as `host:port/name`. */
export function refuseUnfit(server: string, unfit: Unfit): StoreRefusal {
  return new StoreRefusal("unfit", inOneSentence(server, unfit, sentences("en")), { server, unfit });
}
