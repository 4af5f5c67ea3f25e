import sharp from 'sharp'
import type { Picture } from './develop.ts'
import { makePerson } from './identity.ts'
import { seededRandom, streamSeed } from './random.ts'
import { renderEmptyRoom, renderPerson } from './render-person.ts'
import { bookingShot, securityCameraShot } from './shots.ts'
import { makeStyling } from './styling.ts'

/** Who stands before the camera and how they look at that time. */
export type Sitting = { readonly seed: number; readonly yearsOlder: number; readonly occasion: number }

/** One file of the set and how it comes about. */
export type PictureJob =
  | ({ readonly kind: 'booking'; readonly file: string } & Sitting)
  | ({ readonly kind: 'probe'; readonly file: string; readonly variant: number } & Sitting)
  | ({ readonly kind: 'truncated'; readonly file: string } & Sitting)
  | { readonly kind: 'nobody'; readonly file: string; readonly seed: number }
  | { readonly kind: 'twoPersons'; readonly file: string; readonly sittings: readonly [Sitting, Sitting] }

const BOOKING_QUALITY = 90
/** Occasions this late are never booked, so the clothes before a security camera are others than at a booking. */
const OTHER_CLOTHES = 100
/** What is left of a file whose upload broke off: the header and too little else. */
const TRUNCATED_BYTES = 900

/** Takes the picture of a job and returns it as JPEG bytes. */
export const takePicture = async (job: PictureJob): Promise<Buffer> => {
  switch (job.kind) {
    case 'booking':
      return bookingJpeg(takeBooking(job))
    case 'probe':
      return securityCameraJpeg(job)
    case 'truncated':
      return (await bookingJpeg(takeBooking(job))).subarray(0, TRUNCATED_BYTES)
    case 'nobody':
      return bookingJpeg(renderEmptyRoom(bookingShot(job.seed, 0)))
    case 'twoPersons':
      return sideBySide(job.sittings.map(takeBooking))
  }
}

const takeBooking = ({ seed, yearsOlder, occasion }: Sitting): Picture => {
  const person = makePerson(seed, yearsOlder)
  return renderPerson(person, { styling: makeStyling(person, occasion), shot: bookingShot(seed, occasion) })
}

const asSharp = ({ rgb, widthPx, heightPx }: Picture) =>
  sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })

const bookingJpeg = (picture: Picture): Promise<Buffer> =>
  asSharp(picture).jpeg({ quality: BOOKING_QUALITY, mozjpeg: true }).toBuffer()

/** Small, soft and compressed; 180 px is the least at which common detectors still find real faces too. */
const securityCameraJpeg = (job: Extract<PictureJob, { kind: 'probe' }>): Promise<Buffer> => {
  const person = makePerson(job.seed, job.yearsOlder)
  const random = seededRandom(streamSeed(job.seed, `recorder ${job.variant}`))
  const { cloth, neckline } = makeStyling(person, OTHER_CLOTHES + job.variant)
  const styling = { ...makeStyling(person, job.occasion), cloth, neckline }
  const picture = renderPerson(person, { styling, shot: securityCameraShot(job.seed, job.variant) })
  return asSharp(picture)
    .resize({ width: Math.round(random.uniform(180, 260)) })
    .blur(random.uniform(0.4, 0.9))
    .jpeg({ quality: Math.round(random.uniform(45, 70)) })
    .toBuffer()
}

const sideBySide = async (pictures: readonly Picture[]): Promise<Buffer> => {
  const width = pictures.reduce((sum, picture) => sum + picture.widthPx, 0)
  const height = Math.max(...pictures.map((picture) => picture.heightPx))
  const tiles = await Promise.all(
    pictures.map(async (picture, index) => ({
      input: await asSharp(picture).png().toBuffer(),
      left: index * picture.widthPx,
      top: 0,
    })),
  )
  return sharp({ create: { width, height, channels: 3, background: '#000' } })
    .composite(tiles)
    .jpeg({ quality: BOOKING_QUALITY, mozjpeg: true })
    .toBuffer()
}
