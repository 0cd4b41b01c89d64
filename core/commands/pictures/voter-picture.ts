/** A voter's profile as a picture, and in words. */
import type { Preference, VoterAxis, VoterProfile } from "../../boards/voter-profile.ts";
import type { Panel, RadarPicture, RadarSeries, SharesPanel, Theme } from "../../images/picture.ts";
import { type Language, sentences, type Sentences } from "../../language/index.ts";
import type { ShareEstimate } from "../../rating/intervals.ts";
import { altText } from "../../images/alt-text.ts";

export type VoterView = {
  language: Language;
  theme: Theme;
  /** Null: their own. */
  name: string | null;
  /** How many of their newest votes it rests on at most. */
  mostVotes: number;
};

/** The rim of the web is the first of these that holds every share. */
const rims = [0.4, 0.6, 0.8, 1];
const ringsInside = 4;
const half = 0.5;
const percent = 100;

export function voterPicture(profile: VoterProfile, view: VoterView): RadarPicture {
  const words = sentences(view.language);
  const { voter, boards } = words;
  const shares = profile.axes.flatMap(({ asked, voted }) => [
    shareOf(asked, profile.asked),
    shareOf(voted, profile.voted),
  ]);
  const rim = rims.find((one) => shares.every((share) => (share ?? 0) <= one)) ?? 1;
  return {
    kind: "radar",
    theme: view.theme,
    title: titleOf(view, words),
    subtitle: `${voter.counts(profile.asked, profile.voted)}\n${voter.subtitle}`,
    axes: profile.axes.map(({ task }) => words.tasks[task]),
    series: seriesOf(profile, words),
    rings: Array.from({ length: ringsInside }, (_, ring) => {
      const value = (rim * (ring + 1)) / ringsInside;
      return { value, label: boards.percent(value), strong: false };
    }),
    panels: tastePanels(profile, words),
    footer: voter.footer(view.mostVotes),
  };
}

/** The same figures in words. */
export function voterInWords(profile: VoterProfile, view: VoterView): string {
  const words = sentences(view.language);
  const { voter, boards } = words;
  const axes = profile.axes.flatMap((axis) =>
    axis.asked + axis.voted > 0 ? [`${words.tasks[axis.task]} ${axis.asked}/${axis.voted}`] : [],
  );
  const shares = sharesOf(profile, words).map(({ label, figure, detail, referenceLabel }) =>
    voter.alt(label, figure, detail, referenceLabel),
  );
  const heading = `${titleOf(view, words)}${boards.separator}${voter.counts(profile.asked, profile.voted)}`;
  const byTask = `${voter.asked}/${voter.voted}: ${axes.join(boards.listSeparator)}`;
  return altText([heading, byTask, ...shares, ...verdicts(profile, words)], words);
}

function titleOf({ name }: VoterView, { voter }: Sentences): string {
  return name === null ? voter.yours : voter.theirs(name);
}

function seriesOf(profile: VoterProfile, words: Sentences): RadarSeries[] {
  const series = (name: string, total: number, count: (axis: VoterAxis) => number): RadarSeries => ({
    name,
    values: profile.axes.map((axis) => {
      const share = shareOf(count(axis), total);
      return { value: share, figure: share === null ? words.profile.unknown : words.boards.percent(share) };
    }),
  });
  return [
    series(words.voter.voted, profile.voted, ({ voted }) => voted),
    series(words.voter.asked, profile.asked, ({ asked }) => asked),
  ];
}

function shareOf(count: number, total: number): number | null {
  return total === 0 ? null : count / total;
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
