/** What Telegram answers when it refuses, in its own words. */

/** A refused request; `code` is HTTP's status and the body's `error_code` alike. */
export class TelegramRefusal extends Error {
  override readonly name = "TelegramRefusal";
  readonly code: number;
  /** Whether a correct bot meets it as well. */
  readonly blameless: boolean = false;
  readonly parameters: { migrate_to_chat_id?: number; retry_after?: number } | undefined;

  constructor(code: number, description: string, parameters?: TelegramRefusal["parameters"]) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

const bad = (words: string) => new TelegramRefusal(400, `Bad Request: ${words}`);
const forbidden = (words: string) => new TelegramRefusal(403, `Forbidden: ${words}`);

/** The refusals this peer knows. */
export const refusals = {
  bad,
  unauthorized: () => new TelegramRefusal(401, "Unauthorized"),
  notFound: () => new TelegramRefusal(404, "Not Found"),
  otherPoll: () =>
    new TelegramRefusal(
      409,
      "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    ),
  webhookActive: () =>
    new TelegramRefusal(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    ),
  flood: (seconds: number) =>
    new TelegramRefusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds }),
  chatNotFound: () => bad("chat not found"),
  migrated: (id: number) =>
    new TelegramRefusal(400, "Bad Request: group chat was upgraded to a supergroup chat", { migrate_to_chat_id: id }),
  blocked: () => forbidden("bot was blocked by the user"),
  neverStarted: () => forbidden("bot can't initiate conversation with a user"),
  kicked: (type: string) => forbidden(`bot was kicked from the ${type} chat`),
  notMember: (type: string) => forbidden(`bot is not a member of the ${type} chat`),
  deactivated: () => forbidden("user is deactivated"),
  noThread: () => bad("message thread not found"),
  closedTopic: () => bad("TOPIC_CLOSED"),
  mayNotWrite: () => bad("not enough rights to send text messages to the chat"),
  /** What a server says that does not know the parameter `rich_message`; nothing a bot could know before. */
  unknownRich: () => Object.assign(bad("message text is empty"), { blameless: true }),
  emptyText: () => bad("message text is empty"),
  longText: () => bad("message is too long"),
  longCaption: () => bad("message caption is too long"),
  noReplyTarget: () => bad("message to be replied not found"),
  noEditTarget: () => bad("message to edit not found"),
  mayNotEdit: () => bad("message can't be edited"),
  notModified: () =>
    bad(
      "message is not modified: specified new message content and reply markup are exactly the same as a current " +
        "content and reply markup of the message",
    ),
  badInlineId: () => bad("MESSAGE_ID_INVALID"),
  noText: () => bad("there is no text in the message to edit"),
  noCaption: () => bad("there is no caption in the message to edit"),
  noDeleteTarget: () => bad("message to delete not found"),
  mayNotDelete: () => bad("message can't be deleted"),
  oldQuery: () => bad("query is too old and response timeout expired or query ID is invalid"),
  noReactionTarget: () => bad("message to react not found"),
  badReaction: () => bad("REACTION_INVALID"),
  badFile: () => bad("wrong file identifier/HTTP URL specified"),
  bigFile: () => bad("file is too big"),
  noUser: () => bad("user not found"),
  noRights: () => bad("CHAT_ADMIN_REQUIRED"),
} as const;
