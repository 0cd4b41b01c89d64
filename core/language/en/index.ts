/** Every sentence people read, in English. The shape of this object is the shape every language must have. */
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

export const en = {
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

/** All sentences of one language: plain strings, or functions of what they speak about. */
export type Sentences = typeof en;
