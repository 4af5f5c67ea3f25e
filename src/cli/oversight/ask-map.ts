import { mapSchema, readMap } from '../../oversight/index.ts'
import { openPrompt } from '../prompt.ts'

const asked = {
  web: ['time', 'person', 'address', 'url', 'method', 'status', 'sent-bytes'],
  dns: ['time', 'person', 'address', 'host'],
  tls: ['time', 'person', 'address', 'host'],
  mail: ['time', 'sender', 'recipient', 'text', 'id'],
  inventory: ['time', 'person', 'device', 'app', 'bundle', 'extension'],
  purchase: ['time', 'person', 'merchant', 'text'],
  'sign-on': ['time', 'person', 'app', 'status', 'id'],
} as const

/** Asks what an unknown table is about and which column tells what; nothing when the person does not know. Refuses MAP_INVALID, INPUT_ENDED. */
export async function askMap(source: string, head: string): Promise<ReturnType<typeof readMap> | undefined> {
  const prompt = openPrompt({ input: process.stdin, err: process.stderr })
  try {
    const [heading = '', example = ''] = head.split(/\r?\n/)
    process.stderr.write(
      `\n${source} is of no format that is known. It begins:\n  ${heading}\n  ${example}\n`,
    )
    const table = (
      await prompt.ask(`What is it about (${Object.keys(asked).join(', ')}; nothing to stop)? `)
    ).trim()
    const kind = mapSchema.shape.table.safeParse(table)
    if (!kind.success) return undefined
    const separator = (await prompt.ask('Separated by comma, semicolon or tab [comma]? ')).trim() || 'comma'
    const columns: Record<string, string> = {}
    for (const role of asked[kind.data]) {
      const named = (await prompt.ask(`Which column is ${role} (its heading, or nothing)? `)).trim()
      if (named !== '') columns[role] = named
    }
    const map = { table: kind.data, separator, columns }
    process.stderr.write(`Keep this for --map:\n${JSON.stringify(map, null, 2)}\n`)
    return readMap(JSON.stringify(map))
  } finally {
    prompt.close()
  }
}
