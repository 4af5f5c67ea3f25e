import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { eachBlock } from './all-vectors.ts'
import { NotFound, type Peer, type PeerAnswer, type PeerSetting } from './peer.ts'

const script = fileURLToPath(new URL('faiss-server.py', import.meta.url))
const variants = ['Flat float32', 'SQ 8 bit', 'SQ fp16']

/**
 * FAISS by way of Python. A build without AVX2 (Debian's, for one) says nothing about FAISS, so it is not measured.
 */
export async function openFaiss({ plan, threads, folder }: PeerSetting): Promise<Peer> {
  const found = spawnSync('python3', [script, '--options'], { encoding: 'utf8' })
  if (found.status !== 0 || !found.stdout.includes('AVX2'))
    throw new NotFound('not found (needs a Python with an AVX2 build of faiss)')
  const file = join(folder, 'vectors.f32')
  const descriptor = openSync(file, 'w')
  eachBlock(
    plan,
    ({ values }) => void writeSync(descriptor, new Uint8Array(values.buffer, 0, values.byteLength)),
  )
  closeSync(descriptor)
  const child = spawn('python3', [script, file, `${plan.dimension}`, `${threads}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  process.on('exit', () => child.kill())
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const answer = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error('faiss ended')
    return value
  }
  await answer()
  return {
    variants,
    search: async ({ vector, k, variant }): Promise<PeerAnswer> => {
      const index = variants.indexOf(variant)
      child.stdin.write(`${JSON.stringify({ index, k, vector: [...vector] })}\n`)
      return JSON.parse(await answer())
    },
  }
}
