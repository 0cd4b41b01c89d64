/** Faults in how a request is put to an endpoint, and in what its refusal is taken for. */
import type { Fault } from "./scratch.ts";

const refusals = ["test/models/refusals.test.ts"];
const complaints = ["test/models/complaints.test.ts"];

/** Faults in how a request is put to an endpoint, and in what its refusal is taken for. */
export const requestFaults: readonly Fault[] = [
  {
    rule: "what is learnt is kept for the next request",
    file: "core/models/endpoint-client.ts",
    from: "        dialects.set(name, joinDialects(dialects.get(name) ?? commonDialect, dialect));\n",
    to: "",
    tests: refusals,
  },
  {
    rule: "what two requests learn at once is kept of both",
    file: "core/models/endpoint-client.ts",
    from: "joinDialects(dialects.get(name) ?? commonDialect, dialect)",
    to: "dialect",
    tests: refusals,
  },
  {
    rule: "a model whose entry has changed is another one",
    file: "core/models/endpoint-client.ts",
    from: "JSON.stringify([id, model, unsupported, body])",
    to: "JSON.stringify([id, model])",
    tests: refusals,
  },
  {
    rule: "a refusal that points at the content is none of a parameter",
    file: "core/models/refusal.ts",
    from: "pointed === undefined ? findNamed",
    to: "!pointed ? findNamed",
    tests: refusals,
  },
  {
    rule: "a quotation of the question is no refusal",
    file: "core/models/refusal.ts",
    from: " && !quotesMessages(sentence, asked)",
    to: "",
    tests: refusals,
  },
  {
    rule: "what leaves less room for one question says nothing about the next",
    file: "core/models/refusal.ts",
    from: "once: true",
    to: "once: false",
    tests: refusals,
  },
  {
    rule: "a whole answer may take as long as any answer",
    file: "core/models/attempt.ts",
    from: "    if (!streams) watchdog.awaitWhole();\n",
    to: "",
    tests: refusals,
  },
  {
    rule: "a key that begins another is blotted out after it",
    file: "core/models/trouble.ts",
    from: "other.length - one.length",
    to: "one.length - other.length",
    tests: complaints,
  },
  {
    rule: "our own words are not blotted",
    file: "core/models/trouble.ts",
    from: "error instanceof ModelFailure ? blot(advice, secrets) : advice",
    to: "blot(advice, secrets)",
    tests: complaints,
  },
  {
    rule: "a size is not too many requests",
    file: "core/models/verdict.ts",
    from: "hasStatus(413)(complaint) || says(tooLarge, 400, 429)(complaint)",
    to: "says(tooLarge, 400)(complaint)",
    tests: complaints,
  },
];
