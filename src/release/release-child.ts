// The process of the key release: requests on standard input, a line each, answers on standard output. It ends when its input does.

import { isRefused, systemClock } from '../kernel/index.ts'
import { toBase64 } from '../proof/index.ts'
import { lockDataFolder } from '../storage/index.ts'
import { type KeyRelease, openRelease } from './open-release.ts'
import { refused } from './refusal-code.ts'
import { mostRequestBytes, type Question, readQuestion } from './release-request.ts'

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

const [, , dir = ''] = process.argv
const say = (answer: object): void => void process.stdout.write(`${JSON.stringify(answer)}\n`)
const sayFailed = (id: number, error: unknown): void =>
  isRefused(error)
    ? say({ id, refused: { code: error.code, reason: error.reason, needed: error.needed } })
    : say({ id, fault: (error as NodeJS.ErrnoException).code ?? 'an unexpected error' })

async function open() {
  await lockDataFolder(dir, { command: 'key release' }).catch((error: unknown) => {
    if (!isRefused(error)) throw error
    throw refused({
      code: 'RELEASE_IN_USE',
      reason: 'Another process releases this key.',
      needed: 'Stop it first.',
    })
  })
  return openRelease(dir, { clock: systemClock })
}

async function answer(release: KeyRelease, asked: Question): Promise<void> {
  const { id } = asked
  if (asked.ask === 'seen') return say({ id, size: await release.seen() })
  const { releaseKey, sealed, ...entry } = await release.release(asked.request)
  say({ id, ...entry, releaseKey: toBase64(releaseKey), sealed: toBase64(sealed) })
}

const release = await open().catch((error: unknown) => sayFailed(0, error))
if (release) {
  say({ id: 0, open: true })
  let rest = ''
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > mostRequestBytes) process.exit(1)
    for (const line of lines) {
      const asked = readQuestion(line)
      if (asked === undefined) process.exit(1)
      await answer(release, asked).catch((error: unknown) => sayFailed(asked.id, error))
    }
  }
}
process.exit(0)
