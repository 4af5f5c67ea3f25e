import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isRefused, type Refused } from '../kernel/index.ts'
import { type Command, type Desk, type ExitCode, exitCodes, type Input, type Option } from './command.ts'
import { commandNames, loadCommand, loadCommands } from './commands/index.ts'
import { commandHelp, overview } from './help.ts'
import { createTerminal, type Terminal } from './terminal.ts'
import type { Wiring } from './wiring.ts'
import { WrongUse } from './wrong-use.ts'

export const defaultDataDir = 'data'

const common: Readonly<Record<string, Option>> = {
  data: { type: 'string', hint: 'DIR', words: `data folder (default: ${defaultDataDir}, or CASEBOUND_DATA)` },
  json: { type: 'boolean', words: 'print one JSON object as the last line' },
  help: { type: 'boolean', words: 'show this help' },
}

/** Runs one command line; gives the exit code. Never throws. */
export async function runCli(argv: readonly string[], wiring: Wiring): Promise<ExitCode> {
  const terminal = createTerminal({ json: argv.includes('--json'), out: process.stdout, err: process.stderr })
  const found = findCommand(argv)
  if (!found) {
    const asked = argv.filter((word) => !word.startsWith('-'))
    const wantsHelp =
      argv.length === 0 || asked[0] === 'help' || (asked.length === 0 && argv.includes('--help'))
    if (argv.includes('--version')) process.stdout.write(`casebound ${wiring.version}\n`)
    else if (wantsHelp) process.stdout.write(overview(await loadCommands()))
    else
      process.stderr.write(`There is no command "${asked.join(' ')}".\n\n${overview(await loadCommands())}`)
    return wantsHelp || argv.includes('--version') ? exitCodes.done : exitCodes.wrongUse
  }
  const command = await loadCommand(found.name)
  const { rest } = found
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(commandHelp(command, common))
    return exitCodes.done
  }
  try {
    const input = readInput(command, rest)
    const desk: Desk = { terminal, wiring, databaseUrl: process.env.DATABASE_URL }
    return await command.run(input, desk)
  } catch (error) {
    return explain(terminal, { command, error })
  }
}

function findCommand(argv: readonly string[]): { name: string; rest: string[] } | undefined {
  for (const name of [...commandNames].sort((left, right) => right.length - left.length)) {
    const words = name.split(' ')
    if (words.every((word, at) => argv[at] === word)) return { name, rest: argv.slice(words.length) }
  }
  return undefined
}

function readInput(command: Command, rest: string[]): Input {
  const options = { ...command.options, ...common }
  let parsed: { values: Record<string, unknown>; positionals: string[] }
  try {
    parsed = parseArgs({
      args: withOptionalValues(rest, options),
      options: Object.fromEntries(
        Object.entries(options).map(([name, { type, multiple }]) => [
          name,
          { type, multiple: multiple ?? false },
        ]),
      ),
      allowPositionals: true,
      strict: true,
    }) as typeof parsed
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error))
  }
  const { values, positionals } = parsed
  checkPositionals(command, positionals)
  for (const [name, option] of Object.entries(options)) {
    if (option.required && values[name] === undefined)
      throw new WrongUse(`--${name} is needed: ${option.words}.`)
  }
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined)
  return {
    positionals,
    text,
    texts: (name) => (Array.isArray(values[name]) ? (values[name] as string[]) : []),
    flag: (name) => values[name] === true,
    dataDir: resolve(text('data') ?? process.env.CASEBOUND_DATA ?? defaultDataDir),
  }
}

/** Gives options that may stand alone the value they then mean; what follows is a value unless it is an option itself. */
function withOptionalValues(args: readonly string[], options: Readonly<Record<string, Option>>): string[] {
  return args.map((word, at) => {
    const meant = word.startsWith('--') ? options[word.slice(2)]?.optionalValue : undefined
    const next = args[at + 1]
    return meant !== undefined && (next === undefined || next.startsWith('-')) ? `${word}=${meant}` : word
  })
}

function checkPositionals(command: Command, given: readonly string[]): void {
  const wanted = command.positionals ?? []
  const missing = wanted.find((positional, at) => !positional.optional && given[at] === undefined)
  if (missing) throw new WrongUse(`${missing.name} is missing: ${missing.words}.`)
  const most = wanted.some(({ many }) => many) ? Number.POSITIVE_INFINITY : wanted.length
  if (given.length > most) throw new WrongUse(`"${given[most]}" is one word too many.`)
}

/** Tells the user what went wrong, in words, and as JSON where that was asked for. */
function explain(terminal: Terminal, of: { command: Command; error: unknown }): ExitCode {
  const { command, error } = of
  if (error instanceof WrongUse) {
    terminal.note(`${error.message}\n\nTry: casebound ${command.name} --help`)
    terminal.result({ error: { code: 'WRONG_USE', message: error.message } })
    return exitCodes.wrongUse
  }
  if (isRefused(error)) {
    terminal.note(refusalText(error))
    terminal.result({
      refused: true,
      error: { code: error.code, message: error.reason, needed: error.needed },
      ...('refusals' in error ? { refusals: error.refusals } : {}),
      ...('logIndex' in error ? { logIndex: error.logIndex } : {}),
    })
    return exitCodes.refused
  }
  const message = error instanceof Error ? error.message : String(error)
  terminal.note(`A fault in Casebound stopped this command: ${message}`)
  if (process.env.CASEBOUND_DEBUG) terminal.note(error instanceof Error ? (error.stack ?? '') : '')
  terminal.result({ error: { code: 'FAULT', message } })
  return exitCodes.fault
}

function refusalText(refused: Refused): string {
  const several = 'refusals' in refused && Array.isArray(refused.refusals) ? refused.refusals : [refused]
  const lines = several.flatMap((one: { code: string; reason: string; needed: string }) => [
    `Refused (${one.code}): ${one.reason}`,
    ...(one.needed ? [`  Needed: ${one.needed}`] : []),
  ])
  if ('logIndex' in refused && refused.logIndex !== undefined)
    lines.push(`  On record as log entry ${String(refused.logIndex)}.`)
  return lines.join('\n')
}
