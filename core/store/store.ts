/** The record: the ports of all rooms on one database. */
import type { CostStore } from "../costs/store.ts";
import type { BankStore } from "../bank/question-bank.ts";
import type { AnsweringStore, BallotStore, BattleStore, CommunityStore, PairStore } from "../battle/store.ts";
import type { WeeklyStore } from "../battle/weekly-post.ts";
import type { RestrictionStore } from "../battle/restrictions.ts";
import type { TraceStore } from "../battle/traces.ts";
import type { PublicDayStore } from "../boards/publishing/store.ts";
import type { SourceStore } from "../boards/sources.ts";
import type { Rebuilt, BoardStore } from "../boards/store.ts";
import type { ExportStore } from "../export/store.ts";
import type { Urgency } from "../limits/urgency.ts";
import type { NoteStore } from "../chat/memory.ts";
import type { ModelStore } from "../models/model.ts";
import type { JuryStore } from "../mutual/jury/jury.ts";
import type { OrderStore } from "../mutual/orders.ts";
import type { OperatorStore } from "../safety/operators.ts";
import type { PeopleStore } from "../people/store.ts";
import type { MonthsKept } from "./monthly/monthly-tables.ts";
import type { StoreWatch } from "./store-failure.ts";

/** How many battles there are that have not ended, in the record of all processes. */
export type Unfinished = Record<"answering" | "open", number>;

/** One database behind all of these ports. */
export type Store = {
  models: ModelStore;
  battles: BattleStore;
  answering: AnsweringStore;
  pairs: PairStore;
  ballots: BallotStore;
  traces: TraceStore;
  restrictions: RestrictionStore;
  communities: CommunityStore;
  weekly: WeeklyStore;
  people: PeopleStore;
  boards: BoardStore;
  publicDays: PublicDayStore;
  sources: SourceStore;
  exports: ExportStore;
  bank: BankStore;
  notes: NoteStore;
  jury: JuryStore;
  orders: OrderStore;
  costs: CostStore;
  operators: OperatorStore;
  /** Derives all tallies and cells again from the votes, puts them in place of the old ones, and tells what differed. */
  rebuild(): Promise<Rebuilt>;
  /**
   * Seals what was written before texts were sealed, if they are now: in the background, little by little. `signal` calls it
   * off; the next start goes on. @throws {StoreFailure}
   */
  sealOlderTexts(signal: AbortSignal): Promise<void>;
  /**
   * Where tables are divided by month, makes what this month and the next ones lack. To be called at a start and daily.
   * @throws {StoreFailure}
   */
  keepMonths(now: Date): Promise<MonthsKept>;
  /** How many battles are being answered, and how many can be voted on. */
  unfinished(): Promise<Unfinished>;
  /** How much work waits for its turn at the database. */
  waiting(urgency: Urgency): number;
  /** How long something that comes now would wait for its turn at the database, in milliseconds. */
  expectedWait(urgency: Urgency): number;
  /** Tells `watch` from now on how the database fares, and what is done in it. */
  watch(watch: StoreWatch): void;
  close(): Promise<void>;
};
