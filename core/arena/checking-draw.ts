/** What somebody is told who checks the draw of a closed battle. */
import type { Battle } from "../battle/battle.ts";
import { publishDraw } from "../battle/sealed-draw.ts";
import type { PrivateReply } from "../chat/post.ts";
import { Refusal } from "../chat/refusal.ts";
import { type Language, sentences } from "../language/index.ts";
import { privateReply } from "./ballot-buttons.ts";

/**
 * What was sealed, what it hashes to now, and how to do the same by hand.
 * @throws {Refusal} before the close, when the salt is still secret, and where there is no sealed draw.
 */
export function drawReply(battle: Battle, language: Language): PrivateReply {
  const words = sentences(language);
  const draw = publishDraw(battle);
  if (!draw || draw.statement === null) throw new Refusal(words.refusals.drawStillSealed);
  const verdict = draw.fits ? words.draw.fits : words.draw.changed;
  const command = `printf '${draw.statement.replaceAll("\n", "\\n")}' | sha256sum`;
  const text = [
    `**${verdict}**`,
    `${words.draw.hash}\n\`\`\`\n${draw.hash}\n\`\`\``,
    `${draw.fits ? words.draw.statement : words.draw.recordNow}\n\`\`\`\n${draw.statement}\`\`\``,
    `${words.draw.byHand}\n\`\`\`sh\n${command}\n\`\`\``,
    ...(draw.fits ? [words.draw.proves] : []),
  ].join("\n\n");
  return { ...privateReply(text), draw };
}
