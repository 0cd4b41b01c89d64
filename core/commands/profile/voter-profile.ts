/** What somebody asks and likes, with its picture: for themselves, and for others only if they have said so. */
import { drawForPost } from "../draw-for-post.ts";
import { pictureTheme } from "../../battle/community-settings.ts";
import { createVoterProfile, type Preference, type VoterAxis, type VoterProfile } from "../../boards/voter-profile.ts";
import { type Language, sentences, type Sentences, typedFor } from "../../language/index.ts";
import { type Heard, sharedLanguage } from "../../people/spoken-languages.ts";
import { type Press, type Reply, type Request, textPost } from "../../chat/post.ts";
import { Refusal } from "../../chat/refusal.ts";
import { actionOf, type CommandContext } from "../command.ts";
import type { Panel, PanelsPicture, PictureWords, RadarPicture, SharesPanel, Theme } from "../../images/picture.ts";
import { drawByTask } from "./by-task.ts";
import type { ShareEstimate } from "../../rating/intervals.ts";
import { altText } from "../../images/alt-text.ts";

/** How many of their newest votes somebody's profile rests on. */
const votesSeen = 500;

/** Whose profile is wanted, and whether it is to be posted for all. `name` is null for oneself. */
export type VoterRequest = { person: string; name: string | null; posted: boolean };

/** @returns undefined when what was typed names neither oneself nor somebody mentioned. */
export function findVoterRequest(request: Request, typed: string): VoterRequest | undefined {
  const [first = "", second, ...more] = typed.toLowerCase().split(/\s+/u);
  const posted = second !== undefined && typedFor(({ typed: names }) => names.publicly).includes(second);
  if (
    typedFor(({ typed: names }) => names.myself).includes(first) &&
    more.length === 0 &&
    (second === undefined || posted)
  )
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
  if (wanted.name !== null && !profileVisible) throw new Refusal(refusalOf(wanted.name, words));
  const profile = createVoterProfile(await store.people.votingRecord(voter, votesSeen));
  if (profile.asked + profile.voted === 0)
    return { ...textPost(wanted.name === null ? words.empty : words.emptyOther), private: true };
  const own = wanted.name === null && !wanted.posted;
  const view: VoterView = {
    language: own ? request.language : sharedLanguage(request, request.language),
    theme: pictureTheme({ theme: request.communityTheme }, request.platform),
    name: wanted.name,
    mostVotes: votesSeen,
  };
  const image = await drawForPost(renderer, voterPicture(profile, view), voterInWords(profile, view), request);
  const text = own ? `${words.onlyYou} ${profileVisible ? words.visible : words.hidden}` : "";
  return { text, buttons: own ? [permissionButton(request, profileVisible)] : [], images: [image], private: own };
}

