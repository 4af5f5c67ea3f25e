import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { letteredCandidates } from '../../examination/index.ts'
import { asId, must, type SearchId } from '../../kernel/index.ts'
import { verifyLogFolder } from '../../ledger/index.ts'
import { userByLogin } from '../../people/index.ts'
import { candidatesOf, searchById } from '../../search/index.ts'
import type { Desk } from '../command.ts'
import { AnsweredRefusal } from '../door.ts'
import { type EnrolReport, enrolRows, printEnrolReport } from '../enrol-rows.ts'
import { measureStrangersThrough } from '../measure-strangers-through.ts'
import type { ModelsAnswer } from '../models-answer.ts'
import { readManifest } from '../read-manifest.ts'
import { type Details, type ProbeFile, printSearch, runSearch, type SearchAnswer } from '../run-search.ts'
import { demoStill } from './demo-still.ts'
import { type Demo, elapsed } from './open-demo.ts'

/** Few, so that the demonstration is not kept waiting. */
const demoStrangers = 24

export type DemoRefusal = { code: string; rule: string; logIndex: number }

const permitted: Details = {
  caseNumber: '26-DEMO-0117',
  crime: 'robbery',
  purpose: 'investigate-crime',
  source: 'private-cctv',
  protectedActivity: false,
  narrative: 'The person at the counter of a shop at the time of the robbery, from its camera.',
}

/** Steps three to five of the demonstration: gallery, searches, lead. Everybody acts through the same doors as real users. */
export async function runDemo(desk: Desk, demo: Demo, dataDir: string) {
  const { wiring, terminal } = desk
  const { db } = demo.open.house.storage
  const { probe, outside, expectedPersonId } = await demoStill(db, wiring.demoPeopleDir)

  const { gallery, report } = await enrolDemo(desk, demo)
  const refusals = await refusedTries(desk, demo, { probe, outside })

  const searchStartedAt = performance.now()
  terminal.print('\nA search: D. Marsh, requester, with a still from a camera')
  printRequest(terminal, permitted)
  const requester = await demo.doorFor('d.marsh')
  const { answer, inclusion } = await runSearch(requester, { probe, details: permitted })
  demo.timings.searchMs = elapsed(searchStartedAt)
  printSearch(terminal, { answer, inclusion })
  const rankOfExpected = answer.candidates.find(({ personId }) => personId === expectedPersonId)?.rank ?? 0
  terminal.print(
    `The person in this synthetic still is ${expectedPersonId}: rank ${rankOfExpected || 'not in the list'}.`,
  )

  const lead = await leadOf(desk, demo, { answer, expectedPersonId, dataDir })
  const log = await verifyLogFolder(demo.open.logDir, { vkey: demo.open.house.ledger.vkey })
  const checkpoint = await demo.open.house.ledger.checkpoint()
  terminal.print(
    `\nThe whole log, from its files alone: ${log.size} entries, ${log.verified ? 'everything holds' : 'NOT VERIFIED'}.`,
  )
  return {
    gallery: { persons: gallery.persons, bookings: gallery.bookings, root: gallery.root },
    enrolment: {
      enrolled: report.enrolled,
      alreadyEnrolled: report.alreadyEnrolled,
      refused: report.refused,
    },
    search: {
      id: answer.search.id,
      logIndex: answer.search.logIndex,
      resultIndex: answer.search.resultIndex,
      exact: answer.search.certificate.exact,
      rowsScanned: answer.search.certificate.rowsScanned,
      candidates: answer.candidates,
      certificate: answer.search.certificate,
      rules: answer.search.decision.rulesApplied,
      expectedPersonId,
      rankOfExpected,
    },
    refusals,
    log: { size: log.size, checkpoint, verified: log.verified && inclusion.verified },
    lead,
  }
}

function printRequest(terminal: Desk['terminal'], details: Details): void {
  const { caseNumber, crime, purpose, source, narrative } = details
  terminal.print(`Request: case ${caseNumber}, ${crime}, to ${purpose}, image from ${source}`)
  terminal.print(`  "${narrative}"`)
}

type GalleryAnswer = { persons: number; bookings: number; root: string; n: number; logIndex: number }

async function enrolDemo(desk: Desk, demo: Demo): Promise<{ gallery: GalleryAnswer; report: EnrolReport }> {
  const startedAt = performance.now()
  const { terminal, wiring } = desk
  terminal.print('\nThe gallery: synthetic persons, enrolled by C. Lindqvist, records clerk')
  const clerk = await demo.doorFor('c.lindqvist')
  const folder = wiring.demoPeopleDir
  const manifest = await readManifest(join(folder, 'bookings.csv'), demo.open.house.agency.id)
  const report = await enrolRows(clerk, { folder, manifest, terminal })
  const gallery = await clerk.call<GalleryAnswer>('POST', '/api/gallery/commit')
  printEnrolReport(terminal, report)
  terminal.print(
    `The gallery holds ${gallery.persons} persons, ${gallery.bookings} bookings: state ${gallery.n}, log entry ${gallery.logIndex}.`,
  )
  const administrator = await demo.doorFor('i.novak')
  const measured = (await administrator.call<ModelsAnswer>('GET', '/api/models')).strangers.study
  const study =
    measured ?? (await measureStrangersThrough(administrator, { terminal, strangers: demoStrangers }))
  terminal.print(
    `How high strangers score in it was measured with ${study.strangers} persons: log entry ${study.logIndex}.`,
  )
  demo.timings.enrolMs = elapsed(startedAt)
  return { gallery, report }
}

