import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proveEntry } from '../src/cli/prove-entry.ts'
import { must } from '../src/kernel/index.ts'
import { composeEntry } from '../src/ledger/compose-entry.ts'
import { discloseDraft, refusalDraft } from '../src/ledger/sample-drafts.ts'
import { formatDisclosureFile } from '../src/proof/index.ts'
import { openOffline } from './open-offline.ts'
import { makeLogKey, makeSampleLog, readFrom } from './sample-log.ts'
import { log, policyText, withWitnesses, witnesses } from './witnessed-folders.ts'

// A reader with a witness policy of his own, and files from a log whose checkpoint two of three witnesses cosigned.

const frame = { week: '2026-W01', timeMs: Date.UTC(2026, 0, 1) }
const refusal = composeEntry(refusalDraft, { ...frame, id: 'R'.repeat(22) as never, indices: {} })
const told = composeEntry(discloseDraft('' as never, ['case']), {
  ...{ ...frame, id: 'D'.repeat(22) as never, indices: { ref: 5 } },
})
const files = withWitnesses({ by: witnesses.slice(0, 2), more: [refusal.bytes, told.bytes] })
const foreign = makeLogKey('log.example/1')
const provenAt = (index: number) => proveEntry(readFrom(files), { index, vkey: log.vkey })

async function openedFile(verifierKey: string): Promise<string> {
  const [opened, onRecord] = [await provenAt(5), await provenAt(6)]
  const hidden = (of: typeof refusal, name: string) =>
    must(of.disclosures.find((one) => one.name === name)?.disclosure, name)
  const member = ({ entryBytes, tlogProof }: typeof opened, disclosures: readonly string[]) => ({
    ...{ entry: new TextDecoder().decode(entryBytes), tlogProof, disclosures },
  })
  return formatDisclosureFile({
    verifierKey,
    opened: member(opened, [hidden(refusal, 'case')]),
    onRecord: member(onRecord, [hidden(told, 'recipient')]),
  })
}

let folder = ''
const at = (name: string) => join(folder, name)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-log-open-'))
  const { tlogProof, entryBytes } = await provenAt(5)
  const other = makeSampleLog([entryBytes], foreign)
  const ofOther = await proveEntry(readFrom(other.files), { index: 0, vkey: foreign.vkey })
  for (const [name, content] of [
    ['proof', tlogProof],
    ['proof-of-another', ofOther.tlogProof],
    ['entry', entryBytes],
    ['entry-of-another', told.bytes],
    ['opened', await openedFile(log.vkey)],
    ['opened-of-another', await openedFile(foreign.vkey)],
    ['two', policyText(2)],
    ['three', policyText(3)],
    ['two-logs', `log ${foreign.vkey}\n${policyText(2)}`],
    ['no-log', policyText(2).replace(/^log .*\n/, '')],
    ['none', 'quorum maybe\n'],
  ] as const)
    await writeFile(at(name), content)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const proof = (policy: string, { file = 'proof', entry = 'entry' } = {}) =>
  openOffline(at(file), '--entry', at(entry), '--policy', at(policy))
const opened = (policy: string, file = 'opened') => openOffline(at(file), '--policy', at(policy))
const fault = (problem: RegExp) => ({
  code: 1,
  json: { verified: false, problems: [expect.stringMatching(problem)] },
})

describe('a proof under the witness policy of its reader', () => {
  test.each(['two', 'two-logs'])('holds where enough of his witnesses cosigned (%s)', async (policy) => {
    const read = await proof(policy)
    expect(read).toMatchObject({
      code: 0,
      json: {
        ...{ verified: true, index: 5, type: 'refusal', size: 7, verifierKey: log.vkey, quorum: '2 of 3' },
        cosignedBy: ['inspector.example/w1', 'inspector.example/w2'],
      },
    })
    expect(read.words).toContain('Cosigned as your own policy asks: 2 of 3.')
  })

  test.each([
    [
      'fewer cosigned than he asks for',
      {},
      'three',
      /^Cosigned by 2 of 3 .* asks for 3 of 3.*\(QUORUM_MISSED\)/,
    ],
    ['it is of another log', { file: 'proof-of-another' }, 'two', /NOTE_SIGNATURE_INVALID/],
    [
      'it is of another entry',
      { entry: 'entry-of-another' },
      'two',
      /^These bytes are not.*\(PROOF_INVALID\)/,
    ],
  ])('does not hold when %s', async (_, files, policy, problem) => {
    expect(await proof(policy, files)).toMatchObject(fault(problem))
  })

  test('needs a policy that is one, a key and the bytes of the entry', async () => {
    expect(await proof('none')).toMatchObject({ code: 3, json: { error: { code: 'TRUST_POLICY_INVALID' } } })
    expect(await proof('nowhere')).toMatchObject({ code: 3, json: { error: { code: 'FILE_MISSING' } } })
    const wrong = { code: 2, json: { error: { code: 'WRONG_USE' } } }
    expect(await proof('no-log')).toMatchObject(wrong)
    expect(await openOffline(at('proof'), '--policy', at('two'))).toMatchObject(wrong)
    expect(await openOffline(at('nothing'), '--policy', at('two'))).toMatchObject(wrong)
  })

  test('is read by a key alone too, and says that no witness was asked for', async () => {
    const read = await openOffline(at('proof'), '--entry', at('entry'), '--vkey', log.vkey)
    expect(read).toMatchObject({ code: 0, json: { verified: true, verifierKey: log.vkey } })
    expect(read.json).not.toHaveProperty('quorum')
    expect(read.words).toContain('No witness was asked for')
  })
})

describe('opened values under the witness policy of their reader', () => {
  test.each(['two', 'two-logs'])('are shown where enough of his witnesses cosigned (%s)', async (policy) => {
    expect(await opened(policy)).toMatchObject({
      code: 0,
      json: { verified: true, keyPinned: true, quorum: '2 of 3', fields: { case: 'none given' } },
    })
  })

  test.each([
    ['fewer cosigned than he asks for', 'three', 'opened', /QUORUM_MISSED/],
    ['they name the key of another log', 'two-logs', 'opened-of-another', /CHECKPOINT_ORIGIN_WRONG/],
  ])('are not shown when %s', async (_, policy, file, problem) => {
    const read = await opened(policy, file)
    expect(read).toMatchObject(fault(problem))
    expect(read.words + JSON.stringify(read.json)).not.toContain('none given')
  })

  test('take their key from the file where the policy names no log, which is said', async () => {
    const read = await opened('no-log')
    expect(read).toMatchObject({ code: 0, json: { keyPinned: false } })
    expect(read.words).toContain('The key came from the file itself')
  })
})
