import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Command, type Desk, exitCodes, type Input } from '../command.ts'
import { demoLinks } from '../demo/demo-people.ts'
import { type Demo, elapsed, openDemo } from '../demo/open-demo.ts'
import { runDemo } from '../demo/run-demo.ts'
import { portOf, stopSignal } from './serve.ts'

export const demo: Command = {
  name: 'demo',
  summary: 'the whole story with synthetic people: gallery, search, examination, lead, web app',
  details:
    'Without --data it lives in data/demo; with --once in a new temporary folder. Running it again goes on with what is there.',
  options: {
    once: { type: 'boolean', words: 'do everything but serve, then end' },
    host: { type: 'string', hint: 'HOST', words: 'address to listen on (default: 127.0.0.1)' },
    port: { type: 'string', hint: 'PORT', words: 'port (default: 8787; 0 picks a free one)' },
  },
  examples: ['casebound demo', 'casebound demo --once --json'],
  run: async (input, desk) => {
    const startedAt = performance.now()
    const once = input.flag('once')
    const dataDir = await demoFolder(input, once)
    const webDir = once
      ? undefined
      : await desk.wiring.webFolder(() => desk.terminal.note('Building the web app, once.'))
    const opened = await openDemo(desk, { dataDir, webDir })
    try {
      const story = await runDemo(desk, opened, dataDir)
      const result = { ...story, dataDir, timings: { ...opened.timings, totalMs: elapsed(startedAt) } }
      if (!once) await serveDemo(desk, { opened, input, result })
      else desk.terminal.result(result)
      return result.log.verified && result.search.exact ? exitCodes.done : exitCodes.fault
    } finally {
      await opened.close()
    }
  },
}

async function demoFolder(input: Input, once: boolean): Promise<string> {
  if (input.text('data') !== undefined || process.env.CASEBOUND_DATA) return input.dataDir
  return once ? mkdtemp(join(tmpdir(), 'casebound-demo-')) : join(input.dataDir, 'demo')
}

async function serveDemo(desk: Desk, of: { opened: Demo; input: Input; result: unknown }): Promise<void> {
  const { opened, input } = of
  const door = { fetch: opened.fetch, host: input.text('host') ?? '127.0.0.1', port: portOf(input) }
  const listening = await desk.wiring.listen(door).catch((error) => {
    // The usual port may be taken on a newcomer's machine; any free one will do for a demonstration.
    if (error?.code !== 'EADDRINUSE' || input.text('port') !== undefined) throw error
    return desk.wiring.listen({ ...door, port: 0 })
  })
  await opened.lock.publishUrl(listening.url)
  const links = await demoLinks(opened.open.house)
  const { print } = desk.terminal
  print(`\nThe web app: ${listening.url}   (stop with Ctrl-C)\n`)
  for (const { person, token } of links) {
    print(`  ${person.role.padEnd(18)} ${person.name.padEnd(13)} ${listening.url}/sign-in#token=${token}`)
  }
  desk.terminal.result({
    ...(of.result as object),
    url: listening.url,
    links: links.map(({ person, token }) => ({ ...person, token })),
  })
  await stopSignal()
  await listening.close()
}
