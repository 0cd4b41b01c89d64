/**
 * Shards that leave nothing behind. Those of discord.js connect again half a second after they have been destroyed when
 * they were about to, let go of a connection that is still being made (its failure would then be nobody's), and wait half
 * a minute for a gateway that does not say goodbye. No option of discord.js changes any of that.
 */
import { SimpleShardingStrategy } from "discord.js";
import type { Clock } from "../../core/index.ts";

type Connection = {
  readyState: number;
  on(event: "error", listener: () => void): void;
  once(event: "close", listener: () => void): void;
  terminate(): void;
};

/** A shard, as far as it is hidden by its type. */
type Shard = { connection: Connection | null; internalConnect(): Promise<void> };

/** Not the one that discord.js exports under that name. */
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
