import type { Command, Option } from './command.ts'

/** The list of commands. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')
  return `casebound: identification against the agency's own booking photographs

Usage: casebound COMMAND [options]        casebound COMMAND --help

${list}

DATABASE_URL names a PostgreSQL server to use instead of the embedded database; CASEBOUND_KEY_FILE a key file elsewhere.
Exit codes: 0 done, 1 fault, 2 wrong use, 3 refused, 4 done in part.
`
}

/** The help of one command: what it does, its words, and an example to copy. */
export function commandHelp(command: Command, common: Readonly<Record<string, Option>>): string {
  const positionals = command.positionals ?? []
  const usage = positionals
    .map(({ name, optional, many }) => (optional ? `[${name}]` : `${name}${many ? ' …' : ''}`))
    .join(' ')
  const own = Object.entries(command.options ?? {})
  const required = own
    .filter(([, { required }]) => required)
    .map(([name, { hint }]) => ` --${name} ${hint ?? ''}`)
  const rows = [
    ...positionals.map(({ name, words }) => ({ left: name, words })),
    ...[...own, ...Object.entries(common)].map(([name, option]) => ({
      left: `--${name}${option.hint ? ` ${option.hint}` : ''}`,
      words: `${option.words}${option.required ? ' (needed)' : ''}`,
    })),
  ]
  const width = Math.max(...rows.map(({ left }) => left.length))
  return `casebound ${command.name}: ${command.summary}

Usage: casebound ${command.name} ${usage}${required.join('')} [options]
${command.details ? `\n${command.details}\n` : ''}
${rows.map(({ left, words }) => `  ${left.padEnd(width)}  ${words}`).join('\n')}

${command.examples.length === 1 ? 'Example' : 'Examples'}:
${command.examples.map((example) => `  ${example}`).join('\n')}
`
}
