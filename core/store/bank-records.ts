/** The questions that communities have added to the bank. */
import type { AddedQuestion, AddOutcome, BankStore } from "../bank/question-bank.ts";
import type { Client, Database } from "./database.ts";
import type { BankQuestion as BankRow } from "./generated/client.ts";
import type { KeptTexts } from "./kept-texts.ts";
import { storableText, takeTurn } from "./writing.ts";

function toQuestion({ decidedAt: _, ...row }: BankRow, texts: KeptTexts): AddedQuestion {
  return {
    ...row,
    text: texts.read(row.text, "BankQuestion.text", row.id),
    task: row.task as AddedQuestion["task"],
    difficulty: row.difficulty as AddedQuestion["difficulty"],
    status: row.status as AddedQuestion["status"],
  };
}

/** Adds of one community wait for each other: counting and adding must not cross. */
async function add(
  client: Client,
  texts: KeptTexts,
  question: AddedQuestion,
  mostPending: number,
): Promise<AddOutcome> {
  const { id, community, status } = question;
  const text = storableText(question.text);
  await takeTurn(client, `bank ${community}`);
  // The same text is sealed differently each time: only once read can it be compared.
  const others = await client.bankQuestion.findMany({ where: { community, status: { not: "rejected" } } });
  if (others.some((other) => toQuestion(other, texts).text === text)) return "twice";
  const pending = await client.bankQuestion.count({ where: { community, status: "pending" } });
  if (status === "pending" && pending >= mostPending) return "full";
  await client.bankQuestion.create({ data: { ...question, text: texts.keep(text, "BankQuestion.text", id) } });
  return "added";
}

/** The part of the store that keeps what communities add to the question bank. */
export function createBankRecords(database: Database): BankStore {
  const { texts } = database;
  return {
    addBankQuestion: (question, mostPending) =>
      database.transaction((client) => add(client, texts, question, mostPending)),
    async bankQuestions(community, status) {
      const rows = await database.read((client) =>
        client.bankQuestion.findMany({ where: { community, status }, orderBy: [{ addedAt: "asc" }, { id: "asc" }] }),
      );
      return rows.map((row) => toQuestion(row, texts));
    },
    async findBankQuestion(community, id) {
      const row = await database.read((client) => client.bankQuestion.findFirst({ where: { community, id } }));
      return row ? toQuestion(row, texts) : undefined;
    },
    async decideBankQuestion(community, id, status, at) {
      const where = { community, id, status: { not: status } };
      const data = { status, decidedAt: at };
      const { count } = await database.write((client) => client.bankQuestion.updateMany({ where, data }));
      return count === 1;
    },
  };
}
