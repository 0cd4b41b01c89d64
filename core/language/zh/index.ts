/** 所有给人看的句子，简体中文。 */
import type { Sentences } from "../en/index.ts";
import { arena } from "./arena.ts";
import { asking } from "./asking.ts";
import { askingSettings } from "./asking-settings.ts";
import { boards } from "./boards.ts";
import { chat } from "./chat.ts";
import { commands } from "./commands.ts";
import { doctor } from "./doctor.ts";
import { menu } from "./menu.ts";
import { mutual } from "./mutual.ts";
import { operator } from "./operator.ts";
import { page } from "./page.ts";
import { people } from "./people.ts";
import { privacy } from "./privacy.ts";
import { setup } from "./setup.ts";
import { telegram } from "./telegram.ts";

export const zh: Sentences = {
  ...arena,
  ...commands,
  ...boards,
  ...operator,
  ...page,
  ...chat,
  ...asking,
  ...askingSettings,
  ...privacy,
  ...setup,
  ...telegram,
  ...menu,
  ...people,
  ...mutual,
  doctor,
};
