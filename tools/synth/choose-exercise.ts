/**
 * Chooses the exercise pictures of the training room from a rendered cast of synthetic persons:
 * node --import tsx tools/synth/choose-exercise.ts --cast DIR --out src/training/exercise
 * For each camera still, the oldest booking of the same person and the bookings of other persons of the same sex and tone group
 * that look most like it, by the face model and by hair and beard (a coarse thumbnail); with the eyes of every picture, so that
 * a light box can place them.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../src/face/index.ts'

const strangersPerProbe = 3

const { values } = parseArgs({ options: { cast: { type: 'string' }, out: { type: 'string' } } })
if (values.cast === undefined || values.out === undefined) throw new Error('--cast and --out are needed')
const folders = { cast: values.cast, out: values.out }

type Point = { readonly x: number; readonly y: number }
type Seen = {
  readonly template: Float32Array
  readonly thumbnail: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
  readonly eyes: { readonly left: Point; readonly right: Point }
}
type Booking = Seen & {
  readonly file: string
  readonly person: string
  readonly bookedOn: string
  readonly sex: string
}

const round = (value: number) => Math.round(value * 10) / 10
const centre = (points: readonly Point[]): Point => ({
  x: round(points.reduce((sum, { x }) => sum + x, 0) / points.length),
  y: round(points.reduce((sum, { y }) => sum + y, 0) / points.length),
})

async function look(engine: FaceEngine, file: string): Promise<Seen | undefined> {
  const bytes = new Uint8Array(await readFile(join(folders.cast, file)))
  const photo = await engine.readPhoto(bytes)
  const [face, other] = await engine.findFaces(photo)
  if (face === undefined || other !== undefined) return undefined
  const [template] = await engine.embed(photo, [face])
  if (template === undefined) return undefined
  const eyes = { left: centre(face.landmarks.slice(36, 42)), right: centre(face.landmarks.slice(42, 48)) }
  const thumbnail = new Uint8Array(await sharp(bytes).resize(16, 20, { fit: 'fill' }).raw().toBuffer())
  return { template, thumbnail, widthPx: photo.widthPx, heightPx: photo.heightPx, eyes }
}

const likeness = (a: Seen, b: Seen) => a.template.reduce((sum, x, at) => sum + x * (b.template[at] ?? 0), 0)
/** Mean difference of two thumbnails over the upper two thirds, where hair, face and beard are; 0 is alike, 1 opposite. */
const unlikeness = (a: Seen, b: Seen) => {
  const upper = Math.floor((a.thumbnail.length * 2) / 3)
  let sum = 0
  for (let at = 0; at < upper; at++) sum += Math.abs((a.thumbnail[at] ?? 0) - (b.thumbnail[at] ?? 0))
  return sum / upper / 255
}
const bare = (file: string) => file.replace(/^.*\//, '').replace(/\.jpg$/, '')

async function main(): Promise<void> {
  const notes = JSON.parse(await readFile(join(folders.cast, 'people.json'), 'utf8'))
  const tones = new Map<string, string>(
    notes.persons.map((one: { personId: string; toneGroup: string }) => [one.personId, one.toneGroup]),
  )
  const engine = await openFaceEngine({ modelDir: await testModelDir() })
  const bookings: Booking[] = []
  const [, ...rows] = (await readFile(join(folders.cast, 'bookings.csv'), 'utf8')).trim().split('\n')
  for (const row of rows) {
    const [file = '', , person = '', bookedOn = '', , sex = ''] = row.split(',')
    if (!tones.has(person)) continue
    const seen = await look(engine, file)
    if (seen) bookings.push({ ...seen, file, person, bookedOn, sex })
  }
  const used = new Map<string, Seen & { file: string; bookedOn?: string }>()
  const probes = []
  for (const { file, expectedPersonId: person } of notes.probes) {
    const seen = person === null ? undefined : await look(engine, file)
    const own = bookings.filter((booking) => booking.person === person)
    const [oldest] = own
    if (!seen || !oldest) continue
    const best = new Map<string, Booking>()
    const alike = (one: Booking) => likeness(one, seen) - 4 * unlikeness(one, oldest)
    const strangers = bookings
      .filter((one) => one.person !== person && one.sex === oldest.sex)
      .filter((one) => tones.get(one.person) === tones.get(person))
      .toSorted((a, b) => alike(b) - alike(a))
    for (const one of strangers) if (!best.has(one.person)) best.set(one.person, one)
    const chosen = [...best.values()].slice(0, strangersPerProbe)
    for (const one of [oldest, ...chosen]) used.set(bare(one.file), one)
    used.set(bare(file), { ...seen, file })
    probes.push({
      probe: bare(file),
      same: bare(oldest.file),
      strangers: chosen.map((one) => bare(one.file)),
      sex: oldest.sex,
      tone: tones.get(person),
    })
  }
  await engine.close()
  await mkdir(join(folders.out, 'pictures'), { recursive: true })
  const pictures: Record<string, unknown> = {}
  for (const [name, { file, widthPx, heightPx, eyes, bookedOn }] of [...used].toSorted()) {
    await copyFile(join(folders.cast, file), join(folders.out, 'pictures', `${name}.jpg`))
    pictures[name] = { widthPx, heightPx, eyes, ...(bookedOn === undefined ? {} : { bookedOn }) }
  }
  await writeFile(join(folders.out, 'exercise.json'), `${JSON.stringify({ probes, pictures }, null, 2)}\n`)
  process.stdout.write(`${probes.length} probes, ${used.size} pictures\n`)
}

await main()