/** Three tries that the policy refuses; each is on record. */
async function refusedTries(
  desk: Desk,
  demo: Demo,
  stills: { probe: ProbeFile; outside: ProbeFile },
): Promise<readonly DemoRefusal[]> {
  const { caseNumber: _, ...withoutCase } = permitted
  const { probe } = stills
  const tries: readonly { login: string; words: string; probe: ProbeFile; details: Details }[] = [
    { login: 'n.quill', words: 'N. Quill, whose certificate has run out', probe, details: permitted },
    { login: 'd.marsh', words: 'D. Marsh, without a case number', probe, details: withoutCase },
    {
      probe: stills.outside,
      login: 'd.marsh',
      words: 'D. Marsh, on behalf of another agency',
      details: { ...permitted, onBehalfOf: 'NEIGHBOR-PD' },
    },
  ]
  desk.terminal.print('\nThree tries that the policy refuses')
  const refusals: DemoRefusal[] = []
  for (const { login, words, probe: still, details } of tries) {
    const door = await demo.doorFor(login)
    const refused = await runSearch(door, { probe: still, details }).then(
      () => undefined,
      (error) => (error instanceof AnsweredRefusal ? error : Promise.reject(error)),
    )
    if (!refused) throw new Error(`the policy let through what it must refuse: ${words}`)
    desk.terminal.print(`  ${words}`)
    for (const { code, rule, reason } of refused.refusals) {
      desk.terminal.print(`    ${code}: ${reason} Log entry ${refused.logIndex}.`)
      refusals.push({ code, rule: rule ?? '', logIndex: refused.logIndex ?? -1 })
    }
  }
  return refusals
}

const compared = ['nose', 'eyes', 'mouth', 'chin', 'outline']
const scriptedAnalysis = {
  ...{ suitability: 'fit', visible: compared, partly: ['ears'] },
  limits: 'Sharp enough, nearly from the front. (Scripted analysis of a demonstration.)',
}

/** The candidate of this letter is supported, or nobody is. */
const scripted = (letter: string | undefined) => ({
  answers:
    letter === undefined
      ? []
      : [
          {
            ...{ letter, conclusion: 'supports-same-source' },
            features: Object.fromEntries(compared.map((code) => [code, { relation: 'similar' }])),
            reason:
              'Nose, eyes, mouth and chin agree in shape and position. (Scripted conclusion of a demonstration.)',
          },
        ],
  others: {
    conclusion: 'supports-different-sources',
    reason: 'Nose or chin differ in all others. (Scripted conclusion of a demonstration.)',
  },
})

/** Two scripted examiners seal their conclusions through the same door as real ones; then the lead sheet is written. */
async function leadOf(
  desk: Desk,
  demo: Demo,
  of: { answer: SearchAnswer; expectedPersonId: string; dataDir: string },
) {
  const startedAt = performance.now()
  const { terminal } = desk
  terminal.print('\nTwo examiners, blind to rank and to each other (scripted in this demonstration)')
  let leadId = ''
  for (const login of ['r.ortiz', 'a.kowalski']) {
    const door = await demo.doorFor(login)
    const path = `/api/examinations/${of.answer.search.id}`
    await door.call('POST', `${path}/analysis`, scriptedAnalysis)
    const letter = await letterOf(demo, {
      ...{ searchId: of.answer.search.id, login, personId: of.expectedPersonId },
    })
    const sealed = await door.call<{ logIndex: number; leadId?: string }>('POST', path, scripted(letter))
    terminal.print(
      `  ${login}: first the probe alone, then candidate ${letter ?? 'none'} among all; sealed as log entry ${sealed.logIndex}`,
    )
    leadId = sealed.leadId ?? leadId
  }
  const requester = await demo.doorFor('d.marsh')
  const lead = await requester.call<{ sentence: string; sheetUrl?: string; sheetPages?: number }>(
    'GET',
    `/api/leads/${leadId}`,
  )
  const bytes = must(lead.sheetUrl && (await requester.bytes(lead.sheetUrl)), 'lead sheet')
  await mkdir(join(of.dataDir, 'leads'), { recursive: true })
  const path = join(of.dataDir, 'leads', `lead-${leadId}.pdf`)
  await writeFile(path, bytes)
  demo.timings.leadMs = elapsed(startedAt)
  terminal.print(`\n${lead.sentence}`)
  terminal.print(`Lead sheet: ${path}`)
  return {
    id: leadId,
    path,
    pages: lead.sheetPages ?? 0,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

/** Which letter the sealed order gives the person whom the synthetic still shows. */
async function letterOf(
  demo: Demo,
  of: { searchId: string; login: string; personId: string },
): Promise<string | undefined> {
  const { storage } = demo.open.house
  const search = await searchById(storage.db, asId<SearchId>(of.searchId))
  const shown = letteredCandidates({
    candidates: await candidatesOf(storage.db, search.id),
    orderSeed: must(search.end?.orderSeed, 'order seed'),
    seat: must(await userByLogin(storage.db, of.login), 'examiner').id,
  })
  return shown.find(({ candidate }) => candidate.personId === of.personId)?.letter
}
