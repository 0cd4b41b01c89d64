/** Faults in what the doctor and the set-up say of models. */
import type { Fault } from "./scratch.ts";

/** Faults in what the doctor and the set-up say of models. */
export const doctorFaults: readonly Fault[] = [
  {
    rule: "the doctor asks under the settings of battles",
    file: "core/models/endpoint-check.ts",
    from: "provider.complete({ model, messages, settings, seed }",
    to: "provider.complete({ model, messages, settings: { ...settings, maxTokens: 1 }, seed }",
    tests: ["test/doctor/endpoints.test.ts"],
  },
  {
    rule: "asking all models ends in time",
    file: "core/models/endpoint-check.ts",
    from: "return defaultLimits.total + models * share;",
    to: "return defaultLimits.total + models * share * 1000;",
    tests: ["test/doctor/endpoints.test.ts"],
    name: "waits no longer",
  },
  {
    rule: "only a failure of all is told as one",
    file: "core/doctor/endpoint-findings.ts",
    from: "failed.length === trials.length ? explainAll",
    to: "failed.length > 0 ? explainAll",
    tests: ["test/doctor/endpoints.test.ts"],
  },
  {
    rule: "an account without credit is wrong, not a warning",
    file: "core/doctor/endpoint-findings.ts",
    from: 'reason !== "no-credit" && (kind',
    to: "(kind",
    tests: ["test/doctor/endpoints.test.ts"],
  },
  {
    rule: "what a list denies goes before a name",
    file: "core/models/listed-model.ts",
    from: "  if (told.includes(false)) return false;\n",
    to: "",
    tests: ["test/models/listed-model.test.ts"],
  },
  {
    rule: "a lower token limit is not written down as none",
    file: "core/setup/index.ts",
    from: 'withheld !== "maxTokens" && ',
    to: "",
    tests: ["test/setup/proving.test.ts"],
  },
];
