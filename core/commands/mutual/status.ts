/** What `/mutual status` shows. */
import { type Language, sentences } from "../../language/index.ts";
import type { Evaluations, Running } from "../../mutual/evaluations.ts";
import type { JuryReport } from "../../mutual/jury/jury-work.ts";
import { tellUnusable } from "../../mutual/jury/unusable-replies.ts";
import { costsOf, isPaid, tellCosts } from "../../mutual/run/roles.ts";
import { nameSubject } from "../../mutual/subject.ts";
import type { Heard } from "../../people/spoken-languages.ts";
import type { Sender } from "../../chat/post.ts";
import type { CommandContext } from "../command.ts";

/** Of more that write just now, only the number is told. */
const mostWriters = 6;

/** Of the evaluation, and of the jury where there is something to tell. */
export async function showStatus(
  { pseudonyms, jury, lineup }: CommandContext,
  evaluations: Evaluations,
  { community, language }: Heard<Sender>,
): Promise<string> {
  const running = await evaluations.running();
  const report = await jury?.newest(pseudonyms.of(community));
  const { models } = lineup();
  const told = report && describeJury(report, (id) => models.find((model) => model.id === id)?.name ?? id, language);
  if (!told) return describeEvaluation(running, language);
  // That no evaluation runs is no news beside a jury that does.
  return running || !report?.goesOn ? `${describeEvaluation(running, language)}\n\n${told}` : told;
}

function describeJury(
  { goesOn, of, outcome }: JuryReport,
  nameOf: (id: string) => string,
  language: Language,
): string | undefined {
  const { jury: words } = sentences(language);
  const unusable = tellUnusable(outcome.jurors, nameOf, language);
  if (!goesOn) return unusable && `${words.last} ${unusable}`;
  const head = words.atWork(outcome.battles, of, outcome.ballots);
  return unusable ? `${head}\n${unusable}` : head;
}

/** How far an evaluation is, what it has cost, and who writes just now. */
export function describeEvaluation(running: Running | undefined, language: Language): string {
  const { mutual: words } = sentences(language);
  if (!running) return words.idle;
  const { settings, progress } = running;
  const heading = words.subtitle(nameSubject(settings.subject, language), settings.models.length, settings.rounds);
  if (!progress) return heading;
  const { done, planned, failures, tokens, cost, fresh, elapsed, roles, writing } = progress;
  const left = fresh === 0 ? 0 : Math.ceil(((elapsed / fresh) * Math.max(0, planned - done)) / 60_000);
  const names = new Map(settings.models.map(({ id, name }) => [id, name]));
  const newest = writing
    .slice(-mostWriters)
    .toReversed()
    .map(({ model, words: count }) => words.writer(names.get(model) ?? model, count));
  const lines = [
    words.progress(done, planned, failures, tokens, cost, left),
    ...(isPaid(roles) ? [tellCosts(costsOf(roles), language)] : []),
    ...(writing.length > 0 ? [words.writing(newest.join(", "), writing.length - newest.length)] : []),
  ];
  return `${heading}\n\n${lines.join("\n")}`;
}
