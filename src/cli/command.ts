import type { Terminal } from './terminal.ts'
import type { Wiring } from './wiring.ts'

/** How a command ends, as a process exit code. */
export const exitCodes = { done: 0, fault: 1, wrongUse: 2, refused: 3, donePartly: 4 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export type Option = {
  readonly type: 'string' | 'boolean'
  readonly words: string
  /** What stands for the value in the help, e.g. DIR. */
  readonly hint?: string
  /** What is meant when the option stands without a value; without it a value is needed. */
  readonly optionalValue?: string
  readonly multiple?: true
  readonly required?: true
}

export type Positional = {
  readonly name: string
  readonly words: string
  readonly optional?: true
  readonly many?: true
}

export type Input = {
  readonly positionals: readonly string[]
  /** Value of a text option; undefined when it was not given. */
  readonly text: (name: string) => string | undefined
  readonly texts: (name: string) => readonly string[]
  readonly flag: (name: string) => boolean
  readonly dataDir: string
}

export type Command = {
  readonly name: string
  readonly summary: string
  readonly details?: string
  readonly positionals?: readonly Positional[]
  readonly options?: Readonly<Record<string, Option>>
  readonly examples: readonly string[]
  readonly run: (input: Input, desk: Desk) => Promise<ExitCode>
}

/** What every command works with. */
export type Desk = {
  readonly terminal: Terminal
  readonly wiring: Wiring
  readonly databaseUrl: string | undefined
}
