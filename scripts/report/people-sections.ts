/** What people asked and how far they agree, with one another and with model jurors. */
import {
  altText,
  compareJury,
  type FigurePicture,
  juryInWords,
  juryPicture,
  type Language,
  languageName,
  sentences,
  type Sentences,
  type Theme,
  type ReportPicture,
  type Section,
} from "../../core/index.ts";
import { measureAgreement } from "../../core/rating/index.ts";
import type { RatedRecord } from "./ratings.ts";

/** Languages with fewer battles are put together: they might be one person's. */
const leastBattles = 5;
const mostLanguages = 8;

type Count = { name: string; battles: number };

const sumOf = (rows: readonly { battles: number }[]) => rows.reduce((total, { battles }) => total + battles, 0);

/** Tasks, languages and repeats: how many battles, and nothing of what was written. */
export function askedSection({ record }: RatedRecord, language: Language): Section {
  const { reports, tasks, models } = sentences(language);
  const words = reports.asked;
  const all = sumOf(record.asked);
  const section = { id: "asked", title: words.title };
  if (all === 0) return { ...section, sentences: [reports.noVotes], pictures: [] };
  const byTask = countBy(record.asked, ({ task }) => tasks[task]);
  const byLanguage = countBy(record.asked, (row) => languageName(row.language, language));
  const isFolded = byLanguage.some(({ battles }) => battles < leastBattles);
  const notice = record.league === "demo" ? { notice: models.demoNotice } : {};
  return {
    ...section,
    sentences: [
      words.about(all),
      words.repeated(sumOf(record.asked.filter(({ repeated }) => repeated)), all),
      ...(isFolded ? [words.few(leastBattles)] : []),
    ],
    pictures: [
      countPicture(words.tasks, byTask, notice, language),
      countPicture(words.languages, foldFew(byLanguage, words.others), notice, language),
    ],
  };
}

type Asked = RatedRecord["record"]["asked"][number];

function countBy(asked: readonly Asked[], nameOf: (row: Asked) => string): Count[] {
  return [...Map.groupBy(asked, nameOf)].map(([name, rows]) => ({ name, battles: sumOf(rows) }));
}

function foldFew(counts: readonly Count[], others: string): Count[] {
  const sorted = counts.toSorted((one, other) => other.battles - one.battles);
  const kept = sorted.filter(({ battles }, index) => battles >= leastBattles && index < mostLanguages);
  const rest = sumOf(counts) - sumOf(kept);
  return [...kept, ...(rest > 0 ? [{ name: others, battles: rest }] : [])];
}

/** A bar a row, the most first. */
function countPicture(
  heading: string,
  counts: readonly Count[],
  notice: { notice?: string },
  language: Language,
): ReportPicture {
  const words = sentences(language);
  const { boards, reports } = words;
  const all = sumOf(counts);
  const rows = counts.toSorted((one, other) => other.battles - one.battles);
  const figureOf = ({ battles }: Count) => `${boards.percent(battles / all)} · ${boards.count(battles)}`;
  const draw = (theme: Theme): FigurePicture => ({
    kind: "figure",
    theme,
    ...notice,
    title: heading,
    subtitle: "",
    footer: "",
    content: {
      kind: "bars",
      heading,
      columns: [{ heading: reports.asked.battles, most: Math.max(1, ...counts.map(({ battles }) => battles)) }],
      rows: rows.map((row) => ({ name: row.name, bars: [{ value: row.battles, figure: figureOf(row) }] })),
    },
  });
  return { draw, alt: altText([heading, ...rows.map((row) => `${row.name}: ${figureOf(row)}`)], words) };
}

/** Whether people who vote on the same battle choose the same. */
export function agreementSection({ record }: RatedRecord, language: Language): Section {
  const words = sentences(language).reports.agreement;
  const found = measureAgreement(record.patterns);
  return {
    id: "agreement",
    title: words.title,
    sentences: found ? [...agreementInWords(found, words), words.meaning] : [words.empty],
    pictures: [],
  };
}

function agreementInWords(
  { alpha, lower, upper, battles, votes }: NonNullable<ReturnType<typeof measureAgreement>>,
  words: Sentences["reports"]["agreement"],
): string[] {
  const write = (value: number) => value.toFixed(2).replace("-", "−");
  if (lower === null || upper === null) return [words.foundRoughly(write(alpha), battles, votes)];
  return [words.found(write(alpha), write(lower), write(upper), battles, votes)];
}

/** People's ratings beside those of model jurors, by the same battles. */
export function jurySection({ record, nameOf }: RatedRecord, language: Language): Section {
  const words = sentences(language).reports.jury;
  const section = { id: "jury", title: words.title };
  const found = compareJury(record.cases);
  const both = found.ratings.filter(({ human, jury }) => human && jury);
  if (both.length === 0) return { ...section, sentences: [words.empty], pictures: [] };
  const demo = record.league === "demo";
  return {
    ...section,
    sentences: [],
    pictures: [
      {
        draw: (theme) => juryPicture(found, nameOf, { theme, language, demo }),
        alt: juryInWords(found, nameOf, language),
      },
    ],
  };
}
