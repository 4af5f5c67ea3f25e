import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../kernel/index.ts'
import { openScratchLedger, type ScratchLedger } from './open-scratch-ledger.ts'
import { refusalDraft } from './sample-drafts.ts'

// What openssl can say about our log with none of our code: the Ed25519 signature under the checkpoint, the SHA-256 of every entry
// against the hash tile, and the root from those. The parts are cut out of the files here by their plain description in C2SP tlog-tiles.

const run = promisify(execFile)
const hasOpenssl = await run('openssl', ['version']).then(
  ({ stdout }) => /^OpenSSL 3/.test(stdout),
  () => false,
)
if (!hasOpenssl) {
  const words = 'openssl 3 is missing: its check of the log is left out'
  if (process.env.CI) throw new Error(words)
  process.stderr.write(`${words}\n`)
}

const entries = 5
let folder: string
let scratch: ScratchLedger | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-openssl-'))
  if (!hasOpenssl) return
  const made = await openScratchLedger()
  scratch = made
  for (let at = 1; at < entries; at++) await made.ledger.append(refusalDraft)
})
afterAll(async () => {
  await scratch?.close()
  await rm(folder, { recursive: true, force: true })
})

const openssl = async (args: readonly string[], input: Uint8Array): Promise<string> => {
  const path = join(folder, 'input')
  await writeFile(path, input)
  return (await run('openssl', [...args, path])).stdout
}
const sha256 = async (...parts: readonly Uint8Array[]): Promise<Buffer> => {
  const said = await openssl(['dgst', '-sha256', '-r'], Buffer.concat(parts))
  return Buffer.from(said.slice(0, 64), 'hex')
}

type Files = {
  readonly checkpoint: string
  readonly bundle: Buffer
  readonly tile: Buffer
  readonly vkey: string
}

async function filesOf(logDir: string): Promise<Files> {
  const read = (path: string) => readFile(join(logDir, path))
  return {
    checkpoint: (await read('checkpoint')).toString('utf8'),
    bundle: await read(`tile/entries/000.p/${entries}`),
    tile: await read(`tile/0/000.p/${entries}`),
    vkey: (await read('keys/log.vkey')).toString('utf8').trim(),
  }
}

/** Whether openssl takes the signature for that of the key over the text; the DER around a raw Ed25519 key is always the same. */
async function signatureHolds({ checkpoint, vkey }: Files): Promise<boolean> {
  const split = checkpoint.indexOf('\n\n') + 1
  const [, , base64 = ''] = checkpoint.slice(split + 1).split(/[ \n]/)
  const raw = Buffer.from(must(vkey.split('+').slice(2).join('+'), 'key'), 'base64').subarray(1)
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw])
  await writeFile(join(folder, 'key.der'), der)
  await writeFile(join(folder, 'signature'), Buffer.from(base64, 'base64').subarray(4))
  await writeFile(join(folder, 'text'), checkpoint.slice(0, split))
  const files = ['-inkey', 'key.der', '-in', 'text', '-sigfile', 'signature']
  return run('openssl', ['pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-rawin', ...files], {
    cwd: folder,
  }).then(
    ({ stdout }) => stdout.includes('Verified Successfully'),
    () => false,
  )
}

/** Whether every entry of the bundle has its leaf hash in the tile, and these give the root in the checkpoint. */
async function hashesHold({ checkpoint, bundle, tile }: Files): Promise<boolean> {
  const leaves: Buffer[] = []
  for (let at = 0; at < bundle.length; ) {
    const length = bundle.readUInt16BE(at)
    leaves.push(await sha256(Buffer.of(0), bundle.subarray(at + 2, at + 2 + length)))
    at += 2 + length
  }
  if (leaves.length !== entries || !Buffer.concat(leaves).equals(tile)) return false
  const node = (left: Buffer, right: Buffer) => sha256(Buffer.of(1), left, right)
  const [a, b, c, d, e] = leaves.map((leaf) => must(leaf, 'leaf'))
  const four = await node(
    await node(must(a, 'leaf'), must(b, 'leaf')),
    await node(must(c, 'leaf'), must(d, 'leaf')),
  )
  return (await node(four, must(e, 'leaf'))).toString('base64') === checkpoint.split('\n')[2]
}

describe.runIf(hasOpenssl)('openssl', () => {
  const files = () => filesOf(must(scratch, 'log').options.logDir)

  it('takes the signature of the checkpoint, the hash of every entry, and the root', async () => {
    expect(await signatureHolds(await files())).toBe(true)
    expect(await hashesHold(await files())).toBe(true)
  })

  it('refuses a checkpoint of which one character was changed, and the signature of another key', async () => {
    const good = await files()
    const changed = good.checkpoint.replace(`\n${entries}\n`, `\n${entries + 1}\n`)
    expect(await signatureHolds({ ...good, checkpoint: changed })).toBe(false)
    const other = await openScratchLedger()
    expect(await signatureHolds({ ...good, vkey: other.ledger.vkey })).toBe(false)
    await other.close()
  })

  it('refuses an entry of which one bit was flipped, a tile of which one was, and one entry fewer', async () => {
    const good = await files()
    expect(await hashesHold({ ...good, bundle: flipped(good.bundle, 90) })).toBe(false)
    expect(await hashesHold({ ...good, tile: flipped(good.tile, 40) })).toBe(false)
    const last = good.bundle.subarray(0, 2 + good.bundle.readUInt16BE(0))
    expect(await hashesHold({ ...good, bundle: last })).toBe(false)
    const root = good.checkpoint.replace(/\n[^\n]{43}=\n/, `\n${Buffer.alloc(32).toString('base64')}\n`)
    expect(await hashesHold({ ...good, checkpoint: root })).toBe(false)
  })
})

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
