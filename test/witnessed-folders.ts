import { createHash } from 'node:crypto'
import { must } from '../src/kernel/index.ts'
import { composeEntry } from '../src/ledger/compose-entry.ts'
import { sampleHistory } from '../src/ledger/sample-history.ts'
import { formatNote, parseNote, toBase64 } from '../src/proof/index.ts'
import { makeLogKey, makeSampleLog, makeWitness } from './sample-log.ts'

// Folders of logs with three witnesses, good and bad, as files in memory.

export const log = makeLogKey('log.example/1')
const [w1, w2, w3] = [1, 2, 3].map((at) => makeWitness(`inspector.example/w${at}`))
export const witnesses = [must(w1, 'w1'), must(w2, 'w2'), must(w3, 'w3')]
export const policyText = (needed: number) =>
  [
    `log ${log.vkey}`,
    ...witnesses.map(({ vkey }, at) => `witness w${at + 1} ${vkey} http://127.0.0.1:1`),
    ...[`group witnesses ${needed} w1 w2 w3`, 'quorum witnesses', ''],
  ].join('\n')
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Entry of a log that names a policy. */
export const recorded = (policy: string, id: string) =>
  composeEntry(
    { type: 'witnesses', unit: 'house', fields: { sha256: sha256(policy), named: 3 }, hidden: {} },
    { id: id.repeat(22) as never, week: '2026-W01', timeMs: Date.UTC(2026, 0, 1), indices: {} },
  ).bytes

export type Files = Map<string, Uint8Array>
export const bytesOf = (text: string) => new TextEncoder().encode(text)

const cosigned = (note: Uint8Array, by: readonly (typeof log)[], forge = false) => {
  const { text, signatures } = parseNote(note)
  const more = by.map(({ sign }) => sign(text))
  const last = more.at(-1)?.signature
  if (forge && last) last[20] = (last[20] ?? 0) ^ 1
  return bytesOf(formatNote({ text, signatures: [...signatures, ...more] }))
}

/** A log that names the policy of two of three, cosigned by so many, with this policy.txt beside it. */
export function withWitnesses(of: {
  by: readonly (typeof log)[]
  forge?: boolean
  policy?: string | undefined
  /** Entries that follow. */
  more?: readonly Uint8Array[]
}): Files {
  const entries = [...sampleHistory(log.vkey, []), recorded(policyText(2), 'W'), ...(of.more ?? [])]
  const { files } = makeSampleLog(entries, log)
  files.set('checkpoint', cosigned(must(files.get('checkpoint'), 'checkpoint'), of.by, of.forge))
  files.set('keys/log.vkey', bytesOf(`${log.vkey}\n`))
  const policy = 'policy' in of ? of.policy : policyText(2)
  if (policy !== undefined) files.set('policy.txt', bytesOf(policy))
  return files
}

/** A delayed publication: four entries are public, the fifth, which names the policy, is committed to and shown. */
export function delayed(of: {
  by: readonly (typeof log)[]
  /** The entry that names the policy, as it is committed to. */
  named: Uint8Array
  /** What is shown as that entry. */
  show: Uint8Array
}): Files {
  const past = sampleHistory(log.vkey, [])
  const files: Files = new Map(makeSampleLog(past, log).files)
  const live = makeSampleLog([...past, of.named], log).files
  for (const [path, bytes] of live) if (!path.startsWith('tile/entries')) files.set(`live/${path}`, bytes)
  files.set('live/checkpoint', cosigned(must(live.get('checkpoint'), 'checkpoint'), of.by))
  files.set('keys/log.vkey', bytesOf(`${log.vkey}\n`))
  files.set('policy.txt', bytesOf(policyText(2)))
  const shown = JSON.stringify({ index: past.length, entry: toBase64(of.show) })
  files.set('live/witnesses.json', bytesOf(shown))
  return files
}
