/** What is kept of people, all of them pseudonyms. */
import type { HistoryPage } from "./history.ts";
import type { Erasure, PersonalData } from "./personal-data.ts";
import type { PersonSettings } from "./person-settings.ts";
import type { VotingRecord } from "./voting-record.ts";

/** Every method is one transaction: when its promise resolves, what it wrote survives a crash. People and communities are pseudonyms here, delivery addresses encrypted. */
export interface PeopleStore {
  /** What a person (a pseudonym) has chosen. */
  personSettings(person: string): Promise<PersonSettings>;
  savePersonSettings(person: string, settings: PersonSettings): Promise<void>;
  /** All that is held of a person. */
  personalData(person: string): Promise<PersonalData>;
  /**
   * Forgets a person: what they have chosen, the words of their questions, and whose their votes were; the votes count on.
   * What they did in battles that have not ended stays.
   */
  erasePerson(person: string): Promise<Erasure>;
  /** A person's votes on battles that have closed, newest first; of open ones only how many there are. */
  history(voter: string, skip: number, take: number): Promise<HistoryPage>;
  /** What a person asked in battles that have closed, and their newest `limit` votes there, masked battles left out. */
  votingRecord(voter: string, limit: number): Promise<VotingRecord>;
}
