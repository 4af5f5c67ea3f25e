import { type Contest, timesFaster } from './measure-faces.ts'
import { median, percentile } from './statistics.ts'
import { ms, print, table } from './table.ts'

export type FaceFindings = {
  readonly threads: number
  readonly photos: number
  readonly model: string
  /** What the other is, or why it is not there. */
  readonly peer: string
  readonly one: Contest
  readonly bulk: Contest
}

const bar = 5
const bulkAim = 15

/** Prints the tables and, when asked, the line of JSON. */
export function reportFaces(findings: FaceFindings, json: boolean): void {
  const { one, bulk, threads, photos } = findings
  print(`\n${photos} photos, ${threads} threads; ours: ${findings.model}; the other: ${findings.peer}`)
  print('\nOne photo at a time: decode, detect, landmarks, align, embed; by turns on the same photo')
  print(
    table([
      ['', 'median, ms', '90th percentile, ms', 'gave a template'],
      ...rows(one, (contest) => [ms(median(contest)), ms(percentile(contest, 0.9))]),
    ]),
  )
  print('\nBulk enrolment on all threads, by turns; face-api in a process for each')
  print(
    table([
      ['', 'photos a second', 'gave a template'],
      ...rows(bulk, (contest) => [rate(bulk, contest).toFixed(1)]),
    ]),
  )
  print('\nBars')
  print(table([['figure', 'measured', 'bar', ''], ...barRows(findings)]))
  if (json) print(JSON.stringify(figuresOf(findings)))
}

const rate = ({ photosOfTurn }: Contest, times: readonly number[]): number =>
  (photosOfTurn * 1000) / median(times)

function rows(
  contest: Contest,
  cells: (times: readonly number[]) => readonly string[],
): readonly (readonly string[])[] {
  const share = (value: number | undefined) => (value === undefined ? '–' : `${(value * 100).toFixed(1)} %`)
  return [
    ['ours', ...cells(contest.ours), share(contest.oursFound)],
    ...(contest.theirs === undefined
      ? []
      : [['face-api', ...cells(contest.theirs), share(contest.theirsFound)]]),
  ]
}

function barRows({ one, bulk }: FaceFindings): readonly (readonly string[])[] {
  const ratio = timesFaster(one)
  const photosPerSecond = rate(bulk, bulk.ours)
  return [
    ratio === undefined
      ? ['one photo: face-api ÷ ours', '–', `≥ ${bar}`, 'not measured']
      : ['one photo: face-api ÷ ours', ratio.toFixed(2), `≥ ${bar}`, ratio >= bar ? 'kept' : 'MISSED'],
    [
      'bulk: photos a second',
      photosPerSecond.toFixed(1),
      `≥ ${bulkAim}`,
      photosPerSecond >= bulkAim ? 'kept' : 'MISSED',
    ],
  ]
}

function figuresOf({ one, bulk, ...of }: FaceFindings) {
  return {
    ...of,
    oursMs: median(one.ours),
    faceApiMs: one.theirs === undefined ? null : median(one.theirs),
    timesFaster: timesFaster(one) ?? null,
    oursFound: one.oursFound,
    faceApiFound: one.theirsFound ?? null,
    bulkPhotosPerSecond: rate(bulk, bulk.ours),
    faceApiBulkPhotosPerSecond: bulk.theirs === undefined ? null : rate(bulk, bulk.theirs),
    bulkTimesFaster: timesFaster(bulk) ?? null,
  }
}
