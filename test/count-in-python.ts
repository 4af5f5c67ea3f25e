import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Recount } from '../src/proof/index.ts'

/** The second recounter is Python and shares no code with ours; what both say must be the same. */
export const recounter = fileURLToPath(new URL('../tools/recount.py', import.meta.url))

type Counted = {
  readonly code: number
  readonly json: { verified: boolean; recount: Recount; finding: string }
}

export const countInPython = (dir: string): Promise<Counted> =>
  new Promise((settle, fail) =>
    execFile('python3', [recounter, dir, '--json'], { maxBuffer: 1 << 26 }, (error, out) => {
      const code = error === null ? 0 : Number(error.code)
      if (code > 1 || Number.isNaN(code)) fail(error ?? new Error('no exit code'))
      else settle({ code, json: JSON.parse(out) })
    }),
  )
