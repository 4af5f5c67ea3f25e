import type { ChildProcess } from 'node:child_process'
import { startCasebound } from './run-casebound.ts'

/** What the demonstration prints as its last line, as far as tests read it. */
export type Demo = {
  gallery: { persons: number; bookings: number; root: string }
  enrolment: { refused: { code: string }[] }
  search: {
    logIndex: number
    resultIndex: number
    exact: boolean
    rowsScanned: number
    candidates: { personId: string; similarity: number; bookingDate: string }[]
    expectedPersonId: string
    rankOfExpected: number
  }
  refusals: { code: string; rule: string; logIndex: number }[]
  log: { size: number; checkpoint: string; verified: boolean }
  lead: { id: string; path: string; pages: number; sha256: string }
  timings: Record<string, number>
  url: string
  links: { login: string; token: string }[]
}

/** Starts the demonstration on a free port; resolves once it serves, with what it said in words before. */
export async function startDemo(
  dataDir: string,
): Promise<{ child: ChildProcess; demo: Demo; words: string }> {
  const child = startCasebound(['demo', '--data', dataDir, '--port', '0', '--json'])
  let err = ''
  const demo = await new Promise<Demo>((resolve, reject) => {
    let out = ''
    child.stderr?.on('data', (chunk) => {
      err += chunk
    })
    child.stdout?.on('data', (chunk) => {
      out += chunk
      if (out.endsWith('\n')) resolve(JSON.parse(out.trimEnd().split('\n').at(-1) ?? ''))
    })
    child.on('close', (code) => reject(new Error(`the demonstration ended with ${code}: ${err}`)))
  })
  return { child, demo, words: err }
}
