import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goodRows, rowLine, writeImport } from './import-folder.ts'
import { casebound, demoPeople, lendModel } from './run-casebound.ts'

// All four acts on the command line, by three people, from request to outcome.

let folder = ''
let dataDir = ''
let probe = ''
let expected = ''

const run = (...args: string[]) => casebound([...args, '--data', dataDir, '--json'])

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-story-'))
  dataDir = join(folder, 'data')
  await lendModel(dataDir)
  expect((await run('init', '--agency', 'DEMO-SO', '--login', 'd.marsh')).code).toBe(0)
  for (const login of ['r.ortiz', 'a.kowalski']) {
    expect((await run('users', 'add', login, '--name', login, '--role', 'examiner')).code).toBe(0)
    const recorded = ['--course', 'facial-review-basic', '--issuer', 'state-academy']
    expect((await run('certificates', 'record', login, ...recorded)).code).toBe(0)
  }
  const people = JSON.parse(await readFile(join(demoPeople, 'people.json'), 'utf8'))
  probe = join(demoPeople, people.demoProbe)
  expected = people.probes.find((one: { file: string }) => one.file === people.demoProbe).expectedPersonId
  const all = await goodRows(250)
  const rows = [...all.filter((row) => row.personId === expected), ...all.slice(0, 3)]
  const photos = join(folder, 'photos')
  const manifest = await writeImport(photos, { photos: rows, rows: rows.map((row) => rowLine(row)) })
  expect((await run('enroll', photos, '--manifest', manifest)).code).toBe(0)
}, 600_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

async function recipeFile(name: string, step: object): Promise<string> {
  const path = join(folder, `${name}.json`)
  await writeFile(path, JSON.stringify([step]))
  return path
}

/** Looks at the probe alone, is refused a conclusion, and seals the analysis. */
async function analyseAlone(login: string, of: { searchId: string; mine: readonly string[] }): Promise<void> {
  const { searchId, mine } = of
  const alone = await run('examine', searchId, '--as', login, ...mine)
  expect(alone.json).toMatchObject({ stage: 'analysis', candidates: [] })
  const early = ['--conclusion', 'inconclusive', '--reason', 'Not looked at yet.']
  expect((await run('examine', searchId, '--as', login, ...early)).json).toMatchObject({
    error: { code: 'ANALYSIS_MISSING' },
  })
  const shows = ['--analysis', 'limited', '--visible', 'nose,ears,mouth', '--partly', 'chin']
  const analysed = await run('examine', searchId, '--as', login, ...shows, '--limits', 'Lit from one side.')
  expect(analysed.json, analysed.err).toMatchObject({ suitability: 'limited', ended: false })
}

type Best = { personId: string; bookingDate: string; bookingNumber: string }

/** Comes to the queue, analyses, looks at the candidates and concludes. */
async function examineAs(
  login: string,
  of: { position: 1 | 2; search: { id: string }; best: Best | undefined },
) {
  const { position, search, best } = of
  const queue = await run('examine', '--as', login)
  expect(queue.json).toMatchObject({ tasks: [{ searchId: search.id, position }] })
  const out = join(folder, `look-${login}`)
  const mine =
    position === 1 ? ['--recipe', await recipeFile('mine', { op: 'grey', version: 1 }), '--propose'] : []
  await analyseAlone(login, { searchId: search.id, mine })
  const look = await run('examine', search.id, '--as', login, '--out', out)
  const { candidates } = look.json as { candidates: { letter: string; bookedOn: string }[] }
  expect(look.json).toMatchObject({
    searchedCopy: { words: ['Rotate 2° clockwise'] },
    recipes: position === 1 ? [{ words: ['Grey'], proposedAt: expect.any(String) }] : [],
  })
  expect(look.out).not.toMatch(/similarity|P-\d{6}/)
  const copies = position === 1 ? ['own-copy-1.png', 'searched-copy.png'] : ['searched-copy.png']
  const letters = candidates.map((one) => `${one.letter}.jpg`)
  expect((await readdir(out)).sort()).toEqual([...letters, ...copies, 'probe.jpg'].sort())
  const letter = candidates.find(({ bookedOn }) => bookedOn === best?.bookingDate)?.letter ?? ''
  const features = ['nose=similar', 'ears=similar', 'mouth=similar'].flatMap((one) => ['--feature', one])
  const sealed = await run(
    ...['examine', search.id, '--as', login, '--conclusion', 'supports-same-source', '--candidate', letter],
    ...['--others', 'supports-different-sources'],
    ...[...features, '--reason', 'Nose, ears and mouth agree in shape.'],
  )
  expect(sealed.json, sealed.err).toMatchObject({ position, concluded: position === 2 })
}

test('request, search, two examinations, lead, outcome: each act by its own person, each in the log', async () => {
  const asked = [
    ...['--case', '24-118', '--crime', 'robbery', '--purpose', 'investigate-crime'],
    ...['--source', 'private-cctv'],
    ...['--recipe', await recipeFile('searched', { op: 'rotate', version: 1, centidegrees: 200 })],
  ]
  const searched = await run('search', probe, ...asked)
  const { search } = searched.json as {
    search: { id: string; candidates: Best[] }
  }
  const best = search.candidates[0]
  expect(best?.personId).toBe(expected)

  const own = await run('examine', search.id)
  expect(own.json).toMatchObject({ error: { code: 'ROLE_MISSING' }, logIndex: expect.any(Number) })

  await examineAs('r.ortiz', { position: 1, search, best })
  await examineAs('a.kowalski', { position: 2, search, best })

  const { leads } = (await run('leads', '--as', 'd.marsh')).json as {
    leads: { id: string; decision: string }[]
  }
  expect(leads).toMatchObject([{ decision: 'lead' }])
  const id = leads[0]?.id ?? ''
  const pdf = join(folder, 'lead.pdf')
  const lead = await run('lead', id, '--pdf', pdf)
  expect(lead.json).toMatchObject({ person: { bookingNumber: best?.bookingNumber } })
  expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-')

  const alone = await run('outcome', id, '--outcome', 'arrest')
  expect(alone.json).toMatchObject({ error: { code: 'SOLE_BASIS' } })
  const early = await run('outcome', id, '--outcome', 'arrest', '--evidence', 'records,2026-11-20,D. Marsh')
  expect(early.json).toMatchObject({ error: { code: 'CHECK_MISSING' } })
  const points = ['custody', 'height', 'marks', 'elsewhere'].flatMap((point) => [`--${point}`, 'looked up'])
  expect((await run('lead', 'check', id, ...points)).json).toMatchObject({ ready: false })
  const based = await run('outcome', id, '--outcome', 'arrest', '--evidence', 'records,2026-11-20,D. Marsh')
  expect(based.json, based.err).toMatchObject({ logIndex: expect.any(Number) })

  const log = await run('log', 'verify')
  expect(log.json).toMatchObject({
    verified: true,
    countsByType: {
      search: 1,
      result: 1,
      proposal: 1,
      analysis: 2,
      review: 2,
      lead: 1,
      outcome: 1,
      refusal: 5,
      guard: 2,
    },
  })
}, 600_000)
