import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('command-host.mjs', import.meta.url))

export type Said = { readonly code: number | null; readonly out: string; readonly err: string }

/** A process of the program that runs commands one after the other, for the tests of one file. */
export type CommandHost = {
  /** Whether a command is running; another would have to wait for it, which no two users do. */
  readonly isBusy: boolean
  run(args: readonly string[]): Promise<Said>
}

type Running = { readonly child: ChildProcess; readonly gone: Promise<{ readonly code: number | null }> }

/** Starts one at the first command, and another after one has died. It dies with the process that asked for it. */
export function keepCommandHost(options: { cwd: string; env: NodeJS.ProcessEnv }): CommandHost {
  let host: Promise<Running> | undefined
  let isBusy = false
  const start = async (): Promise<Running> => {
    const child = fork(program, { ...options, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    child.stdout?.setEncoding('utf8')
    child.stderr?.setEncoding('utf8')
    child.unref()
    const gone = new Promise<{ code: number | null }>((resolve) =>
      child.once('exit', (code) => {
        host = undefined
        resolve({ code })
      }),
    )
    await Promise.race([once(child, 'message'), gone])
    return { child, gone }
  }
  return {
    get isBusy() {
      return isBusy
    },
    async run(args) {
      isBusy = true
      try {
        host ??= start()
        return await ask(await host, args)
      } finally {
        isBusy = false
      }
    },
  }
}

async function ask({ child, gone }: Running, args: readonly string[]): Promise<Said> {
  const mark = `\n${randomUUID()}\n`
  const [out, err] = [child.stdout, child.stderr].map((stream) => upTo(stream, mark))
  const answered = new Promise<{ code: number }>((resolve) => child.once('message', resolve))
  child.send({ args, mark })
  const { code } = await Promise.race([answered, gone])
  return { code, out: (await out) ?? '', err: (await err) ?? '' }
}

/** What a stream says before the mark, or before it ends. */
function upTo(stream: NodeJS.ReadableStream | null, mark: string): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const take = (chunk: string) => {
      text += chunk
      if (text.endsWith(mark)) done(text.slice(0, -mark.length))
    }
    const end = () => done(text)
    const done = (said: string) => {
      stream?.off('data', take).off('end', end)
      resolve(said)
    }
    stream?.on('data', take).on('end', end)
  })
}
