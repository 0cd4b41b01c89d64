/**
 * Shards that leave nothing behind. Those of discord.js connect again half a second after they have been destroyed when
 * they were about to, and let go of a connection that is still being made: its failure would then be nobody's.
 */
import { SimpleShardingStrategy } from "discord.js";

/** A shard, as far as it is hidden by its type. */
type Shard = {
  connection: { readyState: number; on(event: "error", listener: () => void): void; terminate(): void } | null;
  internalConnect(): Promise<void>;
};

/** Not the one that discord.js exports under that name. */
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
