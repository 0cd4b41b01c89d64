/** What the arena tells whoever counts it: names and kinds of its own roster only, never a person, a text or a raw id. */
import { lastTurn } from "./battle/battle.ts";
import type { EndedCall } from "./models/call-watch.ts";
import type { Model } from "./models/model.ts";
import type { Store } from "./store/store.ts";
import type { StoreWatch } from "./store/store-failure.ts";

/** Which model, and where it is served. */
export type ServedModel = Pick<Model, "id" | "endpoint">;

/** Is told of each thing once, by the process that did it. */
export interface Observer extends Required<Pick<StoreWatch, "worked" | "folded">> {
  /** Who plays from now on. Battles that have begun may still ask others. */
  plays(models: readonly ServedModel[]): void;
  called(call: EndedCall): void;
  /** A call counts so many US dollars in budgets and in `/costs`. */
  spent(model: ServedModel, dollars: number): void;
  /** A battle was asked, was opened to votes, or failed. What has closed is told of as it is folded. */
  battle(step: "asked" | "opened" | "failed"): void;
}

/** The same store, whose battles tell the observer how they go on. */
export function observeBattles(store: Store, { battle: tell }: Pick<Observer, "battle">): Store {
  const { battles, answering } = store;
  const tellFailed = <Here extends { battle: { status: string } } | undefined>(standing: Here): Here => {
    if (standing?.battle.status === "failed") tell("failed");
    return standing;
  };
  return {
    ...store,
    battles: {
      ...battles,
      async createBattle(...given) {
        const outcome = await battles.createBattle(...given);
        if (outcome === "created") tell("asked");
        return outcome;
      },
    },
    answering: {
      ...answering,
      async openTurn(...given) {
        const shown = await answering.openTurn(...given);
        if (shown && lastTurn(shown.battle).number === 1) tell("opened");
        return shown;
      },
      failTurn: async (...given) => tellFailed(await answering.failTurn(...given)),
      takeBack: async (...given) => tellFailed(await answering.takeBack(...given)),
    },
  };
}