/** Who is known by an @name alone is spoken of as somebody who is not known: else all could ask who votes here. */
function refusalOf(name: string, { notAllowed, notKnown }: Sentences["voter"]): string {
  return name.startsWith("@") ? notKnown(name) : notAllowed(name);
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

/** How the profile of a voter is to look. */
export type VoterView = {
  language: Language;
  theme: Theme;
  /** Null: their own. */
  name: string | null;
  /** How many of their newest votes it rests on at most. */
  mostVotes: number;
};

/** The scale ends at the first of these that holds every share. */
const ends = [0.4, 0.6, 0.8, 1];
const steps = 4;
/** Of fewer votes a radar would show whatever came first. */
const fewestForRadar = 20;
const half = 0.5;
const percent = 100;

/** What somebody asks and votes on, by task, and their taste. */
export function voterPicture(profile: VoterProfile, view: VoterView): RadarPicture | PanelsPicture {
  const words = sentences(view.language);
  const { voter, boards } = words;
  const series = seriesOf(profile, words);
  const done = profile.axes.filter(({ asked, voted }) => asked + voted > 0);
  const shares = done.map((axis) => series.map(({ count, total }) => count(axis) / total));
  const end = ends.find((one) => shares.flat().every((share) => share <= one)) ?? 1;
  const surroundings: PictureWords = {
    theme: view.theme,
    title: titleOf(view, words),
    subtitle: `${voter.counts(profile.asked, profile.voted)}\n${voter.subtitle}`,
    footer: voter.footer(view.mostVotes),
  };
  const byTask = {
    series: series.map(({ name }) => name),
    tasks: done.map(({ task }, index) => ({
      label: words.tasks[task],
      values: (shares[index] ?? []).map((value) => ({ value, figure: boards.percent(value) })),
    })),
    isFirm: () => profile.voted >= fewestForRadar,
    otherTasks: "",
    ticks: Array.from({ length: steps + 1 }, (_, step) => {
      const value = (end * step) / steps;
      return { value, label: boards.percent(value), strong: false };
    }),
  };
  return drawByTask(surroundings, byTask, tastePanels(profile, words));
}

/** The same figures in words. */
export function voterInWords(profile: VoterProfile, view: VoterView): string {
  const words = sentences(view.language);
  const { voter, boards } = words;
  const series = seriesOf(profile, words);
  const axes = profile.axes.flatMap((axis) => {
    const shares = series.map(({ count, total }) => boards.percent(count(axis) / total));
    return axis.asked + axis.voted > 0 ? [`${words.tasks[axis.task]} ${shares.join("/")}`] : [];
  });
  const shares = sharesOf(profile, words).map(({ label, figure, detail, referenceLabel }) =>
    voter.alt(label, figure, detail, referenceLabel),
  );
  const heading = `${titleOf(view, words)}${boards.separator}${voter.counts(profile.asked, profile.voted)}`;
  const byTask = `${series.map(({ name }) => name).join("/")}: ${axes.join(boards.listSeparator)}`;
  return altText([heading, byTask, ...shares, ...verdicts(profile, words)], words);
}

function titleOf({ name }: VoterView, { voter }: Sentences): string {
  return name === null ? voter.yours : voter.theirs(name);
}

type Counted = { name: string; total: number; count: (axis: VoterAxis) => number };

/** What there is of questions and votes: at least one of both. */
function seriesOf({ asked, voted }: VoterProfile, { voter }: Sentences): Counted[] {
  const all: Counted[] = [
    { name: voter.voted, total: voted, count: (axis) => axis.voted },
    { name: voter.asked, total: asked, count: (axis) => axis.asked },
  ];
  return all.filter(({ total }) => total > 0);
}

function tastePanels(profile: VoterProfile, words: Sentences): Panel[] {
  const shares = sharesOf(profile, words);
  const notes = [...verdicts(profile, words), ...(profile.agreement ? [] : [words.voter.noAgreement])];
  return [
    ...(shares.length > 0 ? [{ kind: "shares", title: words.voter.taste, shares } satisfies SharesPanel] : []),
    ...(notes.length > 0 ? [{ kind: "notes", title: "", notes } as const] : []),
  ];
}

function sharesOf({ agreement, longer, moreStructured }: VoterProfile, words: Sentences): SharesPanel["shares"] {
  const { voter, boards } = words;
  const preference = (found: Preference | null, label: (votes: number) => string) =>
    found ? [shareRow(label(found.votes), found.share, half, voter.even, words)] : [];
  const chance = agreement && voter.chance(boards.percent(agreement.chance));
  return [
    ...(agreement && chance
      ? [shareRow(voter.agreement(agreement.battles), agreement.share, agreement.chance, chance, words)]
      : []),
    ...preference(longer, voter.longer),
    ...preference(moreStructured, voter.moreStructured),
  ];
}

function shareRow(
  label: string,
  { share, lower, upper }: ShareEstimate,
  reference: number,
  referenceLabel: string,
  { boards, profile }: Sentences,
): SharesPanel["shares"][number] {
  const detail = profile.range(String(Math.round(lower * percent)), boards.percent(upper));
  return { label, share, lower, upper, reference, referenceLabel, figure: boards.percent(share), detail };
}

/** What can be said of somebody's taste: only where an even one is ruled out. */
function verdicts({ longer, moreStructured }: VoterProfile, { voter }: Sentences): string[] {
  const { verdict } = voter;
  const verdictOn = (found: Preference | null, name: string) => {
    if (found && found.share.lower > half) return [verdict.more(name)];
    return found && found.share.upper < half ? [verdict.less(name)] : [];
  };
  return [...verdictOn(longer, verdict.longer), ...verdictOn(moreStructured, verdict.moreStructured)];
}
