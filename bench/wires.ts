import { openFaceEngine, testModelDir } from '../src/face/index.ts'
import { share } from '../src/kernel/index.ts'
import { type DutyHours, outsideHours, type Wire, wires, wireTitles } from '../src/lead/index.ts'
import { alarmsOf } from '../src/oversight/index.ts'
import { readOptions } from './options.ts'
import { note } from './progress.ts'
import { endOnSignals, scratchFolder } from './scratch-folder.ts'
import { print, table } from './table.ts'
import { openUnit, strungHours } from './wires/open-unit.ts'
import { ordinaryWork, type SearchAct } from './wires/ordinary-work.ts'
import { freshStills, plantedMisuse } from './wires/planted-misuse.ts'
import { concluded, doMisuse, doOrdinaryWork, opensMany } from './wires/run-work.ts'
import { openPictures } from './wires/work-pictures.ts'

// How often each tripwire is wrong in months of made-up work by people who do nothing wrong, and how much of planted misuse it finds. The
// house, its log, its policy and its faces are real. See README.md.

const options = readOptions('Measure the tripwires: false alarms of ordinary work, planted misuse found.', {
  values: {
    people: { value: '12', says: 'people of the unit, each on a roster' },
    days: { value: '42', says: 'days of ordinary work' },
    examined: { value: '120', says: 'searches of it whose list an examiner concludes about' },
    seed: { value: '1', says: 'the same seed makes the same work' },
    pictures: {
      value: '',
      says: 'folder that keeps the drawn people for the next run; else a temporary one',
    },
  },
  switches: { json: 'one line of JSON, last', help: 'this text' },
})
endOnSignals()
const firstDay = '2026-11-20'
const plan = {
  ...{
    seed: options.count('seed'),
    people: options.count('people'),
    days: options.count('days', 7),
    firstDay,
  },
}
const acts = ordinaryWork(plan)
const planned = acts.filter((act): act is SearchAct => act.do === 'search')
const stills = Math.max(...planned.map(({ picture }) => picture)) + 1
const pictures = await openPictures(
  scratchFolder(options.text('pictures') || undefined),
  stills + freshStills,
)
const face = await openFaceEngine({ modelDir: await testModelDir() })
note('Found the house')
const unit = await openUnit(face, { people: plan.people, pictures })
try {
  const auditor = unit.scratch.users.auditor
  const { done, refused, opened } = await doOrdinaryWork(unit, { acts, pictures })
  const honest = await alarmsOf(unit.scratch.house(), auditor)
  const sample = spread(done, options.count('examined'))
  let examined = 0
  for (const { searchId } of sample)
    if ((await concluded(unit, { searchId, names: 'nobody' })) !== undefined) examined++
  const named = (await alarmsOf(unit.scratch.house(), auditor)).filter(({ rule }) => rule === 'canary-named')

  const searches = done.map(({ act }) => act)
  const planted = await plantedMisuse(pictures, { searches, freshFrom: stills })
  const tripped = await doMisuse(unit, { planted, firstDay, day: plan.days + 1 })
  const found = new Map<string, { wire: Wire; sort: string; caught: number; of: number }>()
  const count = (of: { wire: Wire; sort: string; caught: boolean }) => {
    const one = found.get(`${of.wire} ${of.sort}`) ?? { ...of, caught: 0, of: 0 }
    found.set(`${of.wire} ${of.sort}`, { ...one, caught: one.caught + Number(of.caught), of: one.of + 1 })
  }
  for (const [at, { wire, sort }] of planted.entries()) {
    const rules = tripped[at]
    if (rules) count({ wire, sort, caught: rules.includes(wire) })
  }
  for (let at = 0; at < 6; at++)
    for (const [sort, minutes] of [
      ['35 lists in an hour', 1.6],
      ['35 lists in a morning', 8],
    ] as const) {
      const caught = await opensMany(unit, { done, login: `curious-${at}-${minutes}`, lists: 35, minutes })
      count({ wire: 'many-opened', sort, caught })
    }
  for (const { searchId } of done.filter((one) => !sample.includes(one)).slice(0, 60)) {
    const caught = await concluded(unit, { searchId, names: 'planted' })
    if (caught !== undefined) count({ wire: 'canary-named', sort: 'an examiner who supports one', caught })
  }

  print(
    `${searches.length} searches and ${opened} opened lists by ${plan.people} people in ${plan.days} days, ${refused} pictures refused; ${unit.personsInGallery} persons in the gallery.`,
  )
  const shares = wires.map((wire) => {
    const [raised, of] =
      wire === 'canary-named'
        ? [named.length, examined]
        : [honest.filter(({ rule }) => rule === wire).length, wire === 'many-opened' ? opened : done.length]
    return { wire, ...share(raised, of) }
  })
  const percent = (value: number) => `${(value * 100).toFixed(2)} %`
  const rows = shares.map(({ wire, count: raised, of, low, high }) => [
    ...[wireTitles[wire], `${raised} of ${of}`, `${percent(low)} to ${percent(high)}`],
  ])
  print(table([['alarms of ordinary work', 'alarms', '95 % interval'], ...rows]))
  const caught = [...found.values()].map(({ wire, sort, caught, of }) => [wire, sort, `${caught} of ${of}`])
  print(table([['planted misuse', 'how', 'found'], ...caught]))
  const hours = [
    [8, 17],
    [7, 22],
    [6, 23],
    [5, 24],
  ] as const
  const late = hours.map(([from, until]) => ({
    from,
    until,
    ...share(outside({ ...strungHours, from, until }), done.length),
  }))
  const lateRows = late.map(({ from, until, count: raised, of, low, high }) => [
    ...[`${from} to ${until}`, `${raised} of ${of}`, `${percent(low)} to ${percent(high)}`],
  ])
  print(table([['duty hours as set', 'outside them', '95 % interval'], ...lateRows]))
  if (options.on('json'))
    process.stdout.write(
      `${JSON.stringify({ searches: done.length, opened, refused, shares, found: [...found.values()], late })}\n`,
    )

  function outside(duty: DutyHours): number {
    return searches.filter(({ at }) => outsideHours({ at: new Date(at), emergency: false }, duty)).length
  }
} finally {
  await unit.scratch.close()
  await face.close()
}

/** So many of a list, evenly from its whole length. */
function spread<T>(list: readonly T[], wanted: number): readonly T[] {
  const step = Math.max(1, list.length / wanted)
  return list.filter((_, at) => Math.floor(at / step) > Math.floor((at - 1) / step)).slice(0, wanted)
}
