/**
 * The words of commands and of their options. Each command asks for its own in its folder, by adding to the two interfaces
 * below (see `core/commands/help/command.ts`). A language that has them not does not compile: the error is in that
 * language's `commands.ts`.
 */

/** How a command is called, how it is written, and what it does. */
export type CommandWords = { called: string; usage: string; description: string };

/** How an option is called in a form, and what it is. */
export type OptionWords = { called: string; what: string };

/** The words of every command, by its name. A command may ask for sentences of its own there as well. */
export interface CommandSentences {}

/** The words of every option, by its name. */
export interface OptionSentences {}
