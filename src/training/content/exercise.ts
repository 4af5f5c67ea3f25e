import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const folder = fileURLToPath(new URL('../exercise', import.meta.url))
const name = z.string().regex(/^[A-Za-z0-9-]{1,40}$/)
const point = z.strictObject({ x: z.number(), y: z.number() })

const pictureSchema = z.strictObject({
  widthPx: z.number().int().positive(),
  heightPx: z.number().int().positive(),
  /** Centres of the eyes in pixels, left and right as seen in the picture. */
  eyes: z.strictObject({ left: point, right: point }),
  bookedOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
})
export type ExercisePicture = Readonly<z.infer<typeof pictureSchema>>

const probeSchema = z.strictObject({
  probe: name,
  /** A booking of the same person. */
  same: name,
  /** Bookings of other persons who look like it. */
  strangers: z.array(name).min(1),
  sex: z.string(),
  tone: z.string(),
})
export type ExerciseProbe = Readonly<z.infer<typeof probeSchema>>

const exerciseSchema = z.strictObject({
  probes: z.array(probeSchema).min(20),
  pictures: z.record(name, pictureSchema),
})
export type Exercise = Readonly<z.infer<typeof exerciseSchema>>

let loaded: Promise<Exercise> | undefined

/** The camera stills and bookings of synthetic persons whose truth is known; drawn for training, and in no gallery. */
export function loadExercise(): Promise<Exercise> {
  loaded ??= readFile(join(folder, 'exercise.json'), 'utf8').then((text) =>
    exerciseSchema.parse(JSON.parse(text)),
  )
  return loaded
}

/** The JPEG of an exercise picture; undefined when there is none of that name. */
export async function exercisePicture(picture: string): Promise<Uint8Array | undefined> {
  const { pictures } = await loadExercise()
  // Only names that the list holds become a path.
  if (!Object.hasOwn(pictures, picture)) return undefined
  return new Uint8Array(await readFile(join(folder, 'pictures', `${picture}.jpg`)))
}
