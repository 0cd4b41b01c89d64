import { openPageCommunity, type PrivateReply, type Sender, textPost } from "../../chat/post.ts";
import { LimitReached, NeedsManager, Refusal } from "../../chat/refusal.ts";
import { may } from "../../chat/roles.ts";
import { chatFormats, type CommunityExport, largestExport, mostADay, mostRead } from "../../export/community-export.ts";
import { leastPeople } from "../../export/consent.ts";
import { sentences } from "../../language/index.ts";
import type { Heard } from "../../people/spoken-languages.ts";
import type { Command } from "../command.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    export: CommandWords;
  }
  interface OptionSentences extends Record<"format", OptionWords> {}
}

/** When to come back while another export is being made, in seconds: the largest take less. */
const tryAgainSeconds = 60;

/** `/export [csv|jsonl]`: the open data of this community as one file, for those who run it. */
export const openData: Command = {
  options: [{ name: "format", kind: "choice", choices: chatFormats }],
  forManagers: true,
  unseen: true,
  waits: true,
  async run({ exports, pseudonyms, random, clock }, request, rest) {
    const { exports: words, commands } = sentences(request.language);
    check(request);
    const typed = rest.toLowerCase();
    const format = typed === "" ? "csv" : chatFormats.find((one) => one === typed);
    if (!format) throw new Refusal(words.unknown(commands.export.usage));
    const made = await exports.make({
      ...{ community: pseudonyms.of(request.community), format, secret: random.salt() + random.salt() },
      // Data is in English, whoever asks for it.
      personalKinds: sentences("en").personal.kinds,
    });
    return tell(made, `doubleblind-${clock.now().toISOString().slice(0, 10)}-${format}.zip`, request);
  },
};

/** @throws {Refusal} for whoever does not run the community, and where nothing is to be published. */
function check(from: Heard<Sender>): void {
  const { exports: words } = sentences(from.language);
  if (from.private) throw new NeedsManager(words.notAlone);
  if (!may(from, "export-community")) throw new NeedsManager(words.notYours);
  if (from.community === openPageCommunity) throw new Refusal(words.notOfOpenPage);
}

function tell(made: CommunityExport, name: string, { language }: Heard<Sender>): PrivateReply {
  const { exports: words } = sentences(language);
  if ("refused" in made) {
    if (made.refused === "too-large") throw new Refusal(words.tooLarge(mostRead, largestExport / 1024 / 1024));
    if (made.refused === "busy") throw new LimitReached(words.busy, tryAgainSeconds);
    throw new LimitReached(words.tooOften(mostADay, Math.ceil(made.seconds / 3_600)), made.seconds);
  }
  const { battles, votes, ownVotes, voters, leftOut, demo } = made.summary;
  const left = [...leftOut.values()].reduce((sum, one) => sum + one, 0);
  if (battles === 0) throw new Refusal(words.nothing(left));
  const lines = [
    words.made(battles, votes, left),
    words.own(ownVotes, voters, leastPeople),
    ...(demo ? [words.demo] : []),
    words.beforePublishing,
  ];
  const files = [{ name, base64: Buffer.from(made.file).toString("base64") }];
  return { ...textPost(lines.join("\n\n")), files, private: true };
}
