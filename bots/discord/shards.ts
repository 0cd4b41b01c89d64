/**
 * Shards that can be destroyed for good. Those of discord.js connect once more, half a second later, if they were about to
 * connect when they were destroyed; and they forget a connection that is still being made, so that nobody handles its errors.
 */
import { SimpleShardingStrategy } from "discord.js";

/** Private fields of a shard that are needed here. */
type Shard = {
  connection: { readyState: number; on(event: "error", listener: () => void): void; terminate(): void } | null;
  internalConnect(): Promise<void>;
};

/** Not the class that discord.js exports under this name. */
type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

const connecting = 0;

function endForGood(shard: Shard): void {
  shard.internalConnect = async () => {};
  const { connection } = shard;
  if (connection?.readyState !== connecting) return;
  connection.on("error", () => {});
  connection.terminate();
}

/** For the option `buildStrategy` of a client. */
export function buildLastingShards(manager: Manager): SimpleShardingStrategy {
  const strategy = new SimpleShardingStrategy(manager);
  const destroy = strategy.destroy.bind(strategy);
  strategy.destroy = (options) => {
    const { shards } = strategy as unknown as { shards: ReadonlyMap<number, Shard> };
    for (const shard of shards.values()) endForGood(shard);
    return destroy(options);
  };
  return strategy;
}
