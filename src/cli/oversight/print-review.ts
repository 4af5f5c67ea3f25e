import type { Finding, Scanned } from '../../oversight/index.ts'
import { setAsideReasons } from '../../oversight/index.ts'
import { type Terminal, table } from '../terminal.ts'

const shownFindings = 200

/** A finding as programs read it; the lines it was seen in stand under `evidence`. */
export const findingJson = ({ period, shared, ...finding }: Finding) => ({
  ...finding,
  ...(shared ? { shared } : {}),
  ...(period === '' ? {} : { period }),
})

/** What a review found, in words: findings, what was set aside and why, and the lines that could not be read. */
export function printReview(
  { print }: Terminal,
  of: { scanned: Scanned; findings: readonly Finding[]; listed: number },
): void {
  const { scanned, findings } = of
  for (const file of scanned.files) {
    const again = file.seenBefore ? ', read before: counted once' : ''
    print(`${file.name}: ${file.format}, ${file.lines} lines, ${file.brokenLines} broken${again}`)
  }
  print(`\n${scanned.lines} lines in all, ${scanned.brokenLines} broken.`)
  for (const { file, line, text } of scanned.broken) print(`  broken: ${file} line ${line}: ${text}`)
  if (scanned.brokenLines > scanned.broken.length) print('  … and more; only the first are shown.')
  print(findings.length === 0 ? '\nNo outside face search was found in these logs.' : '')
  if (findings.length > 0) {
    print(
      table([
        ['person', 'unit', 'service', 'uses', 'first seen', 'last seen', 'what was seen', 'rule', 'judged'],
        ...findings
          .slice(0, shownFindings)
          .map((one) => [
            ...[one.person, one.unit, one.service, String(one.uses), day(one.firstSeen), day(one.lastSeen)],
            ...[one.confidence, one.rule, one.judgement?.words ?? ''],
          ]),
      ]),
    )
    if (findings.length > shownFindings)
      print(`  … and ${findings.length - shownFindings} more; --json has them all.`)
    print(
      '\nUses are estimated. A name that was looked up and a page that was opened are no use; neither proves who sat there.',
    )
  }
  printSetAside(print, of)
}

function printSetAside(print: (text?: string) => void, of: { scanned: Scanned; listed: number }): void {
  const all = Object.entries(of.scanned.setAside)
  if (all.length === 0 && of.listed === 0) return
  print('\nSet aside, held against nobody:')
  for (const [key, count] of all) {
    const at = key.indexOf(' ')
    const reason = key.slice(at + 1)
    print(
      `  ${count} lines, ${key.slice(0, at)}: ${Object.entries(setAsideReasons).find(([name]) => name === reason)?.[1] ?? reason}`,
    )
  }
  if (of.listed > 0) print(`  ${of.listed} sessions: ${setAsideReasons.list}`)
}

const day = (time: string | undefined): string => time?.slice(0, 10) ?? 'undated'
