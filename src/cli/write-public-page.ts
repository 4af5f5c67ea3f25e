import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refused } from '../kernel/index.ts'
import { recountLogFolder } from '../ledger/index.ts'
import { cellsCsv, transparencyPage } from '../reports/index.ts'
import type { Wiring } from './wiring.ts'

/**
 * Writes the page of a published log beside its files: figures that were counted from these very files, and what a visitor needs
 * to count them again. Refuses PUBLICATION_BROKEN when the published files do not hold.
 */
export async function writePublicPage(
  { publicPage }: Wiring,
  of: {
    readonly into: string
    readonly origin: string
    readonly vkey: string
    readonly delayDays: number
    readonly madeOn: string
    readonly onBuild: () => void
  },
): Promise<void> {
  const { into, vkey } = of
  const { report, recount } = await recountLogFolder(into, { vkey })
  if (recount === undefined) throw broken(into, report.problems[0]?.what ?? 'unknown')
  const facts = {
    ...{ origin: of.origin, vkey, delayDays: of.delayDays, madeOn: of.madeOn, script: publicPage.script },
    size: report.size,
    liveSize: report.liveSize ?? report.size,
    root: Buffer.from(report.root ?? []).toString('hex'),
  }
  const built = await publicPage.scriptFolder(of.onBuild)
  await copyFile(join(built, publicPage.script), join(into, publicPage.script))
  await copyFile(publicPage.recounter, join(into, 'recount.py'))
  await writeFile(join(into, 'recount.txt'), await readFile(publicPage.rule))
  await writeFile(join(into, 'counts.json'), `${JSON.stringify({ ...facts, recount }, null, 2)}\n`)
  await writeFile(join(into, 'counts.csv'), cellsCsv(recount))
  await writeFile(join(into, 'index.html'), transparencyPage({ facts, recount }))
}

const broken = (into: string, what: string) =>
  new Refused<'PUBLICATION_BROKEN'>({
    code: 'PUBLICATION_BROKEN',
    reason: `The files in ${into} do not hold: ${what}.`,
    needed: `Keep them for the inquiry; run casebound log verify ${into} for all findings, and publish into another folder.`,
  })
