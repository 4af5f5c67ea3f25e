import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { makeLogKey, makeWitness } from '../../test/sample-log.ts'
import { sharedPath } from '../../test/shared-data.ts'
import { must } from '../kernel/index.ts'
import { toBase64 } from './base64.ts'
import { formatNote, parseNote, parseSignatureLines, signatureLine } from './note.ts'
import { formatVerifierKey, parseVerifierKey, signatureType } from './verifier-key.ts'
import { verifyNote } from './verify-note.ts'

const vectors = sharedPath('data', 'tlog-vectors')
const read = (path: string) => readFileSync(`${must(vectors, 'vectors')}/${path}`)

const log = makeLogKey('log.example/1')
const other = makeLogKey('other.example')
const text = 'first line\n\nafter a blank line\n'
const good = formatNote({ text, signatures: [log.sign(text)] })

test.runIf(vectors)(
  'verifies the example note of the specification, whose vkey survives a round trip',
  async () => {
    const { note } = JSON.parse(read('c2sp-examples/examples.json').toString())
    const key = parseVerifierKey(note.vkey)
    expect(formatVerifierKey(key)).toBe(note.vkey)
    const verified = await verifyNote(note.signedNote, [key])
    expect(verified.text).toBe('This is an example message.\n')
    expect(verified.signers.map((signer) => signer.key.name)).toEqual(['example.com/foo'])
    expect(formatNote(parseNote(note.signedNote))).toBe(note.signedNote)
  },
)

test.runIf(vectors)('verifies the witness line that an independent witness program wrote', async () => {
  const proofFile = read('lab-sample-log/entry-299-cosigned.tlog-proof').toString()
  const note = proofFile.slice(proofFile.indexOf('\n\n') + 2)
  const policy = read('lab-sample-log/policy.txt').toString()
  const vkeys = [...policy.matchAll(/^(?:log|witness \S+) (\S+)$/gm)].map(([, vkey = '']) => vkey)
  const verified = await verifyNote(note, vkeys.map(parseVerifierKey))
  expect(verified.signers.map((signer) => signer.key.type)).toEqual([1, 4])
  expect(verified.signers[1]?.timestampSec).toBe(0x6b034c78)
  const later = note.replace('hcJbjgAAAABrA0x4', 'hcJbjgAAAABrA0x5')
  expect(later).not.toBe(note)
  expect(await catchCode(verifyNote(later, vkeys.map(parseVerifierKey)))).toBe('NOTE_SIGNATURE_INVALID')
})

test('splits at the last blank line, so that text may hold blank lines itself', async () => {
  expect(parseNote(good).text).toBe(text)
  expect((await verifyNote(good, [log.key])).text).toBe(text)
})

test('ignores unknown keys, even those that share the name or the id of a known one', async () => {
  const sameName = { ...other.sign(text), name: log.key.name }
  const sameId = { ...other.sign(text), keyId: log.key.keyId }
  const note = formatNote({ text, signatures: [sameName, sameId, log.sign(text), other.sign(text)] })
  const verified = await verifyNote(note, [log.key])
  expect(verified.signers).toEqual([{ key: log.key }])
  expect(verified.unknownSignatures).toBe(3)
})

test('one bad signature by a known key spoils the whole note, wherever it stands', async () => {
  const bad = { ...log.key, signature: other.sign(text).signature }
  const short = { ...log.key, signature: bad.signature.slice(0, 63) }
  for (const wrong of [bad, short])
    for (const signatures of [
      [wrong],
      [wrong, log.sign(text)],
      [log.sign(text), wrong],
      [other.sign(text), wrong],
    ]) {
      const note = formatNote({ text, signatures })
      expect(await catchCode(verifyNote(note, [log.key, other.key]))).toBe('NOTE_SIGNATURE_INVALID')
    }
})

test('a note that no trusted key signed is refused, and a changed text too', async () => {
  expect(await catchCode(verifyNote(good, [other.key]))).toBe('NOTE_SIGNATURE_INVALID')
  expect(await catchCode(verifyNote(good, []))).toBe('NOTE_SIGNATURE_INVALID')
  expect(await catchCode(verifyNote(good.replace('first', 'First'), [log.key]))).toBe(
    'NOTE_SIGNATURE_INVALID',
  )
})

test('a log key does not pass as a witness nor a witness as a log, though the key bytes be the same', async () => {
  const witness = makeWitness('witness.example', 1_700_000_000)
  const cosigned = witness.sign(text)
  const note = formatNote({ text, signatures: [cosigned] })
  expect((await verifyNote(note, [witness.key])).signers).toEqual([
    { key: witness.key, timestampSec: 1_700_000_000 },
  ])
  const asLog = { ...witness.key, type: signatureType.note }
  expect(await catchCode(verifyNote(note, [asLog]))).toBe('NOTE_SIGNATURE_INVALID')
  const plain = formatNote({ text, signatures: [{ ...witness.key, signature: log.sign(text).signature }] })
  expect(await catchCode(verifyNote(plain, [witness.key]))).toBe('NOTE_SIGNATURE_INVALID')
  const farTime = { ...cosigned, signature: cosigned.signature.with(0, 0xff) }
  const farNote = formatNote({ text, signatures: [farTime] })
  expect(await catchCode(verifyNote(farNote, [witness.key]))).toBe('NOTE_SIGNATURE_INVALID')
})

