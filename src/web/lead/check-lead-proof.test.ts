import { expect, test } from 'vitest'
import {
  formatCheckpoint,
  formatNote,
  formatTlogProof,
  formatVerifierKey,
  inclusionProof,
  keyIdOf,
  leafHash,
  rootFromLeaves,
  signatureType,
} from '../../proof/index.ts'
import { checkLeadProof } from './check-lead-proof.ts'

const name = 'demo.example/fr-log/1'
const entries = ['{"t":"a"}', '{"t":"lead"}', '{"t":"c"}', '{"t":"d"}']
const leaves = entries.map((entry) => leafHash(new TextEncoder().encode(entry)))

async function makeProof(index: number) {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new Error('Ed25519 gives a pair')
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const keyId = keyIdOf(name, signatureType.note, publicKey)
  const text = formatCheckpoint({ origin: name, size: 4, rootHash: rootFromLeaves(leaves) })
  const signed = await crypto.subtle.sign('Ed25519', pair.privateKey, new TextEncoder().encode(text))
  const checkpointNote = formatNote({
    text,
    signatures: [{ name, keyId, signature: new Uint8Array(signed) }],
  })
  const readNode = (level: number, at: number) =>
    rootFromLeaves(leaves.slice(at * 2 ** level, (at + 1) * 2 ** level))
  const proof = await inclusionProof(index, 4, readNode)
  const verifierKey = formatVerifierKey({ name, type: signatureType.note, publicKey })
  return { tlogProof: formatTlogProof({ index, proof, checkpointNote }), verifierKey }
}

const failing = (steps: readonly { ok: boolean }[]) => steps.flatMap(({ ok }, at) => (ok ? [] : [at]))

test('a good proof passes every step', async () => {
  const steps = await checkLeadProof({ ...(await makeProof(1)), entry: '{"t":"lead"}', logIndex: 1 })
  expect(failing(steps)).toEqual([])
})

test('an entry that was changed does not lead to the signed root', async () => {
  const steps = await checkLeadProof({ ...(await makeProof(1)), entry: '{"t":"Lead"}', logIndex: 1 })
  expect(failing(steps)).toEqual([2])
})

test('a checkpoint of another key fails', async () => {
  const other = await makeProof(1)
  const claim = {
    ...(await makeProof(1)),
    verifierKey: other.verifierKey,
    entry: '{"t":"lead"}',
    logIndex: 1,
  }
  expect(failing(await checkLeadProof(claim))).toEqual([0, 2])
})

test('a proof of another entry than the page names is found out', async () => {
  const steps = await checkLeadProof({ ...(await makeProof(2)), entry: '{"t":"c"}', logIndex: 1 })
  expect(failing(steps)).toEqual([3])
})

test('a text that is no proof fails in words', async () => {
  const { verifierKey } = await makeProof(1)
  const steps = await checkLeadProof({ tlogProof: 'nothing', verifierKey, entry: 'x', logIndex: 1 })
  expect(failing(steps)).toEqual([0, 2, 3])
  expect(steps[0]?.found).toContain('no blank line')
})
