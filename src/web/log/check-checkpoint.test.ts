import { expect, test } from 'vitest'
import { makeWitness } from '../../../test/sample-log.ts'
import { must } from '../../kernel/index.ts'
import {
  encodeTile,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  keyIdOf,
  type LogFiles,
  leafHash,
  parseNote,
  rootFromLeaves,
  signatureType,
  tilePath,
  toBase64,
} from '../../proof/index.ts'
import { checkCheckpoint } from './check-checkpoint.ts'

const origin = 'demo.example/fr-log/1'
const now = new Date('2026-11-22T14:02:11Z')
const leaves = Array.from({ length: 9 }, (_, at) => leafHash(new TextEncoder().encode(`entry ${at}`)))

async function makeKey() {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new Error('Ed25519 gives a pair')
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const verifierKey = formatVerifierKey({ name: origin, type: signatureType.note, publicKey })
  const keyId = keyIdOf(origin, signatureType.note, publicKey)
  const noteOf = async (size: number, tree: readonly Uint8Array[] = leaves) => {
    const text = formatCheckpoint({ origin, size, rootHash: rootFromLeaves(tree.slice(0, size)) })
    const signed = await crypto.subtle.sign('Ed25519', pair.privateKey, new TextEncoder().encode(text))
    return formatNote({ text, signatures: [{ name: origin, keyId, signature: new Uint8Array(signed) }] })
  }
  return { verifierKey, noteOf }
}

const filesOf = (size: number, tree: readonly Uint8Array[] = leaves): LogFiles => ({
  read: async (path) => (path === tilePath(0, 0, size) ? encodeTile(tree.slice(0, size)) : undefined),
})

const seenAt = (size: number, verifierKey: string) => ({
  verifierKey,
  keySeenOn: '2026-11-01',
  size,
  root: toBase64(rootFromLeaves(leaves.slice(0, size))),
})

test('a good signature on first sight is verified, and key and root are to be remembered', async () => {
  const { verifierKey, noteOf } = await makeKey()
  const claim = { checkpoint: await noteOf(5), verifierKey, seen: undefined, files: filesOf(5), now }
  const check = await checkCheckpoint(claim)
  expect(check).toMatchObject({ verified: true, size: 5, seen: { keySeenOn: '2026-11-22', size: 5 } })
})

test('a log that grew from what was seen is verified by a proof from its tiles', async () => {
  const { verifierKey, noteOf } = await makeKey()
  const seen = seenAt(5, verifierKey)
  const check = await checkCheckpoint({
    checkpoint: await noteOf(9),
    verifierKey,
    seen,
    files: filesOf(9),
    now,
  })
  expect(check).toMatchObject({ verified: true, how: expect.stringContaining('the 5 entries seen before') })
  expect(must(check.verified ? check.seen : undefined, 'seen').keySeenOn).toBe('2026-11-01')
})

test('a log that was rewritten is found out', async () => {
  const { verifierKey, noteOf } = await makeKey()
  const other = leaves.map((leaf, at) => (at === 2 ? leafHash(new TextEncoder().encode('forged')) : leaf))
  const seen = seenAt(5, verifierKey)
  const files = filesOf(9, other)
  const check = await checkCheckpoint({ checkpoint: await noteOf(9, other), verifierKey, seen, files, now })
  expect(check).toMatchObject({ verified: false, why: expect.stringContaining('no longer begins') })
})

test('a log that shrank is found out', async () => {
  const { verifierKey, noteOf } = await makeKey()
  const seen = seenAt(9, verifierKey)
  const check = await checkCheckpoint({
    checkpoint: await noteOf(5),
    verifierKey,
    seen,
    files: filesOf(5),
    now,
  })
  expect(check).toMatchObject({ verified: false, why: expect.stringContaining('already seen 9') })
})

test('a changed key is never taken silently', async () => {
  const before = await makeKey()
  const after = await makeKey()
  const seen = seenAt(5, before.verifierKey)
  const claim = {
    checkpoint: await after.noteOf(5),
    verifierKey: after.verifierKey,
    seen,
    files: filesOf(5),
    now,
  }
  expect(await checkCheckpoint(claim)).toMatchObject({ verified: false, keyChanged: true })
})

test('a checkpoint that another key signed is not verified', async () => {
  const { verifierKey } = await makeKey()
  const other = await makeKey()
  const checkpoint = await other.noteOf(5)
  const check = await checkCheckpoint({ checkpoint, verifierKey, seen: undefined, files: filesOf(5), now })
  expect(check).toMatchObject({ verified: false, keyChanged: false })
})

test('a log with a witness policy is verified only with the cosignatures that it asks for', async () => {
  const { verifierKey, noteOf } = await makeKey()
  const witness = makeWitness('inspector.example/w1')
  const witnessPolicy = `witness w1 ${witness.vkey}\nquorum w1\n`
  const bare = await noteOf(5)
  const { text, signatures } = parseNote(bare)
  const cosigned = formatNote({ text, signatures: [...signatures, witness.sign(text)] })
  const rest = { verifierKey, seen: undefined, witnessPolicy, files: filesOf(5), now }
  expect(await checkCheckpoint({ checkpoint: cosigned, ...rest })).toMatchObject({
    verified: true,
    how: expect.stringContaining('cosigned by 1 witness'),
  })
  expect(await checkCheckpoint({ checkpoint: bare, ...rest })).toMatchObject({
    verified: false,
    why: expect.stringContaining('Cosigned by 0 of 1'),
  })
  const forged = cosigned.replace(/.{8}=*\n$/, 'AAAAAAA=\n')
  expect(await checkCheckpoint({ checkpoint: forged, ...rest })).toMatchObject({ verified: false })
  expect(await checkCheckpoint({ checkpoint: cosigned, ...rest, witnessPolicy: 'nothing' })).toMatchObject({
    verified: false,
  })
})

test('missing tiles are said in words, not thrown', async () => {
  const { verifierKey, noteOf } = await makeKey()
  const seen = seenAt(5, verifierKey)
  const files: LogFiles = { read: async () => undefined }
  const check = await checkCheckpoint({ checkpoint: await noteOf(9), verifierKey, seen, files, now })
  expect(check.verified).toBe(false)
})
