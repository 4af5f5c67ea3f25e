import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { makeLogKey, makeWitness } from '../../test/sample-log.ts'
import { sharedPath } from '../../test/shared-data.ts'
import { must } from '../kernel/index.ts'
import { openCheckpoint } from './checkpoint.ts'
import { verifyTlogProof } from './tlog-proof.ts'
import { parseTrustPolicy, quorumReached, quorumWords } from './trust-policy.ts'

const log = makeLogKey('log.example/1')
const [a, b, c] = ['a', 'b', 'c'].map((name) => makeWitness(`witness.example/${name}`))
const [w1, w2, w3] = [a, b, c].map((one) => must(one, 'witness'))
const lines = (...more: string[]) => `${more.join('\n')}\n`
const three = [`witness w1 ${w1?.vkey}`, `witness w2 ${w2?.vkey} http://h/`, `witness w3 ${w3?.vkey}`]
const signers = (...keys: (typeof w1)[]) => keys.map((one) => ({ key: must(one, 'witness').key }))

describe('a trust policy', () => {
  it('is met by so many of a group as it asks for', () => {
    const policy = parseTrustPolicy(lines(`log ${log.vkey}`, ...three, 'group g 2 w1 w2 w3', 'quorum g'))
    expect(policy.logs.map(({ vkey }) => vkey)).toEqual([log.vkey])
    expect(policy.witnesses.map(({ url }) => url)).toEqual([undefined, 'http://h/', undefined])
    expect(quorumReached(policy, signers(w1))).toBe(false)
    expect(quorumReached(policy, signers(w1, w1))).toBe(false)
    expect(quorumReached(policy, signers(w1, w3))).toBe(true)
    expect(quorumWords(policy.quorum)).toBe('2 of 3')
  })

  it('nests groups, and knows all, any, one witness and none', () => {
    const nested = parseTrustPolicy(
      lines(...three, 'group x any w1 w2', ' # a comment', '', '\tgroup y all x w3 ', 'quorum y'),
    )
    expect(quorumReached(nested, signers(w1, w2))).toBe(false)
    expect(quorumReached(nested, signers(w2, w3))).toBe(true)
    expect(quorumReached(parseTrustPolicy(lines(...three, 'quorum w2')), signers(w2))).toBe(true)
    expect(quorumReached(parseTrustPolicy(lines(...three, 'quorum w2')), signers(w1))).toBe(false)
    expect(quorumReached(parseTrustPolicy('quorum none\n'), [])).toBe(true)
  })

  it('takes names as octets, so that a Kelvin sign is no K', async () => {
    const kelvin = lines(`witness K ${w1?.vkey}`, 'quorum \u212a')
    expect(await catchCode(() => parseTrustPolicy(kelvin))).toBe('TRUST_POLICY_INVALID')
    const octets = Buffer.concat([
      Buffer.from('witness '),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(` ${w1?.vkey}\nquorum `),
      Buffer.from([0xff, 0xfe, 0x0a]),
    ])
    expect(quorumReached(parseTrustPolicy(octets), signers(w1))).toBe(true)
  })

  it.each([
    ['no quorum', lines(...three)],
    ['two quorums', lines(...three, 'quorum w1', 'quorum w2')],
    ['a quorum that is defined after it', lines('quorum w1', ...three)],
    ['a group of something that is defined after it', lines('group g all w1', ...three, 'quorum g')],
    ['a threshold of 0', lines(...three, 'group g 0 w1', 'quorum g')],
    ['a threshold above the members', lines(...three, 'group g 3 w1 w2', 'quorum g')],
    ['a threshold with a leading zero', lines(...three, 'group g 01 w1', 'quorum g')],
    ['a group without members', lines(...three, 'group g any', 'quorum w1')],
    ['a member of two groups', lines(...three, 'group g any w1', 'group h any w1', 'quorum g')],
    ['a member that stands twice', lines(...three, 'group g 1 w1 w1', 'quorum g')],
    ['none as a member', lines(...three, 'group g any none w1', 'quorum g')],
    ['a witness called none', lines(`witness none ${w1?.vkey}`, 'quorum none')],
    ['a name that stands twice', lines(...three, `witness w1 ${makeWitness('x').vkey}`, 'quorum w1')],
    ['a witness key that stands twice', lines(...three, `witness w4 ${w1?.vkey}`, 'quorum w1')],
    ['a log key that stands twice', lines(`log ${log.vkey}`, `log ${log.vkey}`, 'quorum none')],
    ['the key of a log as that of a witness', lines(`witness w ${log.vkey}`, 'quorum w')],
    ['the key of a witness as that of a log', lines(`log ${w1?.vkey}`, 'quorum none')],
    ['an unknown line', lines('trust everybody', 'quorum none')],
    ['a word too many', lines('quorum none please')],
    ['a control character', lines('quorum none\r')],
    ['no newline at the end', 'quorum none'],
    ['too many lines', lines(...Array.from({ length: 1001 }, () => '#'), 'quorum none')],
    ['too many bytes', lines(`#${'x'.repeat(100_001)}`, 'quorum none')],
  ])('is refused with %s', async (_, text) => {
    expect(await catchCode(() => parseTrustPolicy(text))).toBe('TRUST_POLICY_INVALID')
  })

  it('that has a malformed key says what is wrong with it', async () => {
    expect(await catchCode(() => parseTrustPolicy('log x+1\nquorum none\n'))).toBe('VERIFIER_KEY_INVALID')
  })
})

const sample = sharedPath('data', 'tlog-vectors', 'lab-sample-log')
test.runIf(sample)(
  'a policy, proof and cosignature that an unmodified litewitness made are accepted',
  async () => {
    const read = (name: string) => readFileSync(`${must(sample, 'sample')}/${name}`)
    const policy = parseTrustPolicy(read('policy.txt'))
    const keys = policy.logs.map(({ key }) => key)
    const claim = { entryBytes: read('entry-299.json'), keys, policy }
    const cosigned = read('entry-299-cosigned.tlog-proof')
    expect(await verifyTlogProof({ ...claim, text: cosigned })).toMatchObject({ verified: true })
    const bare = await verifyTlogProof({ ...claim, text: read('entry-299.tlog-proof') })
    expect(bare).toMatchObject({ verified: false, problems: [expect.stringContaining('QUORUM_MISSED')] })
    const note = cosigned.toString('utf8').split('\n\n').slice(1).join('\n\n')
    expect((await openCheckpoint(note, { keys, policy })).signers).toHaveLength(2)
  },
)
