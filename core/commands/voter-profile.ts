/** What somebody asks and likes: for themselves, and for others only if they have said so. */
import { pictureTheme } from "../battle/community-settings.ts";
import { createVoterProfile } from "../boards/voter-profile.ts";
import { sentences } from "../language/index.ts";
import { type Heard, sharedLanguage } from "../people/spoken-languages.ts";
import { type Press, type Reply, type Request, textPost } from "../chat/post.ts";
import { Refusal } from "../chat/refusal.ts";
import { actionOf, type CommandContext } from "./command.ts";
import { voterInWords, voterPicture, type VoterView } from "./pictures/voter-picture.ts";

/** How many of their newest votes somebody's profile rests on. */
const votesSeen = 500;

const selfNames = new Set(["me", "myself", "我", "我自己"]);
const publicNames = new Set(["public", "here", "公开"]);

/** Whose profile is wanted, and whether it is to be posted for all. `name` is null for oneself. */
export type VoterRequest = { person: string; name: string | null; posted: boolean };

/** @returns undefined when what was typed names neither oneself nor somebody mentioned. */
export function findVoterRequest(request: Request, typed: string): VoterRequest | undefined {
  const [first = "", second, ...more] = typed.toLowerCase().split(/\s+/u);
  const posted = second !== undefined && publicNames.has(second);
  if (selfNames.has(first) && more.length === 0 && (second === undefined || posted))
    return { person: request.person, name: null, posted };
  const mention = request.mentions?.find(({ text }) => text.toLowerCase() === typed.toLowerCase());
  if (!mention) return undefined;
  return { person: mention.person, name: mention.person === request.person ? null : mention.name, posted: false };
}

/**
 * Draws it. One's own comes privately unless it is to be posted; another's comes only if they allow it.
 * @throws {Refusal} where they do not.
 */
export async function showVoterProfile(
  context: CommandContext,
  request: Heard<Request>,
  wanted: VoterRequest,
): Promise<Reply> {
  const { store, pseudonyms, renderer } = context;
  const { voter: words } = sentences(request.language);
  const voter = pseudonyms.of(wanted.person);
  const { profileVisible } = await store.people.personSettings(voter);
  if (wanted.name !== null && !profileVisible) throw new Refusal(words.notAllowed(wanted.name));
  const profile = createVoterProfile(await store.people.votingRecord(voter, votesSeen));
  if (profile.asked + profile.voted === 0)
    return { ...textPost(wanted.name === null ? words.empty : words.emptyOther), private: true };
  const own = wanted.name === null && !wanted.posted;
  const settings = await store.communities.communitySettings(pseudonyms.of(request.community));
  const view: VoterView = {
    language: own ? request.language : sharedLanguage(request, request.language),
    theme: pictureTheme(settings, request.platform),
    name: wanted.name,
    mostVotes: votesSeen,
  };
  const { png } = await renderer.render(voterPicture(profile, view));
  const image = { png, alt: voterInWords(profile, view) };
  const text = own ? `${words.onlyYou} ${profileVisible ? words.visible : words.hidden}` : "";
  return { text, buttons: own ? [permissionButton(request, profileVisible)] : [], images: [image], private: own };
}

/** Takes a press on the button that lets others see one's profile, or no longer. */
export async function allowVoterProfile(context: CommandContext, press: Heard<Press>, rest: string): Promise<Reply> {
  const { voter: words, refusals } = sentences(press.language);
  if (rest !== "show" && rest !== "hide") throw new Refusal(refusals.unknownAction);
  const person = context.pseudonyms.of(press.person);
  const profileVisible = rest === "show";
  await context.store.people.savePersonSettings(person, {
    ...(await context.store.people.personSettings(person)),
    profileVisible,
  });
  const text = profileVisible ? words.nowVisible : words.nowHidden;
  return { ...textPost(text), buttons: [permissionButton(press, profileVisible)], private: true };
}

function permissionButton({ language }: Heard<Press | Request>, visible: boolean) {
  const { buttons } = sentences(language).voter;
  const rest = visible ? "hide" : "show";
  return { label: buttons[rest], action: actionOf("profile", rest) };
}
