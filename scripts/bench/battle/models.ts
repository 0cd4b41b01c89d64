/** Starts the models that the bench asks, in a process of their own. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { FromModels, ToModels } from "./model-server.ts";

/** Models at work. */
export type Models = {
  /** Where they are asked. */
  address: string;
  process: number;
  /** How many tokens a second each answer has from now on. */
  setPace(pace: number): void;
  /** By the numbers of questions: when the last of their answers ended, in milliseconds by the clock all processes share. */
  ends(): Promise<Map<number, number>>;
  close(): Promise<void>;
};

/** Starts them. */
export async function startModels(): Promise<Models> {
  const child = fork(new URL("./model-server.ts", import.meta.url));
  const started = await hear(child);
  if (!("address" in started)) throw new Error("The models told no address.");
  const tell = (message: ToModels): void => void child.send(message);
  return {
    address: started.address,
    process: child.pid ?? -1,
    setPace: (pace) => tell({ pace }),
    async ends() {
      const heard = hear(child);
      tell("tell");
      const told = await heard;
      return new Map("ends" in told ? told.ends : []);
    },
    async close() {
      child.disconnect();
      await once(child, "exit");
    },
  };
}

async function hear(child: ChildProcess): Promise<FromModels> {
  const [message] = (await once(child, "message")) as [FromModels];
  return message;
}
