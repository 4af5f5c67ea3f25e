import { lockDataFolder } from '../../storage/index.ts'
import { type Command, type Desk, exitCodes, type Input } from '../command.ts'
import { checkFounded, tellFinished } from '../door.ts'
import { openHouseAt } from '../open-house-at.ts'
import { WrongUse } from '../wrong-use.ts'

export const serve: Command = {
  name: 'serve',
  summary: 'serve the web app and the API',
  details:
    'Listens on this machine only unless --host says otherwise; put a TLS proxy in front of anything else.',
  options: {
    host: { type: 'string', hint: 'HOST', words: 'address to listen on (default: 127.0.0.1)' },
    'public-url': {
      type: 'string',
      hint: 'URL',
      words: 'address that people use, e.g. https://casebound.example; needed behind a proxy',
    },
    port: { type: 'string', hint: 'PORT', words: 'port (default: 8787; 0 picks a free one)' },
  },
  examples: ['casebound serve --port 8787'],
  run: async (input, desk) => {
    const serving = await startServing(input.dataDir, {
      ...{ desk, host: input.text('host'), port: portOf(input) },
      publicUrl: publicUrlOf(input),
    })
    desk.terminal.print(`Casebound listens at ${serving.url}  (stop with Ctrl-C)`)
    desk.terminal.result({ url: serving.url })
    await stopSignal()
    await serving.close()
    return exitCodes.done
  },
}

export const defaultPort = 8787

function publicUrlOf(input: Input): string | undefined {
  const text = input.text('public-url')
  if (text === undefined || /^https?:\/\/[^/?#\s@]+\/?$/.test(text)) return text
  throw new WrongUse(
    `--public-url takes an address without a path, e.g. https://casebound.example, not "${text}".`,
  )
}

export function portOf(input: Input): number {
  const text = input.text('port') ?? String(defaultPort)
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new WrongUse(`--port takes a number from 0 to 65535, not "${text}".`)
}

/** Opens the house, builds the web app when needed, and listens; the lock then tells other commands the address. */
export async function startServing(
  dataDir: string,
  of: { desk: Desk; host: string | undefined; port: number; publicUrl?: string | undefined },
): Promise<{ url: string; close: () => Promise<void> }> {
  const { desk } = of
  await checkFounded(dataDir)
  const webDir = await desk.wiring.webFolder(() => desk.terminal.note('Building the web app, once.'))
  const lock = await lockDataFolder(dataDir, { command: 'casebound serve' })
  try {
    const open = await openHouseAt(desk, dataDir)
    tellFinished(desk, open)
    if (open.hasKeyRelease) desk.terminal.note('Each comparison needs the leave of the key release.')
    await open.house.face.ready()
    await open.house.models.resume()
    const practice = await desk.wiring.openPractice(dataDir)
    const fetch = await desk.wiring.createFetch(open, {
      ...{ webDir, practice },
      publicUrl: of.publicUrl,
      report: desk.terminal.note,
    })
    const listening = await desk.wiring
      .listen({ fetch, host: of.host ?? '127.0.0.1', port: of.port })
      .catch(async (error) => {
        await open.close()
        throw error
      })
    await lock.publishUrl(listening.url)
    return {
      url: listening.url,
      close: async () => {
        await listening.close()
        await practice.close()
        await open.close()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Resolves at the first Ctrl-C or termination request. */
export const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
