import { sign as signBytes } from 'node:crypto'
import { type Clock, isRefused } from '../kernel/index.ts'
import { cosignatureBytes, cosignatureMessage, signatureLine, type VerifierKey } from '../proof/index.ts'
import { lockDataFolder } from '../storage/index.ts'
import { refused } from './refusal-code.ts'
import { originHash, readSeen, readWitnessKey, type SeenCheckpoint, writeSeen } from './witness-files.ts'
import { openSigned, readRequest, refusalOf, type WitnessReply, words } from './witness-reply.ts'

export type Witness = {
  readonly vkey: string
  readonly name: string
  /** The logs it knows, and how far it has followed each; 0 before the first checkpoint. */
  readonly logs: () => readonly { readonly origin: string; readonly size: number }[]
  /** Answers an add-checkpoint request. What it saw is on the disk before it signs. */
  readonly add: (body: Uint8Array) => Promise<WitnessReply>
  /** The newest checkpoint it cosigned of the log with this hash of its origin, with a cosignature. */
  readonly newest: (hash: string) => WitnessReply
  readonly close: () => Promise<void>
}

type KnownLog = { readonly key: VerifierKey; seen: SeenCheckpoint | undefined; turn: Promise<unknown> }

/**
 * Opens a witness (C2SP tlog-witness): it remembers the last checkpoint of each log and cosigns only what extends it, or the same
 * again. `logs` are the verifier keys of the logs it follows. Refused WITNESS_ABSENT, WITNESS_IN_USE, WITNESS_STATE_DAMAGED.
 */
export async function openWitness(options: {
  readonly dir: string
  readonly logs: readonly VerifierKey[]
  readonly clock: Clock
}): Promise<Witness> {
  const { dir, clock } = options
  const { vkey, key, privateKey } = await readWitnessKey(dir)
  const lock = await lockDataFolder(dir, { command: 'casebound witness' }).catch((error: unknown) => {
    throw isRefused(error) && error.code === 'DATA_FOLDER_LOCKED' ? inUse(dir) : error
  })
  const known = new Map<string, KnownLog>()
  try {
    for (const log of options.logs)
      known.set(log.name, { key: log, seen: await readSeen(dir, log), turn: Promise.resolve() })
  } catch (error) {
    await lock.release()
    throw error
  }
  const cosign = (text: string): string => {
    const timestampSec = Math.floor(clock.now().getTime() / 1000)
    const signature = new Uint8Array(signBytes(null, cosignatureMessage({ timestampSec, text }), privateKey))
    return signatureLine({ ...key, signature: cosignatureBytes({ timestampSec, signature }) })
  }
  const inTurn = (log: KnownLog, work: () => Promise<WitnessReply>): Promise<WitnessReply> => {
    const answer = log.turn.then(work)
    log.turn = answer.catch(() => undefined)
    return answer
  }
  return {
    vkey,
    name: key.name,
    logs: () =>
      [...known.values()].map(({ key: { name }, seen }) => ({ origin: name, size: seen?.size ?? 0 })),
    add: async (body) => {
      const asked = readRequest(body)
      if ('status' in asked) return asked
      const log = known.get(asked.origin)
      if (log === undefined) return words(404, 'This witness does not follow a log of that name.')
      const opened = await openSigned(asked.checkpointNote, log.key)
      if ('status' in opened) return opened
      return inTurn(log, async () => {
        const no = refusalOf(log.seen, { asked, opened })
        if (no !== undefined) return no
        if (log.seen?.size !== opened.size) {
          const note = asked.checkpointNote
          await writeSeen(dir, { origin: asked.origin, note })
          log.seen = { ...opened, note }
        }
        return words(200, cosign(opened.text))
      })
    },
    newest: (hash) => {
      const log = [...known.values()].find(({ key: { name } }) => originHash(name) === hash)
      if (log?.seen === undefined) return words(404, 'This witness has cosigned nothing of that log.')
      return words(200, `${log.seen.note}${cosign(log.seen.text)}`)
    },
    close: async () => {
      await Promise.all([...known.values()].map(({ turn }) => turn))
      await lock.release()
    },
  }
}

const inUse = (dir: string) =>
  refused({
    code: 'WITNESS_IN_USE',
    reason: `Another process serves the witness in ${dir}.`,
    needed: 'Stop it first; two of them could sign two histories.',
  })
