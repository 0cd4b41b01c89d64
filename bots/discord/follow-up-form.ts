/** The form in which an asker writes a follow-up. */
import { ComponentType, InteractionResponseType, TextInputStyle } from "discord.js";
import { type Language, sentences } from "../../core/index.ts";
import { followUpId } from "./encode.ts";

/** The field of the form. */
export const followUpField = "question";
/** The most that Discord lets one field hold. */
const longestField = 4_000;

/** The form as the answer to a press. */
export function encodeFollowUpForm(language: Language) {
  const { chat } = sentences(language);
  return {
    type: InteractionResponseType.Modal,
    data: {
      custom_id: followUpId,
      title: chat.followUpTitle,
      components: [
        {
          type: ComponentType.Label,
          label: chat.followUpLabel,
          component: {
            type: ComponentType.TextInput,
            custom_id: followUpField,
            style: TextInputStyle.Paragraph,
            required: true,
            max_length: longestField,
          },
        },
      ],
    },
  };
}
