/** Faults in what is told of the arena to those who watch it from outside, and to nobody else. */
import type { Fault } from "./scratch.ts";

const inspecting = ["test/web/page-inspecting.test.ts"];
const metrics = ["test/metrics/metrics.test.ts"];
const log = ["test/bots/log.test.ts"];

/** Faults in metrics, in the log, and in who may ask how the arena is doing. */
export const watchingFaults: readonly Fault[] = [
  {
    rule: "a proxy is no program on this machine",
    file: "bots/web/inspecting.ts",
    from: "    !cameThroughProxy(arrivalOf(c))",
    to: "    true",
    tests: inspecting,
  },
  {
    rule: "where a proxy is known to stand in front, only the token counts",
    file: "bots/web/inspecting.ts",
    from: "  if (trustsProxy || (publicUrl",
    to: "  if (trustsProxy && (publicUrl",
    tests: inspecting,
  },
  {
    rule: "a model that has left the roster takes its series along",
    file: "bots/metrics/roster-series.ts",
    from: "metric.remove(JSON.parse(labels));",
    to: "void metric;",
    tests: metrics,
  },
  {
    rule: "a follow-up opens no second battle",
    file: "core/observer.ts",
    from: ' && lastTurn(shown.battle).number === 1) tell("opened")',
    to: ') tell("opened")',
    tests: metrics,
  },
  {
    rule: "an identifier of a platform is in no line of the log",
    file: "bots/blotting.ts",
    from: 'replaceAll(identifiers, "[id]")',
    to: "slice(0)",
    tests: log,
  },
  {
    rule: "whatever is shown of a battle is about it in the log",
    file: "core/arena/showing.ts",
    from: "aboutBattle(id, () => showOrRetry(arena, id, known))",
    to: "showOrRetry(arena, id, known)",
    tests: log,
  },
];
