import { Refused } from '../../kernel/index.ts'
import type { FaceRefusalCode } from '../refusal-code.ts'

/** Stills only: a video, an animation or a file of several pictures is never guessed at. */
export const notStill = (kind: string) =>
  new Refused<FaceRefusalCode>({
    code: 'IMAGE_NOT_STILL',
    reason: `Only one still image is taken, and the file is ${kind}.`,
    needed: 'Export the one frame or page that shows the person.',
    evidence: { kind },
  })

const anyFormat = 'Send the file again, as JPEG, PNG, WebP, TIFF, BMP, GIF, AVIF or JPEG 2000.'

export const unreadable = (reason: string, needed: string = anyFormat) =>
  new Refused<FaceRefusalCode>({ code: 'IMAGE_UNREADABLE', reason, needed })
