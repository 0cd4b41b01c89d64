/** What Discord answers when it refuses, by its own codes. */

/** A refused request; `status` is HTTP's, `code` Discord's. */
export class DiscordRefusal extends Error {
  override readonly name = "DiscordRefusal";
  readonly status: number;
  readonly code: number;
  readonly details: unknown;
  /** In how many seconds the same would be taken. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: number, message: string, details?: unknown, retryAfter?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.retryAfter = retryAfter;
  }
}

/** The refusals this peer knows, under the names of Discord's documentation. */
export const refusals = {
  unauthorized: () => new DiscordRefusal(401, 0, "401: Unauthorized"),
  notFound: () => new DiscordRefusal(404, 0, "404: Not Found"),
  unknownChannel: () => new DiscordRefusal(404, 10003, "Unknown Channel"),
  unknownMessage: () => new DiscordRefusal(404, 10008, "Unknown Message"),
  unknownUser: () => new DiscordRefusal(404, 10013, "Unknown User"),
  unknownWebhook: () => new DiscordRefusal(404, 10015, "Unknown Webhook"),
  unknownInteraction: () => new DiscordRefusal(404, 10062, "Unknown interaction"),
  alreadyAcknowledged: () => new DiscordRefusal(400, 40060, "Interaction has already been acknowledged."),
  slowMode: () =>
    new DiscordRefusal(429, 20016, "This action cannot be performed due to slowmode rate limit", undefined, 3_600),
  cloudflare: () => new DiscordRefusal(403, 40333, "Cloudflare is blocking your request"),
  otherKind: () => new DiscordRefusal(400, 50024, "Cannot execute action on this channel type"),
  moderated: () => new DiscordRefusal(400, 200_000, "Message was blocked by automatic moderation"),
  tooManyReactions: () => new DiscordRefusal(403, 30010, "Maximum number of reactions reached (20)"),
  oldEdits: () => new DiscordRefusal(429, 30046, "Maximum number of edits to messages older than 1 hour reached."),
  tooLarge: () => new DiscordRefusal(413, 40005, "Request entity too large"),
  missingAccess: () => new DiscordRefusal(403, 50001, "Missing Access"),
  otherAuthor: () => new DiscordRefusal(403, 50005, "Cannot edit a message authored by another user"),
  emptyMessage: () => new DiscordRefusal(400, 50006, "Cannot send an empty message"),
  cannotMessage: () => new DiscordRefusal(403, 50007, "Cannot send messages to this user"),
  missingPermissions: () => new DiscordRefusal(403, 50013, "Missing Permissions"),
  deadToken: () => new DiscordRefusal(401, 50027, "Invalid Webhook Token"),
  invalidForm: (details: unknown) => new DiscordRefusal(400, 50035, "Invalid Form Body", details),
  archivedThread: () => new DiscordRefusal(400, 50083, "Thread is archived"),
  noHistory: () =>
    new DiscordRefusal(400, 160002, "Cannot reply without permission to read message history (READ_MESSAGE_HISTORY)"),
  threadExists: () => new DiscordRefusal(400, 160004, "A thread has already been created for this message"),
  lockedThread: () => new DiscordRefusal(400, 160005, "Thread is locked"),
  tooManyThreads: () => new DiscordRefusal(400, 160006, "Maximum number of active threads reached"),
} as const;
