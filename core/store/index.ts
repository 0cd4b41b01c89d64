/** The record: battles, votes, models, cells, and the local page's posts, in PostgreSQL. */
export { hasEmbeddedDatabase } from "./embedded-engine.ts";
export type { Owner } from "../machine/directory-lock.ts";
export { type OpenStore, openStore, type StoreOptions } from "./open-store.ts";
export { StoreRefusal, type StoreRefusalDetails, type StoreRefusalKind } from "../machine/store-refusal.ts";
