import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { leafHash, openCheckpoint, parseVerifierKey, rootFromLeaves } from '../proof/index.ts'
import { openLedger } from './open-ledger.ts'
import { openScratchLedger } from './open-scratch-ledger.ts'
import { refusalDraft } from './sample-drafts.ts'
import { createSignerFiles } from './signer-files.ts'
import { readQuestion } from './signer-messages.ts'
import { openSignerProcess } from './signer-process.ts'

const leaves = [0, 1, 2, 3].map((at) => leafHash(Uint8Array.of(at)))
const root = (size: number): Uint8Array => rootFromLeaves(leaves.slice(0, size))
const two = { size: 2, root: root(2), consistency: [] }
const four = { size: 4, root: root(4), consistency: [rootFromLeaves(leaves.slice(2))] }

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-signer-process-'))
  await createSignerFiles(folder, 'agency.example/fr-log/1')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('the signer in a process of its own', () => {
  it('signs what extends its memory and nothing else', async () => {
    const signer = await openSignerProcess(folder)
    expect(signer.pid).not.toBe(process.pid)
    const keys = [parseVerifierKey(signer.vkey)]
    expect(await openCheckpoint(await signer.sign(two), { keys })).toMatchObject({ size: 2 })
    for (const request of [
      { ...two, root: root(3) },
      { size: 1, root: root(1), consistency: [] },
      { ...four, consistency: [] },
      { ...four, root: root(3) },
    ])
      expect(await catchCode(signer.sign(request))).toBe('SIGNER_REFUSED')
    expect(await signer.memory()).toMatchObject({ size: 2, root: root(2) })
    expect(await openCheckpoint(await signer.sign(four), { keys })).toMatchObject({ size: 4 })
    await signer.close()
  })

  it('refuses when its folder is taken back to a backup while it runs', async () => {
    const signer = await openSignerProcess(folder)
    await signer.sign(two)
    const backup = `${folder}-backup`
    await cp(join(folder, 'signed.json'), backup)
    await signer.sign(four)
    await cp(backup, join(folder, 'signed.json'))
    const refusal = await signer.sign({ size: 3, root: root(3), consistency: [] }).catch((error) => error)
    expect(refusal).toMatchObject({
      code: 'SIGNER_REFUSED',
      reason: expect.stringContaining('Its memory of 4 entries was replaced by one of 2'),
    })
    await signer.close()
    await rm(backup)
  })

  it('is the only one of its key', async () => {
    const signer = await openSignerProcess(folder)
    expect(await catchCode(openSignerProcess(folder))).toBe('LOG_IN_USE')
    await signer.close()
    const next = await openSignerProcess(folder)
    await next.close()
  })

  it('says why it cannot open', async () => {
    expect(await catchCode(openSignerProcess(join(folder, 'none')))).toBe('SIGNER_MISSING')
    await rm(join(folder, 'signed.json'))
    expect(await catchCode(openSignerProcess(folder))).toBe('SIGNER_MEMORY_LOST')
  })

  it('that was killed is reported as gone, at once and from then on', async () => {
    const signer = await openSignerProcess(folder)
    process.kill(signer.pid, 'SIGKILL')
    const refusal = await signer.sign(two).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'SIGNER_GONE', reason: expect.stringContaining('SIGKILL') })
    expect(await catchCode(signer.memory())).toBe('SIGNER_GONE')
    await signer.close()
  })

  it('outlives a Ctrl-C, which the writer needs for its last round, and not its parent', async () => {
    const module = fileURLToPath(new URL('./signer-process.ts', import.meta.url))
    const program = `import { openSignerProcess } from ${JSON.stringify(module)}
      const signer = await openSignerProcess(${JSON.stringify(folder)})
      process.kill(signer.pid, 'SIGINT')
      await signer.memory()
      console.log('PID ' + signer.pid)
      setInterval(() => {}, 1000)`
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program])
    const pid = await new Promise<number>((resolve, reject) => {
      let said = ''
      parent.stderr.on('data', (chunk) => reject(new Error(String(chunk))))
      parent.stdout.on('data', (chunk) => {
        said += chunk
        const [, digits] = /PID (\d+)\n/.exec(said) ?? []
        if (digits !== undefined) resolve(Number(digits))
      })
    })
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
  })

  it('stops the log when it dies, which the next start takes up again', async () => {
    const scratch = await openScratchLedger()
    await scratch.ledger.close()
    let pid = 0
    const { openSigner: _, ...options } = scratch.options
    const ledger = await openLedger({
      ...options,
      openSigner: async (signerDir) => {
        const signer = await openSignerProcess(signerDir)
        pid = signer.pid
        return signer
      },
    })
    await ledger.append(refusalDraft)
    process.kill(pid, 'SIGKILL')
    await expect(ledger.append(refusalDraft)).rejects.toMatchObject({
      code: 'AUDIT_UNAVAILABLE',
      reason: expect.stringContaining('The process that signs the log has ended (signal SIGKILL)'),
    })
    await ledger.close()
    const again = await openLedger(options)
    expect(await again.verify()).toMatchObject({ verified: true, size: 3 })
    await again.close()
    await scratch.close()
  })
})

describe('a line to the signer', () => {
  it.each([
    'no json',
    '[]',
    'null',
    '{"id":0,"ask":"memory"}',
    '{"id":1.5,"ask":"memory"}',
    '{"id":1,"ask":"key"}',
    '{"id":1,"ask":"sign"}',
    '{"id":1,"ask":"sign","request":{"size":-1,"root":"","consistency":[]}}',
    `{"id":1,"ask":"sign","request":{"size":1,"root":"${Buffer.alloc(31).toString('base64')}","consistency":[]}}`,
    `{"id":1,"ask":"sign","request":{"size":1,"root":"${Buffer.alloc(32).toString('base64')}","consistency":[1]}}`,
  ])('that says %s is no question', (line) => {
    expect(readQuestion(line)).toBeUndefined()
  })
})
