/**
 * Shards that can be destroyed for good. Those of discord.js connect once more, half a second later, if they were about to
 * connect when they were destroyed; they forget a connection that is still being made, so that nobody handles its errors;
 * and they wait half a minute for a gateway that does not close its side. No option of discord.js changes any of that.
 */
import { SimpleShardingStrategy } from "discord.js";
import type { Clock } from "../../core/index.ts";

type Connection = {
  readyState: number;
  on(event: "error", listener: () => void): void;
  once(event: "close", listener: () => void): void;
  terminate(): void;
};

/** Private fields of a shard that are needed here. */
type Shard = { connection: Connection | null; internalConnect(): Promise<void> };

/** Not the class that discord.js exports under this name. */
type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

const connecting = 0;
const closed = 3;
/** How long a gateway has to say goodbye, in milliseconds. */
const lastPatience = 1_000;

function endForGood(shard: Shard, clock: Clock): void {
  shard.internalConnect = async () => {};
  const { connection } = shard;
  if (!connection) return;
  if (connection.readyState === connecting) {
    connection.on("error", () => {});
    connection.terminate();
  } else if (connection.readyState < closed) {
    connection.once(
      "close",
      clock.after(lastPatience, () => connection.terminate()),
    );
  }
}

/** For the option `buildStrategy` of a client. */
export function buildLastingShards(manager: Manager, clock: Clock): SimpleShardingStrategy {
  const strategy = new SimpleShardingStrategy(manager);
  const destroy = strategy.destroy.bind(strategy);
  strategy.destroy = (options) => {
    const { shards } = strategy as unknown as { shards: ReadonlyMap<number, Shard> };
    for (const shard of shards.values()) endForGood(shard, clock);
    return destroy(options);
  };
  return strategy;
}