test('a known key of a type that cannot be checked is a failure, never a pass', async () => {
  const odd = { ...log.key, type: 2 }
  expect(await catchCode(verifyNote(good, [odd]))).toBe('NOTE_SIGNATURE_INVALID')
})

test('two keys that share name and id are a mistake of whoever configured them', async () => {
  await expect(verifyNote(good, [log.key, { ...log.key }])).rejects.toThrow('share one name and one id')
})

test('another Ed25519 may be put in place of WebCrypto', async () => {
  const asked: number[] = []
  const verifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => {
    asked.push(publicKey.length, message.length, signature.length)
    return true
  }
  await verifyNote(good.replace('first', 'First'), [log.key], { verifyEd25519 })
  expect(asked).toEqual([32, text.length, 64])
})

const line = signatureLine(log.sign(text))
const named = (name: string) => `text\n\n— ${name} ${toBase64(new Uint8Array(68))}\n`
const malformed: Record<string, string | Uint8Array> = {
  'no final newline': good.slice(0, -1),
  'no signatures': 'text\n\n',
  'no blank line': `text\n${line}`,
  nothing: '',
  'no text': `\n\n${line}`.slice(1),
  'a tab in the text': good.replace('first', '\tfirst'),
  'a carriage return': good.replaceAll('\n', '\r\n'),
  'a zero byte': good.replace('first', '\u0000'),
  'bad UTF-8': new Uint8Array([...Buffer.from('a\xff', 'latin1'), ...Buffer.from(`\n\n${line}`)]),
  'a lone surrogate': good.replace('first', '\ud800'),
  '101 signatures': `text\n\n${line.repeat(101)}`,
  'a name with a plus sign': named('a+b'),
  'a name with a no-break space': named('a\u00a0b'),
  'a name with a line separator': named('a\u2028b'),
  'a name with a control character': named('a\u0085b'),
  'an empty name': named(''),
  'a hyphen for the em dash': good.replace('— ', '- '),
  'base64 without padding': good.replace(/=+\n$/, '\n'),
  'base64 with a space': good.replace(/(..=*\n)$/, ' $1'),
  'base64 with spare bits': `text\n\n— a ${'A'.repeat(7)}B\n`.replace('AAB\n', 'AB=\n'),
  'a signature that is only a key id': `text\n\n— a ${toBase64(new Uint8Array(4))}\n`,
  'a signature line after another blank line': `${good}\n`,
  'more than a million bytes': `${'a'.repeat(1_000_001)}\n\n${line}`,
}

test.each(Object.entries(malformed))('a note with %s is refused', async (_, note) => {
  expect(await catchCode(() => parseNote(note))).toBe('NOTE_MALFORMED')
})

test('a hundred signatures are still read, and a byte order mark is part of the text', () => {
  expect(parseNote(`text\n\n${line.repeat(100)}`).signatures).toHaveLength(100)
  expect(parseNote(Buffer.from(`\ufeff${good}`)).text).toBe(`\ufeff${text}`)
})

test('what could not be read back is not written', async () => {
  const signature = log.sign(text)
  expect(await catchCode(() => formatNote({ text: 'no newline', signatures: [signature] }))).toBe(
    'NOTE_MALFORMED',
  )
  expect(await catchCode(() => formatNote({ text, signatures: [] }))).toBe('NOTE_MALFORMED')
  expect(await catchCode(() => signatureLine({ ...signature, name: 'a b' }))).toBe('NOTE_MALFORMED')
  expect(await catchCode(() => signatureLine({ ...signature, signature: new Uint8Array() }))).toBe(
    'NOTE_MALFORMED',
  )
})

test("a witness's answer is read as signature lines alone", async () => {
  expect(parseSignatureLines(line + line)).toHaveLength(2)
  for (const answer of ['', '\n', line.trim(), `${line}\n`, `<html>${line}`])
    expect(await catchCode(() => parseSignatureLines(answer))).toBe('NOTE_MALFORMED')
})

test('a verifier key is refused when its id, type, length or name is wrong', async () => {
  const vkey = formatVerifierKey(log.key)
  const ecdsa = { ...log.key, type: 2 }
  const wrong = [
    '',
    'a+b',
    vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+'),
    vkey.replace('log.example', 'log.example.org'),
    vkey.replace('/1', '/ 1'),
    vkey.slice(0, -1),
    `${vkey}\n`,
    formatVerifierKey(ecdsa),
    formatVerifierKey({ ...log.key, publicKey: log.key.publicKey.slice(1) }),
    `a+${'0'.repeat(8)}+`,
  ]
  for (const text of wrong)
    expect(await catchCode(() => parseVerifierKey(text)), text).toBe('VERIFIER_KEY_INVALID')
  expect(await catchCode(() => formatVerifierKey({ ...log.key, name: 'a+b' }))).toBe('VERIFIER_KEY_INVALID')
  expect(await catchCode(() => formatVerifierKey({ ...log.key, name: 'a'.repeat(256) }))).toBe(
    'VERIFIER_KEY_INVALID',
  )
  expect(parseVerifierKey(vkey)).toEqual(log.key)
})
