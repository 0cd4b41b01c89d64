/** Watches for what may let the bot show what it could not, and for posts that people delete. */
import { type Client, Events, GatewayDispatchEvents } from "discord.js";
import type { Cooldowns } from "./cooldowns.ts";
import type { DiscordPlatform } from "./platform.ts";
import type { Removed } from "./stuck-posts.ts";

/** For one client; its listeners end with it. */
export function watchPlaces(
  client: Client,
  { lookAgain, removed: tell }: Pick<DiscordPlatform, "lookAgain" | "removed">,
  cooldowns: Pick<Cooldowns, "removed">,
): void {
  const removed = (gone: Removed) => {
    cooldowns.removed(gone);
    tell(gone);
  };
  const changed = () => lookAgain();
  client.on(Events.ChannelUpdate, (_before, { id }) => lookAgain({ place: id }));
  client.on(Events.ThreadUpdate, (_before, { id }) => lookAgain({ place: id }));
  client.on(Events.GuildRoleUpdate, changed);
  client.on(Events.GuildMemberUpdate, ({ id }) => {
    if (id === client.user?.id) changed();
  });
  client.on(Events.GuildCreate, changed);
  client.on(Events.ChannelDelete, ({ id }) => removed({ place: id }));
  client.on(Events.ThreadDelete, ({ id }) => removed({ place: id }));
  // discord.js tells only of messages that it has kept, and it keeps none.
  type Deleted = { channel_id: string; id: string };
  client.ws.on(GatewayDispatchEvents.MessageDelete, ({ channel_id: place, id }: Deleted) =>
    removed({ place, message: id }),
  );
  type DeletedMany = { channel_id: string; ids: string[] };
  client.ws.on(GatewayDispatchEvents.MessageDeleteBulk, ({ channel_id: place, ids }: DeletedMany) => {
    for (const message of ids) removed({ place, message });
  });
}
