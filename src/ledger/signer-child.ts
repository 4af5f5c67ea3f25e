// The signer's own process. It reads questions from its standard input, a line each, answers on standard output, and ends when its input
// does: when the writer that started it is gone, by whatever death. It holds the key; what it signs it decides by its own memory alone.

import { isRefused } from '../kernel/index.ts'
import { lockDataFolder } from '../storage/index.ts'
import { refused } from './ledger-refusal.ts'
import { openSigner, type Signer } from './signer.ts'
import { signerSeat } from './signer-files.ts'
import {
  failedReply,
  mostLineBytes,
  openingId,
  readQuestion,
  replyLine,
  type SignerReply,
} from './signer-messages.ts'

// A Ctrl-C reaches every process of the terminal; the writer needs its signer for the last round, and then closes the pipe.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

const [, , signerDir = ''] = process.argv
const say = (reply: SignerReply): void => void process.stdout.write(replyLine(reply))

async function open(): Promise<Signer> {
  // One process per key at a time: two with the same memory could sign two histories between two looks at the disk.
  await lockDataFolder(signerSeat(signerDir), { command: 'log signer' }).catch((error: unknown) => {
    if (!isRefused(error)) throw error
    throw refused({
      code: 'LOG_IN_USE',
      reason: 'Another signer process holds the key of this log.',
      needed: 'Stop the other server first.',
    })
  })
  return openSigner(signerDir)
}

async function answer(signer: Signer, line: string): Promise<void> {
  const question = readQuestion(line)
  // Nothing that the writer's program sends looks like this; whoever does is not told more.
  if (question === undefined) process.exit(1)
  try {
    if (question.ask === 'memory') say({ kind: 'memory', id: question.id, memory: await signer.memory() })
    else say({ kind: 'note', id: question.id, note: await signer.sign(question.request) })
  } catch (error) {
    say(failedReply(question.id, error))
  }
}

const signer = await open().catch((error: unknown) => {
  say(failedReply(openingId, error))
})
if (signer) {
  say({ kind: 'open', vkey: signer.vkey, keyNotes: signer.keyNotes, origin: signer.origin })
  let rest = ''
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > mostLineBytes || lines.some(({ length }) => length > mostLineBytes)) process.exit(1)
    for (const line of lines) await answer(signer, line)
  }
}
process.exit(0)
