import { createHash } from 'node:crypto'
import { z } from 'zod'
import { byLetter } from '../../examination/index.ts'
import { type CanonicalValue, canonicalJson } from '../../kernel/index.ts'
import { type Packet, readJson } from '../read-packet.ts'
import { openEntry } from './open-entry.ts'
import { type Finding, finding, together } from './replay-report.ts'

const plantedSchema = z.object({
  ...{ id: z.string(), letter: z.string(), conclusion: z.string(), reason: z.string() },
  ...{ features: z.unknown(), pins: z.unknown().optional() },
})
const examinationSchema = z.object({
  position: z.int(),
  examiner: z.object({ id: z.string() }),
  conclusion: z.string(),
  bookingId: z.string().optional(),
  reason: z.string(),
  /** Missing in examinations from before every candidate was answered. */
  answers: z.array(z.record(z.string(), z.unknown())).optional(),
  planted: z.array(plantedSchema).optional(),
})
type Examination = z.infer<typeof examinationSchema>

/** Whether the examinations of the packet are what the log committed to when they were sealed: who found what, about whom, and why. */
export function replayExaminations(packet: Packet): Finding {
  const { examinations } = readJson(
    { get: packet.part },
    { name: 'examinations.json', schema: z.object({ examinations: z.array(examinationSchema) }) },
  )
  return together(examinations.flatMap((one) => [reviewOf(packet, one), plantedOf(packet, one)]))
}

function reviewOf(packet: Packet, one: Examination): Finding {
  const { position, examiner, conclusion, bookingId, reason, answers } = one
  const opened = openEntry(packet, `review-${position}`)
  if (opened === undefined)
    return finding({
      notReplayed: [`examination ${position}: what its entry hides was erased, or is missing`],
    })
  const said = {
    examiner: examiner.id,
    dec: conclusion,
    chosen: bookingId ?? 'none',
    ...(answers === undefined ? {} : { notes: digestOf({ conclusion, reason, answers }) }),
  }
  const wrong = Object.entries(said).filter(([field, value]) => opened.values.get(field) !== value)
  return wrong.length === 0
    ? finding({ replayed: [`examination ${position}: conclusion, answers and reasons as sealed in the log`] })
    : finding({
        differences: wrong.map(
          ([field]) =>
            `Examination ${position} is not what the log committed to when it was sealed: ${words[field] ?? field}.`,
        ),
      })
}

const words: Readonly<Record<string, string>> = {
  examiner: 'another examiner',
  dec: 'another conclusion',
  chosen: 'another person',
  notes: 'other answers or reasons',
}

/** What was said of planted faces, and that none was left out of those that the log says were answered. */
function plantedOf(packet: Packet, { position, planted = [] }: Examination): Finding {
  const name = `planting-${position}-answered`
  if (!packet.part(`log/${name}.entry.json`))
    return planted.length === 0
      ? finding({})
      : finding({
          differences: [`Examination ${position} names planted faces that no entry of the log proves.`],
        })
  const opened = openEntry(packet, name)
  if (opened === undefined)
    return finding({ notReplayed: [`planted faces of examination ${position}: erased from the log`] })
  // Sealed in the order of the list: A to Z, then AA.
  const inOrder = planted.toSorted((one, other) => byLetter(one.letter, other.letter))
  const content = inOrder.map(({ id, letter, conclusion, reason, features, pins }) => ({
    ...{ plantedId: id, letter, conclusion },
    answer: { features, reason, ...(pins === undefined ? {} : { pins }) },
  }))
  return opened.values.get('content') === digestOf(content)
    ? finding({
        replayed: [`planted faces of examination ${position}: ${planted.length}, as answered in the log`],
      })
    : finding({
        differences: [
          `The planted faces of examination ${position} are not those that the log says were answered.`,
        ],
      })
}

const digestOf = (content: unknown): string =>
  createHash('sha256')
    .update(canonicalJson(content as CanonicalValue))
    .digest('hex')
