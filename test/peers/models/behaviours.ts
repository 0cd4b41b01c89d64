/** All behaviours under their names, and one server that plays any of them. */
import { type ModelScript, answerWithError } from "../scripted-model-server.ts";
import type { Behaviour, Behaviours, Pause } from "./behaviour.ts";
import { endings } from "./endings.ts";
import { errors } from "./errors.ts";
import { gateways } from "./gateways.ts";
import { odd } from "./odd.ts";
import { parameters } from "./parameters.ts";
import { relays } from "./relays.ts";
import { strange } from "./strange.ts";
import { streamShapes } from "./streams.ts";
import { thoughts } from "./thoughts.ts";
import { tokenLimits } from "./token-limits.ts";
import { wrongKinds } from "./wrong-kinds.ts";

export const families: Readonly<Record<string, Behaviours>> = {
  parameters,
  relays,
  tokenLimits,
  gateways,
  thoughts,
  endings,
  streamShapes,
  errors,
  wrongKinds,
  strange,
  odd,
};

export const behaviours: Behaviours = Object.assign({}, ...Object.values(families));

/** @throws {Error} when there is none of that name. */
export function behaviourOf(name: string): Behaviour {
  const behaviour = behaviours[name];
  if (!behaviour) throw new Error(`there is no behaviour ${name}`);
  return behaviour;
}

/** Whichever of them the call names as its model; lists all of these where it is asked for a list. */
export function playBehaviours(names: readonly string[], pause: Pause): ModelScript {
  const counts = new Map<string, number>();
  return (call, number) => {
    if (call.path.split("?")[0]?.endsWith("/models")) {
      call.response.writeHead(200, { "content-type": "application/json" });
      call.response.end(JSON.stringify({ object: "list", data: names.map((id) => ({ id, object: "model" })) }));
      return;
    }
    const name = String(call.body["model"]);
    if (!names.includes(name)) return answerWithError(404, { error: { message: `no model ${name}` } })(call, number);
    const before = counts.get(name) ?? 0;
    counts.set(name, before + 1);
    return behaviourOf(name).does(call, before, pause);
  };
}

/** A roster of models that behave so, each at an endpoint of its own (under the model's name). */
export function rosterOf(names: readonly string[], baseURL: string, generation: object = {}): string {
  const endpoints = Object.fromEntries(names.map((name) => [name, { baseURL, ...behaviourOf(name).endpoint }]));
  const models = names.map((name) => ({
    id: name.toLowerCase(),
    name: `Model ${name}`,
    endpoint: name,
    model: name,
    ...behaviourOf(name).model,
  }));
  return JSON.stringify({ endpoints, models, generation });
}
