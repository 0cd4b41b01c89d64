/** Makes a report of what was read. */
import {
  type Language,
  type ReportRecord,
  sentences,
  type Report,
  type Section,
  type Source,
} from "../../core/index.ts";
import { boardSection, duelSection, historySection, radarSection } from "./board-sections.ts";
import { changeSection } from "./change-section.ts";
import { costSection, timeSection } from "./model-sections.ts";
import { agreementSection, askedSection, jurySection } from "./people-sections.ts";
import { rateRecord } from "./ratings.ts";

/** What the method rests on. */
const sources: readonly Source[] = [
  { text: "Bradley & Terry 1952, Biometrika 39", url: "https://doi.org/10.2307/2334029" },
  { text: "Chatbot Arena, 2024", url: "https://arxiv.org/abs/2403.04132" },
  { text: "BingJian, 2024", url: "https://arxiv.org/abs/2403.08305" },
  { text: "LLM-Crowdsourced, 2025", url: "https://arxiv.org/abs/2507.22359" },
  { text: "Benjamini & Hochberg 1995, JRSS B 57", url: "https://doi.org/10.1111/j.2517-6161.1995.tb02031.x" },
  { text: "Krippendorff 2011", url: "https://repository.upenn.edu/asc_papers/43/" },
];

/** @param since the first day of what is recent (UTC, `2026-11-01`). */
export function composeReport(
  record: ReportRecord,
  { since, now, language }: { since: string; now: Date; language: Language },
): Report {
  const { reports } = sentences(language);
  const rated = rateRecord(record);
  const { days, league } = record;
  return {
    language,
    title: reports.title,
    about: [
      reports.made(now),
      ...(days
        ? [reports.basis(rated.rating.votes, rated.rating.voters, new Date(days.first), new Date(days.last))]
        : []),
      ...(league === "demo" ? [reports.demo] : []),
      reports.private,
    ],
    sections: [
      boardSection(rated, language),
      changeSection(rated, since, language),
      radarSection(rated, language),
      duelSection(rated, language),
      historySection(rated, language),
      askedSection(rated, language),
      agreementSection(rated, language),
      jurySection(rated, language),
      costSection(rated, language),
      timeSection(rated, language),
      methodSection(language),
    ],
  };
}

function methodSection(language: Language): Section {
  const { title, sentences: said, more } = sentences(language).reports.method;
  return { id: "method", title, sentences: [...said, more], pictures: [], sources: [...sources] };
}
