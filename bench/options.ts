import { availableParallelism } from 'node:os'
import { type ParseArgsConfig, parseArgs } from 'node:util'

export type Explained = { readonly value: string; readonly says: string }

/** What a program takes: options with a value and its default, and plain switches. */
export type OptionTable = {
  readonly values: Readonly<Record<string, Explained>>
  readonly switches: Readonly<Record<string, string>>
}

export type Given = {
  readonly text: (name: string) => string
  /** A whole number of at least `least`. */
  readonly count: (name: string, least?: number) => number
  readonly on: (name: string) => boolean
}

/** What every program here takes. */
export const usual: OptionTable = {
  values: {
    threads: { value: `${availableParallelism()}`, says: 'worker threads of the matcher' },
    seed: { value: '1', says: 'the same seed makes the same templates' },
    data: { value: '', says: 'folder that keeps the galleries for the next run; else a temporary one' },
  },
  switches: { json: 'one line of JSON, last', help: 'this text' },
}

/** Reads the command line; says what is wrong with it, or what there is to say, and ends the process. */
export function readOptions(title: string, table: OptionTable): Given {
  const given = parse(title, table)
  const value = (name: string): string => String(given[name] ?? table.values[name]?.value ?? '')
  const read: Given = {
    text: value,
    on: (name) => given[name] === true,
    count: (name, least = 1) => {
      const number = Number(value(name))
      if (!Number.isInteger(number) || number < least)
        stop(`--${name} is a whole number of at least ${least}, not ${value(name)}`)
      return number
    },
  }
  if (read.on('help')) {
    process.stdout.write(`${usage(title, table)}\n`)
    process.exit(0)
  }
  return read
}

export function stop(reason: string): never {
  process.stderr.write(`${reason}\n`)
  process.exit(2)
}

function parse(title: string, { values, switches }: OptionTable): Record<string, unknown> {
  const options: NonNullable<ParseArgsConfig['options']> = Object.fromEntries([
    ...Object.keys(values).map((name) => [name, { type: 'string' as const }] as const),
    ...Object.keys(switches).map((name) => [name, { type: 'boolean' as const }] as const),
  ])
  try {
    return parseArgs({ options, allowPositionals: false }).values
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : error}\n\n${usage(title, { values, switches })}`)
  }
}

function usage(title: string, { values, switches }: OptionTable): string {
  const lines = [
    ...Object.entries(values).map(([name, { value, says }]) => [
      `--${name} ${value === '' ? '…' : value}`,
      says,
    ]),
    ...Object.entries(switches).map(([name, says]) => [`--${name}`, says]),
  ]
  return [title, '', ...lines.map(([option = '', says = '']) => `  ${option.padEnd(22)}  ${says}`)].join('\n')
}
