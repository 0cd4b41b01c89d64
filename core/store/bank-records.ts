/** The questions that communities have added to the bank. */
import type { AddedQuestion, AddOutcome, BankStore } from "../bank/question-bank.ts";
import type { Client, Database } from "./database.ts";
import type { BankQuestion as BankRow } from "./generated/client.ts";
import { storableText, takeTurn } from "./writing.ts";

function toQuestion({ decidedAt: _, ...row }: BankRow): AddedQuestion {
  return {
    ...row,
    task: row.task as AddedQuestion["task"],
    difficulty: row.difficulty as AddedQuestion["difficulty"],
    status: row.status as AddedQuestion["status"],
  };
}

/** Adds of one community wait for each other: counting and adding must not cross. */
async function add(client: Client, question: AddedQuestion, mostPending: number): Promise<AddOutcome> {
  const { community, status } = question;
  const text = storableText(question.text);
  await takeTurn(client, `bank ${community}`);
  const twice = await client.bankQuestion.count({ where: { community, text, status: { not: "rejected" } } });
  if (twice > 0) return "twice";
  const pending = await client.bankQuestion.count({ where: { community, status: "pending" } });
  if (status === "pending" && pending >= mostPending) return "full";
  await client.bankQuestion.create({ data: { ...question, text } });
  return "added";
}

/** The part of the store that keeps what communities add to the question bank. */
export function createBankRecords(database: Database): BankStore {
  return {
    addBankQuestion: (question, mostPending) => database.transaction((client) => add(client, question, mostPending)),
    async bankQuestions(community, status) {
      const rows = await database.read((client) =>
        client.bankQuestion.findMany({ where: { community, status }, orderBy: [{ addedAt: "asc" }, { id: "asc" }] }),
      );
      return rows.map(toQuestion);
    },
    async findBankQuestion(community, id) {
      const row = await database.read((client) => client.bankQuestion.findFirst({ where: { community, id } }));
      return row ? toQuestion(row) : undefined;
    },
    async decideBankQuestion(community, id, status, at) {
      const where = { community, id, status: { not: status } };
      const data = { status, decidedAt: at };
      const { count } = await database.write((client) => client.bankQuestion.updateMany({ where, data }));
      return count === 1;
    },
  };
}
